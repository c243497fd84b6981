package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.totemtap.diagnose.Words;
import io.totemtap.report.DisplayFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything below the head of the page, as text and tables that need no script; pictures have an empty place each. */
final class PageText {

    private static final int MOST_ROWS = 200;

    private final JsonNode report;
    private final Markup page = new Markup();

    private PageText(JsonNode report) {
        this.report = report;
    }

    static String of(JsonNode report) {
        PageText text = new PageText(report);
        text.path();
        text.matrix();
        text.suspects();
        text.timeline();
        Trends trends = new Trends(report);
        trends.rates(text.page);
        trends.rotations(text.page);
        text.findings();
        text.contradictions();
        text.limitations();
        new PageTables(report, text.page).write();
        new PageNotes(report, text.page).write();
        return text.page.toString();
    }

    private void begin(String id, String title, String remark) {
        page.open("section", "id", id, "aria-labelledby", id + "-title");
        page.leaf("h2", title, "id", id + "-title");
        if (!remark.isEmpty()) {
            page.leaf("p", remark, "class", "remark");
        }
    }

    private void path() {
        begin(
                "path",
                report.path("verdict").path("status").asText().equals("healthy")
                        ? "The way it takes"
                        : "Where it is lost",
                "A message’s way from the sending daemon to the receiving one. A filled point is a checkpoint: a capture that counted"
                        + " what passed. A hollow one has no capture.");
        page.open("div", "class", "picture", "data-picture", "paths").close("div");
        page.open("noscript")
                .leaf("p", "The picture needs scripts; the table below says the same.", "class", "remark")
                .close("noscript");
        page.close("section");
    }

    private void matrix() {
        begin(
                "matrix",
                "Who hears whom",
                "Multicast messages that arrived, of those sent. Rows send, columns receive. A tilde marks what totem's"
                        + " own messages tell.");
        page.append(Matrix.of(report)).close("section");
    }

    private void suspects() {
        begin("suspects", "Suspects", "Every place that can lose a message, and what the evidence left of it.");
        page.open("ol", "class", "suspects");
        for (JsonNode suspect : report.path("verdict").path("suspects")) {
            String state = suspect.path("state").asText();
            page.open("li", "class", "suspect is-" + word(state));
            page.leaf("span", state, "class", "state");
            page.leaf("span", place(suspect.path("place").asText()), "class", "place");
            page.leaf("span", suspect.path("because").asText(), "class", "because");
            page.close("li");
        }
        page.close("ol").close("section");
    }

    static String word(String text) {
        return text.replaceAll("[^a-z-]", "");
    }

    static String place(String id) {
        return switch (id) {
            case "sender" -> "sending host";
            case "sender-nic" -> "sender’s NIC or cable";
            case "switch" -> "switch";
            case "receiver-nic" -> "receiver’s NIC";
            case "receiver-host" -> "receiving host";
            case "cluster" -> "the cluster itself";
            case "unicast" -> "unicast";
            case "none" -> "nothing is lost";
            default -> id;
        };
    }

