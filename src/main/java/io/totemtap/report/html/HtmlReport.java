package io.totemtap.report.html;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.UnaryOperator;

/**
 * One self-contained page around the JSON report. All that is text stands in the page as text and can be read where scripts do not run,
 * as in the preview of a mail program; a script draws the pictures from a second block of data. The page's own policy forbids every
 * request and every script and style but these.
 */
public final class HtmlReport implements Report {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Report json;
    private final UnaryOperator<JsonNode> redaction;

    /**
     * Creates a report around another one.
     *
     * @param json writes the JSON of product version 1
     */
    public HtmlReport(Report json) {
        this(json, UnaryOperator.identity());
    }

    /**
     * Creates a report around another one, with names replaced.
     *
     * @param json writes the JSON of product version 1
     * @param redaction replaces what must not be told in a tree of JSON; the page contains nothing that did not pass through it
     */
    public HtmlReport(Report json, UnaryOperator<JsonNode> redaction) {
        this.json = json;
        this.redaction = redaction;
    }

    @Override
    public void write(Diagnosis diagnosis, OutputStream out) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            json.write(diagnosis, bytes);
            ObjectNode report = (ObjectNode) MAPPER.readTree(bytes.toByteArray());
            ObjectNode charts = new Charts(diagnosis, report).tree();
            out.write(page(redaction.apply(report), redaction.apply(charts)).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page for a report and its drawing data. */
    static String page(JsonNode report, JsonNode charts) throws IOException {
        String style = resource("page.css");
        String script = resource("page.js") + resource("trends.js") + resource("timeline.js");
        String policy = "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
        StringBuilder page = new StringBuilder();
        for (String part : resource("page.html").split("(?=\\{\\{)|(?<=\\}\\})", -1)) {
            page.append(
                    switch (part) {
                        case "{{policy}}" -> policy;
                        case "{{style}}" -> style;
                        case "{{script}}" -> script;
                        case "{{title}}" ->
                            new Markup()
                                    .text(report.path("verdict")
                                            .path("headline")
                                            .asText())
                                    .toString();
                        case "{{top}}" -> PageTop.of(report);
                        case "{{body}}" -> PageText.of(report);
                        case "{{report}}" -> data(report);
                        case "{{charts}}" -> data(Visible.of(charts));
                        default -> part;
                    });
        }
        return page.toString();
    }

    /** JSON that can stand inside a script element: no markup, and nothing but ASCII, so no line separator and nothing hidden. */
    static String data(JsonNode tree) throws IOException {
        return MAPPER.writer()
                .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                .writeValueAsString(tree)
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
