package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.totemtap.diagnose.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rates, losses and token rotation over time: what the script draws of them, and the same in tables. All of it stands in the JSON report. */
final class Trends {

    private static final int MOST_SENDERS = 6;
    private static final int MOST_RECEIVERS = 4;
    private static final int MOST_RINGS = 6;
    private static final int MOST_ROWS = 64;
    private static final List<String> RATE_HEADS =
            List.of("Sender", "Group", "Sent", "Most a second", "Lost on the way to");
    private static final List<String> ROTATION_HEADS =
            List.of("Ring", "Rotations", "Shortest", "Median", "95 % within", "Longest");

    private final JsonNode report;
    private final JsonNode overTime;
    private final Map<String, String> names = new HashMap<>();

    Trends(JsonNode report) {
        this.report = report;
        overTime = report.path("overTime");
        for (JsonNode host : report.path("hosts")) {
            names.put(host.path("address").asText(), host.path("name").asText());
        }
    }

    private String name(JsonNode address) {
        return names.getOrDefault(address.asText(), address.asText());
    }

    private static long sum(JsonNode row) {
        long sum = 0;
        for (JsonNode item : row) {
            sum += item.asLong();
        }
        return sum;
    }

    private static long highest(JsonNode row) {
        long highest = 0;
        for (JsonNode item : row) {
            highest = Math.max(highest, item.asLong());
        }
        return highest;
    }

