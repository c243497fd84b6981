package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A host's ring states as stretches of time, from the entries of the time line: a state lasts until the next one begins. */
final class Bands {

    private static final int MOST = 500;

    private final TimeAxis axis;
    private final ArrayNode bands;
    private final ArrayNode quiet;
    private String state = "";
    private String text = "";
    private double since;
    private double silentSince = -1;

    private Bands(ObjectNode lane, TimeAxis axis) {
        this.axis = axis;
        bands = lane.putArray("bands");
        quiet = lane.putArray("quiet");
    }

    static void write(ObjectNode lane, TimeAxis axis, List<JsonNode> changes) {
        Bands bands = new Bands(lane, axis);
        for (JsonNode change : changes) {
            bands.add(change.path("kind").asText(), change.path("text").asText(), axis.seconds(TimeAxis.nanos(change)));
        }
        bands.end(axis.spanSeconds());
        bands.spoken(axis.spanSeconds());
    }

    private void add(String kind, String words, double at) {
        switch (kind) {
            case "gather", "commit", "recovery" -> begin(kind, words, at);
            case "operational" -> begin(at == since && state.equals("alone") ? "alone" : "operational", words, at);
            case "singleton-ring" -> begin("alone", words, at);
            case "ring-formed" -> begin("operational", words, at);
            case "left-cluster" -> begin("", "", at);
            case "fell-silent" -> {
                if (silentSince < 0) {
                    silentSince = at;
                }
            }
            case "speaks-again" -> spoken(at);
            default -> {
                // says nothing about the state
            }
        }
    }

    private void begin(String next, String words, double at) {
        end(at);
        state = next;
        text = words;
        since = at;
    }

    private void end(double at) {
        if (!state.isEmpty() && at > since && bands.size() < MOST) {
            ObjectNode band = bands.addObject();
            band.put("state", state);
            band.put("text", text);
            band.put("from", since);
            band.put("to", at);
        }
    }

    private void spoken(double at) {
        if (silentSince >= 0 && at > silentSince && quiet.size() < MOST) {
            ObjectNode node = quiet.addObject();
            node.put("from", silentSince);
            node.put("to", Math.min(at, axis.spanSeconds()));
        }
        silentSince = -1;
    }
}