    private void timeline() {
        begin("timeline", "Time line", "");
        page.open("div", "class", "picture", "data-picture", "timeline").close("div");
        JsonNode entries = report.path("timeline");
        page.open("details", "class", "list");
        page.leaf("summary", "The same as a list, " + entries.size() + (entries.size() == 1 ? " entry" : " entries"));
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "time line as a list");
        page.open("table", "class", "rows").open("thead").open("tr");
        for (String head : new String[] {"Time (UTC)", "Host", "What", "Frame"}) {
            page.leaf("th", head, "scope", "col");
        }
        page.close("tr").close("thead").open("tbody");
        int rows = 0;
        for (JsonNode entry : entries) {
            if (rows++ < MOST_ROWS) {
                page.open("tr").leaf("td", clock(entry.path("time").asText()), "class", "number", "data-label", "Time");
                page.leaf("td", unknown(entry.path("host"), "—"), "data-label", "Host");
                page.leaf("td", entry.path("text").asText(), "data-label", "What");
                page.leaf(
                        "td",
                        entry.path("frame").isNumber()
                                ? entry.path("capture").asText() + " "
                                        + entry.path("frame").asText()
                                : "—",
                        "class",
                        "number",
                        "data-label",
                        "Frame");
                page.close("tr");
            }
        }
        page.close("tbody").close("table");
        if (rows > MOST_ROWS) {
            page.leaf("p", (rows - MOST_ROWS) + " more are in the JSON report.", "class", "remark");
        }
        page.close("div").close("details").close("section");
    }

    /** The time of day of an ISO moment, with milliseconds. */
    static String clock(String iso) {
        return iso.length() >= 23 ? iso.substring(11, 23) : iso;
    }

    static String unknown(JsonNode value, String otherwise) {
        return value.isNull() || value.isMissingNode() || value.asText().isEmpty() ? otherwise : value.asText();
    }

    private void findings() {
        begin("findings", "Findings", "");
        if (report.path("findings").isEmpty()) {
            page.leaf("p", "Nothing to report.", "class", "remark");
        }
        int shown = 0;
        for (JsonNode finding : report.path("findings")) {
            if (shown++ < MOST_ROWS) {
                finding(finding);
            }
        }
        page.close("section");
    }

    private void finding(JsonNode finding) {
        String severity = finding.path("severity").asText();
        page.open("article", "class", "finding is-" + word(severity));
        page.open("p", "class", "labels").leaf("span", severity, "class", "severity");
        page.leaf("span", finding.path("certainty").asText(), "class", "certainty");
        page.leaf("span", place(finding.path("place").asText()), "class", "place");
        page.leaf("code", finding.path("id").asText(), "class", "id").close("p");
        page.leaf("h3", PageTop.sentence(finding.path("statement").asText()));
        page.open("ul", "class", "evidence");
        Map<String, List<Long>> frames = new LinkedHashMap<>();
        for (JsonNode evidence : finding.path("evidence")) {
            evidence(evidence, frames);
        }
        page.close("ul");
        frames.forEach((capture, numbers) -> {
            page.open("p", "class", "filter").leaf("span", "Wireshark, " + capture, "class", "where");
            page.leaf("code", DisplayFilter.of(numbers), "class", "copy").close("p");
        });
        if (!finding.path("explains").isEmpty()) {
            List<String> ids = new ArrayList<>();
            finding.path("explains").forEach(id -> ids.add(id.asText()));
            page.leaf("p", "It explains: " + String.join(", ", ids) + ".", "class", "remark");
        }
        page.close("article");
    }

    private void evidence(JsonNode evidence, Map<String, List<Long>> frames) {
        page.open("li").text(evidence.path("text").asText());
        List<String> numbers = new ArrayList<>();
        for (JsonNode frame : evidence.path("frames")) {
            numbers.add(frame.asText());
            frames.computeIfAbsent(evidence.path("capture").asText(), none -> new ArrayList<>())
                    .add(frame.asLong());
        }
        if (!numbers.isEmpty()) {
            long count = evidence.path("count").asLong();
            page.leaf(
                    "span",
                    evidence.path("capture").asText()
                            + (numbers.size() == 1 ? " frame " : " frames ")
                            + String.join(", ", numbers)
                            + (count > numbers.size() ? " (" + Words.count(count) + " in all)" : ""),
                    "class",
                    "frames");
        }
        page.close("li");
    }

    private void contradictions() {
        if (report.path("contradictions").isEmpty()) {
            return;
        }
        begin(
                "contradictions",
                "What speaks against each other",
                "Facts that speak against each other. What is excluded stays excluded.");
        page.open("ul", "class", "evidence");
        int shown = 0;
        for (JsonNode one : report.path("contradictions")) {
            if (shown++ < MOST_ROWS) {
                page.open("li").text(PageTop.sentence(one.path("statement").asText()));
                page.open("ul", "class", "evidence");
                for (JsonNode evidence : one.path("evidence")) {
                    evidence(evidence, new LinkedHashMap<>());
                }
                page.close("ul").close("li");
            }
        }
        page.close("ul").close("section");
    }

    private void limitations() {
        if (report.path("limitations").isEmpty()) {
            return;
        }
        begin("limits", "What cannot be known", "");
        page.open("dl", "class", "limits");
        for (JsonNode limitation : report.path("limitations")) {
            page.leaf("dt", PageTop.sentence(limitation.path("statement").asText()));
            page.leaf(
                    "dd",
                    "Remedy: " + PageTop.sentence(limitation.path("remedy").asText()));
        }
        page.close("dl").close("section");
    }
}