    /** Directions of a sender to a group that lost something; those that lost most first. */
    private List<JsonNode> losses(JsonNode sender) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode direction : overTime.path("directions")) {
            if (direction.path("from").equals(sender.path("from"))
                    && direction.path("group").equals(sender.path("group"))
                    && sum(direction.path("lost")) > 0) {
                found.add(direction);
            }
        }
        return found;
    }

    private List<JsonNode> senders() {
        List<JsonNode> senders = new ArrayList<>();
        overTime.path("senders").forEach(senders::add);
        Map<JsonNode, Long> lost = new HashMap<>();
        for (JsonNode sender : senders) {
            lost.put(
                    sender,
                    losses(sender).stream()
                            .mapToLong(one -> sum(one.path("lost")))
                            .sum());
        }
        senders.sort(Comparator.comparingLong((JsonNode sender) -> -lost.getOrDefault(sender, 0L)));
        return senders;
    }

    private List<JsonNode> rings() {
        List<JsonNode> rings = new ArrayList<>();
        for (JsonNode ring : report.path("rings")) {
            if (ring.path("rotation").isObject()) {
                rings.add(ring);
            }
        }
        rings.sort(Comparator.comparingLong(
                ring -> -ring.path("rotation").path("count").asLong()));
        return rings;
    }

    private static double from(JsonNode first, long originNanos) {
        return Math.round((first.asLong() - originNanos) / 1e3) / 1e6;
    }

    /** Adds what is drawn. */
    void addTo(ObjectNode charts, long originNanos) {
        ObjectNode rates = charts.putObject("rates");
        rates.put("from", from(overTime.path("firstNanos"), originNanos));
        rates.put("width", overTime.path("widthMillis").asLong() / 1e3);
        rates.put("slots", overTime.path("slots").asLong());
        List<JsonNode> senders = senders();
        ArrayNode list = rates.putArray("senders");
        for (JsonNode sender : senders.subList(0, Math.min(MOST_SENDERS, senders.size()))) {
            ObjectNode node = list.addObject();
            node.put("name", name(sender.path("from")));
            node.put("group", sender.path("group").asText());
            node.set("sent", sender.path("sent"));
            ArrayNode lost = node.putArray("lost");
            List<JsonNode> losses = losses(sender);
            for (JsonNode one : losses.subList(0, Math.min(MOST_RECEIVERS, losses.size()))) {
                lost.addObject().put("to", name(one.path("to"))).set("lost", one.path("lost"));
            }
            node.put("moreLost", Math.max(0, losses.size() - MOST_RECEIVERS));
        }
        rates.put("more", Math.max(0, senders.size() - MOST_SENDERS));
        ArrayNode rotations = charts.putArray("rotations");
        List<JsonNode> rings = rings();
        for (JsonNode ring : rings.subList(0, Math.min(MOST_RINGS, rings.size()))) {
            ObjectNode node = rotations.addObject();
            node.put("name", ringName(ring));
            node.put("from", from(ring.path("rotation").path("overTime").path("firstNanos"), originNanos));
            node.set("rotation", ring.path("rotation"));
        }
        charts.put("moreRotations", Math.max(0, rings.size() - MOST_RINGS));
    }

    private static String ringName(JsonNode ring) {
        return ring.path("representative").asText() + "/"
                + ring.path("sequence").asText();
    }

    /** Writes the section about rates and losses. */
    void rates(Markup page) {
        List<JsonNode> senders = senders();
        if (senders.isEmpty()) {
            return;
        }
        begin(
                page,
                "rates",
                "Rates and loss over time",
                "Multicasts by sender, in slots of " + slot() + ". " + drops());
        list(page, "rates", RATE_HEADS);
        int rows = 0;
        for (JsonNode sender : senders) {
            if (rows++ < MOST_ROWS) {
                List<String> lost = new ArrayList<>();
                losses(sender)
                        .forEach(one -> lost.add(name(one.path("to")) + " " + Words.count(sum(one.path("lost")))));
                row(
                        page,
                        RATE_HEADS,
                        name(sender.path("from")),
                        sender.path("group").asText(),
                        Words.count(sum(sender.path("sent"))),
                        decimal(highest(sender.path("sent"))
                                * 1e3
                                / Math.max(1, overTime.path("widthMillis").asLong())),
                        lost.isEmpty()
                                ? "—"
                                : String.join(", ", lost.subList(0, Math.min(12, lost.size())))
                                        + (lost.size() > 12 ? " and " + (lost.size() - 12) + " more" : ""));
            }
        }
        end(page, rows);
    }

    private String slot() {
        long millis = overTime.path("widthMillis").asLong();
        return millis < 1000 ? millis + " ms" : decimal(millis / 1e3) + " s";
    }

    /** What the captures themselves dropped: it would look like loss, and nobody tells when it was. */
    private String drops() {
        List<String> dropped = new ArrayList<>();
        int silent = 0;
        for (JsonNode capture : report.path("captures")) {
            JsonNode count = capture.path("droppedByCapture");
            silent += count.isNumber() ? 0 : 1;
            if (count.asLong() > 0 && dropped.size() < 8) {
                dropped.add(capture.path("name").asText() + " dropped " + Words.count(count.asLong()));
            }
        }
        if (!dropped.isEmpty()) {
            return "Of what is lost here, some can be the captures’ own drops, whose time is not known: "
                    + String.join(", ", dropped) + ".";
        }
        return silent > 0
                ? "Not every capture tells whether it dropped packets itself."
                : "No capture dropped packets itself.";
    }

    /** Writes the section about token rotation; none where no rotation was measured. */
    void rotations(Markup page) {
        List<JsonNode> rings = rings();
        if (rings.isEmpty()) {
            return;
        }
        begin(
                page,
                "rotation",
                "Token rotation",
                "How long the token takes round each ring; the hold time of an idle ring is left out. Left over time, right how often.");
        list(page, "rotation", ROTATION_HEADS);
        int rows = 0;
        for (JsonNode ring : rings) {
            JsonNode rotation = ring.path("rotation");
            if (rows++ < MOST_ROWS) {
                row(
                        page,
                        ROTATION_HEADS,
                        ringName(ring),
                        Words.count(rotation.path("count").asLong()),
                        micros(rotation.path("lowestMicros")),
                        micros(rotation.path("medianMicros")),
                        micros(rotation.path("highMicros")),
                        micros(rotation.path("highestMicros")));
            }
        }
        end(page, rows);
    }

    static String micros(JsonNode number) {
        double micros = number.asDouble();
        if (micros < 1e3) {
            return decimal(micros) + " µs";
        }
        return micros < 1e6 ? decimal(micros / 1e3) + " ms" : decimal(micros / 1e6) + " s";
    }

    private static String decimal(double value) {
        String text = String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static void begin(Markup page, String id, String title, String remark) {
        page.open("section", "id", id, "aria-labelledby", id + "-title");
        page.leaf("h2", title, "id", id + "-title");
        page.leaf("p", remark, "class", "remark");
        page.open("div", "class", "picture", "data-picture", id).close("div");
    }

    private static void list(Markup page, String id, List<String> heads) {
        page.open("details", "class", "list").leaf("summary", "The same in numbers");
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", id + " in numbers");
        page.open("table", "class", "rows").open("thead").open("tr");
        for (String head : heads) {
            page.leaf("th", head, "scope", "col");
        }
        page.close("tr").close("thead").open("tbody");
    }

    private static void row(Markup page, List<String> heads, String... cells) {
        page.open("tr");
        for (int i = 0; i < cells.length; i++) {
            page.leaf("td", cells[i], "data-label", heads.get(i));
        }
        page.close("tr");
    }

    private static void end(Markup page, int rows) {
        page.close("tbody").close("table");
        if (rows > MOST_ROWS) {
            page.leaf("p", (rows - MOST_ROWS) + " more are in the JSON report.", "class", "remark");
        }
        page.close("div").close("details").close("section");
    }
}
