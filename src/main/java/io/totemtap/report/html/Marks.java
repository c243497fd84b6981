package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The single events of a lane. Where a lane has many of one shape, they are counted in bins instead. */
final class Marks {

    /** The most events of one shape that a lane draws one by one. */
    static final int MOST_OF_A_SHAPE = 150;

    private final TimeAxis axis;
    private final Map<String, String> files;

    Marks(TimeAxis axis, Map<String, String> files) {
        this.axis = axis;
        this.files = files;
    }

    void write(ObjectNode lane, List<JsonNode> changes) {
        ArrayNode marks = lane.putArray("marks");
        ArrayNode bins = lane.putArray("bins");
        Map<String, List<JsonNode>> shapes = new TreeMap<>();
        for (JsonNode change : changes) {
            shapes.computeIfAbsent(shape(change.path("kind").asText()), none -> new ArrayList<>())
                    .add(change);
        }
        shapes.forEach((shape, same) -> {
            if (same.size() <= MOST_OF_A_SHAPE) {
                same.forEach(change -> mark(marks.addObject(), shape, change));
            } else {
                count(bins, shape, same);
            }
        });
    }

    private void mark(ObjectNode mark, String shape, JsonNode change) {
        String capture = change.path("capture").asText("");
        mark.put("t", axis.seconds(TimeAxis.nanos(change)));
        mark.put("shape", shape);
        String host = change.path("host").asText("");
        mark.put(
                "text", (host.isEmpty() ? "" : host + " ") + change.path("text").asText());
        mark.put("capture", capture);
        int part = capture.indexOf('/');
        mark.put("file", part >= 0 ? capture.substring(part + 1) : files.getOrDefault(capture, capture));
        if (change.path("frame").isNumber()) {
            mark.put("frame", change.path("frame").asLong());
        }
    }

    private void count(ArrayNode bins, String shape, List<JsonNode> same) {
        long[] counts = new long[TimeAxis.BINS];
        for (JsonNode change : same) {
            long bin = (TimeAxis.nanos(change) - axis.originNanos()) / axis.binNanos();
            counts[(int) Math.max(0, Math.min(TimeAxis.BINS - 1, bin))]++;
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                ObjectNode bin = bins.addObject();
                bin.put("t", axis.seconds(axis.originNanos() + i * axis.binNanos() + axis.binNanos() / 2));
                bin.put("shape", shape);
                bin.put("count", counts[i]);
            }
        }
    }

    /** Which sign stands for a kind of change; kinds that are not known get the plain one. */
    static String shape(String kind) {
        return switch (kind) {
            case "joined-group" -> "report";
            case "left-group" -> "leave";
            case "membership-aged-out" -> "age-out";
            case "querier-appeared", "querier-elected", "queries-stopped", "queries-resumed" -> "query";
            case "gather",
                    "commit",
                    "recovery",
                    "operational",
                    "ring-formed",
                    "singleton-ring",
                    "ring-ended",
                    "left-cluster" -> "ring";
            case "token-repeated", "misses-messages", "failed-to-receive", "port-unreachable" -> "trouble";
            case "caught-up" -> "relief";
            case "fell-silent", "speaks-again" -> "silence";
            default -> "other";
        };
    }
}
