package io.totemtap.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.totemtap.cli.Cases;
import io.totemtap.report.JsonReport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HOSTILE = "</script><img src=x onerror=boom()>&\"'\u0007\u202e\u2028`${boom()}";

    @TempDir
    private static Path directory;

    private static Optional<Browser> running = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        if (Browser.program().isPresent()) {
            running = Optional.of(new Browser(directory));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (running.isPresent()) {
            running.get().stop();
        }
    }

    private static Browser needsBrowser() {
        Assumptions.assumeTrue(running.isPresent(), "there is no Chromium here");
        return running.orElseThrow();
    }

    static JsonNode json(String name) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonReport("0").write(Cases.diagnosis(name), out);
        return MAPPER.readTree(out.toByteArray());
    }

    static String html(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HtmlReport(new JsonReport("0")).write(Cases.diagnosis(name), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Path save(String name, String page) throws Exception {
        return Files.writeString(directory.resolve(name + ".html"), page);
    }

    private static void assertCalm(Browser browser, Path page) {
        assertEquals(List.of(), browser.complaints);
        assertEquals(List.of(page.toUri().toString()), browser.requests);
    }

    @Test
    void thePagePrintsOnAFour() throws Exception {
        Browser browser = needsBrowser();
        Path page = save("print", html("querier-stops"));
        browser.open(page, 1280, true);
        browser.await("document.documentElement.dataset.drawn === 'yes'");
        Path paper = directory.resolve("paper.pdf");
        browser.print(paper);
        String pdf = Files.readString(paper, StandardCharsets.ISO_8859_1);
        assertTrue(pdf.startsWith("%PDF"));
        assertTrue(java.util.regex.Pattern.compile("MediaBox \\[0 0 59[45][.0-9]* 84[12]")
                .matcher(pdf)
                .find());
        assertCalm(browser, page);
    }

    @Test
    void hostileNamesStayTextEverywhere() throws Exception {
        JsonNode report = json("switch-drop-oneway");
        ObjectNode charts = new Charts(Cases.diagnosis("switch-drop-oneway"), report).tree();
        Map<String, String> names = Map.of("n1", HOSTILE, "n2", HOSTILE + "2", "sw-p1", HOSTILE + "3");
        String page = HtmlReport.page(replaced(report, names), replaced(charts, names));
        assertFalse(page.contains("<img"));
        assertFalse(page.contains("\u202e"));
        assertFalse(page.contains("\u0007"));
        assertFalse(page.contains("\u2028"));
        Browser browser = needsBrowser();
        Path file = save("hostile", page);
        browser.open(file, 1280, false);
        browser.await("document.documentElement.dataset.drawn === 'yes'");
        assertEquals("0", browser.evaluate("document.images.length"));
        assertEquals("3", browser.evaluate("document.scripts.length"));
        assertTrue(browser.evaluate("document.body.textContent").contains("</script><img src=x onerror=boom()>"));
        assertEquals(
                HOSTILE, browser.evaluate("JSON.parse(document.querySelector('#report').textContent).hosts[0].name"));
        assertCalm(browser, file);
    }

    private static JsonNode replaced(JsonNode tree, Map<String, String> names) {
        if (tree.isTextual()) {
            String text = tree.asText();
            for (Map.Entry<String, String> name : names.entrySet()) {
                text = text.replaceAll(
                        "\\b" + name.getKey() + "\\b", java.util.regex.Matcher.quoteReplacement(name.getValue()));
            }
            return TextNode.valueOf(text);
        }
        if (tree.isArray()) {
            ArrayNode list = MAPPER.createArrayNode();
            tree.forEach(item -> list.add(replaced(item, names)));
            return list;
        }
        if (tree.isObject()) {
            ObjectNode object = MAPPER.createObjectNode();
            tree.fieldNames().forEachRemaining(name -> object.set(name, replaced(tree.path(name), names)));
            return object;
        }
        return tree;
    }

    @Test
    void tenThousandHostsFillTheDataAndNotThePage() throws Exception {
        ObjectNode report = (ObjectNode) json("switch-drop-oneway");
        ArrayNode hosts = (ArrayNode) report.path("hosts");
        ArrayNode paths = (ArrayNode) report.path("paths");
        for (int i = 0; i < 10_000; i++) {
            ObjectNode host = hosts.get(0).deepCopy();
            String address = "10.1." + i / 250 + "." + (1 + i % 250);
            host.put("name", HOSTILE + i).put("address", address);
            hosts.add(host);
            ObjectNode path = paths.get(0).deepCopy();
            paths.add(path.put("from", address).put("lost", i % 7));
        }
        ObjectNode charts = new Charts(Cases.diagnosis("switch-drop-oneway"), report).tree();
        String page = HtmlReport.page(report, charts);
        assertFalse(page.contains("<img"));
        assertFalse(page.contains("\u202e"));
        Browser browser = needsBrowser();
        Path file = save("many", page);
        browser.open(file, 400, false);
        browser.await("document.documentElement.dataset.drawn === 'yes'");
        assertTrue(Integer.parseInt(browser.evaluate("document.querySelectorAll('*').length")) < 8000);
        assertEquals("0", browser.evaluate("document.images.length"));
        assertEquals("3", browser.evaluate("document.scripts.length"));
        assertEquals("400", browser.evaluate("document.documentElement.scrollWidth"));
        assertCalm(browser, file);
    }

    @Test
    void aLaneCountsWhatItCannotDrawOneByOne() {
        List<JsonNode> changes = new java.util.ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            changes.add(MAPPER.createObjectNode()
                    .put("timeNanos", Long.toString(1_000_000L * i))
                    .put("kind", i % 2 == 0 ? "misses-messages" : "gather"));
        }
        ObjectNode lane = MAPPER.createObjectNode();
        new Marks(new TimeAxis(0, 200_000_000_000L), Map.of()).write(lane, changes);
        assertEquals(0, lane.path("marks").size());
        assertEquals(2 * TimeAxis.BINS, lane.path("bins").size());
        long sum = 0;
        for (JsonNode bin : lane.path("bins")) {
            sum += bin.path("count").asLong();
        }
        assertEquals(200_000, sum);
    }

    @Test
    void thePageForbidsEveryRequest() {
        String page = html("healthy");
        assertTrue(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
        assertFalse(page.replaceAll("http://www.w3.org/2000/svg", "").contains("://"));
        assertFalse(page.contains("{{"));
    }
}
