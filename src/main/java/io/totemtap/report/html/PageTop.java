package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.totemtap.diagnose.Words;
import java.util.ArrayList;
import java.util.List;

/** The head of the page: the answer in the words of the report, how sure it is, what it is about, and what to do next. */
final class PageTop {

    private PageTop() {}

    static String of(JsonNode report) {
        JsonNode verdict = report.path("verdict");
        String status = known(verdict.path("status").asText(), "healthy", "fault", "inconclusive");
        Markup page = new Markup();
        page.open("section", "class", "verdict is-" + status, "id", "verdict", "aria-labelledby", "headline");
        page.open("p", "class", "status").leaf("span", sign(status), "class", "sign", "aria-hidden", "true");
        page.leaf("span", word(status), "class", "word");
        page.leaf("span", verdict.path("certainty").asText(), "class", "certainty")
                .close("p");
        page.leaf("h1", verdict.path("headline").asText(), "id", "headline");
        page.leaf("p", sentence(verdict.path("statement").asText()), "class", "statement");
        page.leaf("p", scope(report), "class", "scope");
        if (!verdict.path("next").asText("").isEmpty() && !verdict.path("next").isNull()) {
            page.open("p", "class", "next").leaf("b", "Next");
            page.text(" " + verdict.path("next").asText()).close("p");
        }
        page.close("section");
        return page.toString();
    }

    private static String known(String word, String... words) {
        return List.of(words).contains(word) ? word : words[words.length - 1];
    }

    private static String sign(String status) {
        return switch (status) {
            case "healthy" -> "✓";
            case "fault" -> "✕";
            default -> "?";
        };
    }

    private static String word(String status) {
        return switch (status) {
            case "healthy" -> "healthy";
            case "fault" -> "fault";
            default -> "cannot tell";
        };
    }

    /** A statement of the report begins in lower case and has no full stop. */
    static String sentence(String statement) {
        if (statement.isEmpty()) {
            return "";
        }
        return statement + (statement.endsWith(".") || statement.endsWith("?") ? "" : ".");
    }

    private static String scope(JsonNode report) {
        List<String> parts = new ArrayList<>();
        for (JsonNode group : report.path("groups")) {
            if (parts.size() < 3) {
                String cluster = group.path("cluster").asText("");
                String address = group.path("address").asText();
                parts.add((address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":"
                        + group.path("port").asText()
                        + (group.path("cluster").isTextual() && !cluster.isEmpty()
                                ? " cluster “" + cluster + "”"
                                : ""));
            }
        }
        long packets = 0;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        String day = "";
        for (JsonNode capture : report.path("captures")) {
            packets += capture.path("packets").asLong();
            if (capture.path("firstNanos").isTextual()) {
                if (capture.path("firstNanos").asLong() < first) {
                    first = capture.path("firstNanos").asLong();
                    day = capture.path("first").asText();
                }
                last = Math.max(last, capture.path("lastNanos").asLong());
            }
        }
        parts.add(Words.count(report.path("hosts").size(), "host"));
        parts.add(Words.count(report.path("captures").size(), "capture"));
        parts.add(Words.count(packets, "packet"));
        if (first <= last) {
            parts.add(Words.duration(last - first));
            parts.add("from " + day.substring(0, Math.min(19, day.length())).replace('T', ' ') + " UTC");
        }
        return String.join(" · ", parts);
    }
}
