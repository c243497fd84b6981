package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.totemtap.diagnose.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The delivery matrix. Each cell says in words and with a sign what its colour says. */
final class Matrix {

    private static final int MOST = 16;

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, JsonNode> cells = new HashMap<>();
    private final Map<String, JsonNode> hearsay = new HashMap<>();
    private final Map<String, Long> lost = new HashMap<>();

    private Matrix(JsonNode report) {
        for (JsonNode host : report.path("hosts")) {
            names.put(host.path("address").asText(), host.path("name").asText());
        }
        for (JsonNode path : report.path("paths")) {
            String from = path.path("from").asText();
            String to = path.path("to").asText();
            cells.merge(from + " " + to, path, (known, next) -> loss(next) > loss(known) ? next : known);
            long gone = path.path("lost").asLong();
            lost.merge(from, gone, Long::sum);
            lost.merge(to, gone, Long::sum);
        }
        for (JsonNode told : report.path("hearsay")) {
            hearsay.put(told.path("from").asText() + " " + told.path("to").asText(), told);
        }
    }

    private static double loss(JsonNode path) {
        return path.path("lossPercent").asDouble(-1);
    }

    static Markup of(JsonNode report) {
        return new Matrix(report).table();
    }

    private Markup table() {
        Markup table = new Markup();
        List<String> hosts = new ArrayList<>(names.keySet());
        hosts.removeIf(host -> !lost.containsKey(host));
        if (hosts.isEmpty()) {
            return table.leaf("p", "No host multicast to another one that wanted it.", "class", "remark");
        }
        if (hosts.size() > MOST) {
            hosts.sort(Comparator.comparingLong(host -> -lost.getOrDefault(host, 0L)));
        }
        List<String> shown = hosts.subList(0, Math.min(MOST, hosts.size()));
        table.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "delivery matrix");
        table.open("table", "class", "matrix").open("thead").open("tr");
        table.open("th", "scope", "col", "class", "corner")
                .text("from ↓ heard by →")
                .close("th");
        shown.forEach(host -> table.leaf("th", names.getOrDefault(host, host), "scope", "col"));
        table.close("tr").close("thead").open("tbody");
        for (String from : shown) {
            table.open("tr").leaf("th", names.getOrDefault(from, from), "scope", "row");
            for (String to : shown) {
                cell(table, from, to);
            }
            table.close("tr");
        }
        table.close("tbody").close("table").close("div");
        if (hosts.size() > shown.size()) {
            table.leaf(
                    "p",
                    "The " + shown.size() + " hosts with most losses of " + hosts.size()
                            + "; all are in the JSON report.",
                    "class",
                    "remark");
        }
        return table;
    }

    private void cell(Markup table, String from, String to) {
        JsonNode path = cells.get(from + " " + to);
        if (from.equals(to) || path == null) {
            table.leaf("td", "·", "class", "none", "aria-label", from.equals(to) ? "itself" : "nothing known");
            return;
        }
        JsonNode told = hearsay.getOrDefault(from + " " + to, MissingNode.getInstance());
        if (!path.path("received").isNumber()) {
            notMeasured(table, path, told);
            return;
        }
        long sent = path.path("sent").asLong();
        long received = path.path("received").asLong();
        boolean whole = path.path("lost").asLong() == 0;
        boolean unheard = whole && isTrouble(told);
        String state = unheard ? "dead" : whole ? "whole" : received == 0 ? "dead" : "partly";
        open(table, state);
        table.leaf("b", Words.count(received) + " of " + Words.count(sent));
        table.leaf("small", unheard ? "arrived; ~" + told.path("words").asText() : remark(path))
                .close("td");
    }

    private static boolean isTrouble(JsonNode told) {
        return List.of("deaf", "missed", "none").contains(told.path("told").asText());
    }

    private static void open(Markup table, String state) {
        String sign =
                switch (state) {
                    case "whole" -> "✓";
                    case "dead" -> "✕";
                    case "partly" -> "▲";
                    default -> "?";
                };
        table.open("td", "class", state).leaf("span", sign, "class", "sign", "aria-hidden", "true");
    }

    /** Where no two captures could be compared totem's own messages may tell. */
    private static void notMeasured(Markup table, JsonNode path, JsonNode told) {
        String state = isTrouble(told) ? "dead" : told.path("told").asText().equals("hears") ? "whole" : "unknown";
        open(table, state);
        String sent =
                path.path("sent").isNumber() ? Words.count(path.path("sent").asLong()) + " sent" : "not captured";
        boolean isTold = !told.isMissingNode() && !told.path("told").asText().equals("unknown");
        table.leaf("b", isTold ? "~" + told.path("words").asText() : sent);
        table.leaf("small", isTold ? sent : "arrival not captured").close("td");
    }

    private static String remark(JsonNode path) {
        if (path.path("sent").asLong() == 0) {
            return "nothing was sent";
        }
        if (path.path("lost").asLong() == 0) {
            return "all arrived";
        }
        return Words.percent(path.path("lossPercent").asDouble() / 100) + " lost, "
                + pattern(path.path("pattern").asText());
    }

    static String pattern(String id) {
        return switch (id) {
            case "total" -> "all of them";
            case "from-a-moment" -> "from a moment on";
            case "random" -> "at random";
            case "bursts" -> "in bursts";
            case "rate-limited" -> "above a rate";
            case "large-only" -> "large ones only";
            default -> "no clear pattern";
        };
    }
}
