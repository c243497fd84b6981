package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Suspect;
import io.totemtap.diagnose.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the page's script draws: paths with their checkpoints, and one lane a host. Everything is counted up here, so that the page has
 * the same few thousand marks for a minute and for a million events.
 */
final class Charts {

    private static final int MOST_PATHS = 8;
    private static final int MOST_LANES = 16;
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private final Diagnosis diagnosis;
    private final Correlation picture;
    private final JsonNode report;
    private final TimeAxis axis;

    Charts(Diagnosis diagnosis, JsonNode report) {
        this.diagnosis = diagnosis;
        this.picture = diagnosis.facts().picture();
        this.report = report;
        this.axis = TimeAxis.of(picture);
    }

    ObjectNode tree() {
        ObjectNode charts = MAKE.objectNode();
        charts.put("originNanos", Long.toString(axis.originNanos()));
        charts.put("span", axis.spanSeconds());
        charts.put("bins", TimeAxis.BINS);
        ObjectNode suspects = charts.putObject("suspects");
        for (Suspect suspect : diagnosis.verdict().suspects()) {
            suspects.put(suspect.place().id(), suspect.state().id());
        }
        paths(charts);
        lanes(charts);
        new Trends(report).addTo(charts, axis.originNanos());
        return charts;
    }

    private void paths(ObjectNode charts) {
        Verdict verdict = diagnosis.verdict();
        List<Delivery> shown = picture.paths().stream()
                .filter(path -> !path.stations().isEmpty())
                .sorted(Comparator.comparing((Delivery path) -> !isConcerned(verdict, path))
                        .thenComparing(path -> -share(path)))
                .toList();
        ArrayNode list = charts.putArray("paths");
        shown.stream().limit(MOST_PATHS).forEach(path -> list.add(path(path, isConcerned(verdict, path))));
        charts.put("morePaths", Math.max(0, shown.size() - MOST_PATHS));
    }

    private static boolean isConcerned(Verdict verdict, Delivery path) {
        return verdict.from().contains(path.from()) && verdict.to().contains(path.to());
    }

    private static double share(Delivery path) {
        return path.endToEnd()
                .map(whole -> whole.sent() == 0 ? 0 : (double) whole.lost() / whole.sent())
                .orElse(0.0);
    }

    private ObjectNode path(Delivery path, boolean concerned) {
        ObjectNode node = MAKE.objectNode();
        node.put("from", picture.name(path.from()));
        node.put("to", picture.name(path.to()));
        node.put("group", path.group().toString());
        node.put("concerned", concerned);
        Optional<Segment> whole = path.endToEnd();
        whole.ifPresent(segment -> {
            node.put("sent", segment.sent());
            node.put("lost", segment.lost());
            node.put("pattern", segment.pattern().id());
        });
        Optional<Segment> gap = narrowest(path);
        Optional<Segment> counted = gap.isPresent() ? gap : whole;
        ArrayNode checkpoints = node.putArray("checkpoints");
        for (Station station : path.stations()) {
            ObjectNode checkpoint = checkpoints.addObject();
            checkpoint.put("spot", spot(station));
            checkpoint.put("capture", name(station));
            checkpoint.put("seen", seen(path, station, counted));
        }
        gap.ifPresent(between -> {
            ObjectNode lost = node.putObject("gap");
            lost.put("from", name(between.from()));
            lost.put("to", name(between.to()));
            lost.put("fromSpot", spot(between.from()));
            lost.put("toSpot", spot(between.to()));
            lost.put("sent", between.sent());
            lost.put("lost", between.lost());
        });
        return node;
    }

    /**
     * Messages seen at a station, counted so that the numbers of a drawing add up: those which the first station of the comparison saw and
     * this one too, repeats of lost messages left out. What was seen in all where the two have no time in common.
     */
    private static long seen(Delivery path, Station station, Optional<Segment> counted) {
        if (counted.isPresent()) {
            Station first = counted.get().from();
            if (station.equals(first)) {
                return counted.get().sent();
            }
            for (Segment segment : path.segments()) {
                if ((segment.from().equals(first) && segment.to().equals(station))
                        || (segment.from().equals(station) && segment.to().equals(first))) {
                    return segment.passed();
                }
            }
        }
        return path.seenAt().getOrDefault(station.capture(), 0L);
    }

    private String name(Station station) {
        return picture.captures().get(station.capture()).name();
    }

    private static int spot(Station station) {
        return station.spot().ordinal();
    }

    /** The two checkpoints next to each other between which something was lost. */
    static Optional<Segment> narrowest(Delivery path) {
        return path.segments().stream()
                .filter(segment -> segment.lost() > 0)
                .min(Comparator.comparingInt(segment -> spot(segment.to()) - spot(segment.from())));
    }

    private void lanes(ObjectNode charts) {
        Map<String, List<JsonNode>> changes = new LinkedHashMap<>();
        for (JsonNode entry : report.path("timeline")) {
            changes.computeIfAbsent(entry.path("host").asText(""), none -> new ArrayList<>())
                    .add(entry);
        }
        Map<String, String> files = new LinkedHashMap<>();
        for (Vantage capture : picture.captures()) {
            files.put(capture.name(), capture.file());
        }
        List<Participant> hosts = ordered(changes);
        ArrayNode lanes = charts.putArray("lanes");
        Set<String> drawn = new TreeSet<>();
        Lanes maker = new Lanes(picture, axis, files);
        for (Participant host : hosts.subList(0, Math.min(MOST_LANES, hosts.size()))) {
            drawn.add(host.name());
            lanes.add(maker.host(host, changes.getOrDefault(host.name(), List.of())));
        }
        hosts.forEach(host -> drawn.add(host.name()));
        List<JsonNode> others = changes.entrySet().stream()
                .filter(entry -> !drawn.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(Collection::stream)
                .sorted(Comparator.comparingLong(TimeAxis::nanos))
                .toList();
        maker.network(others).ifPresent(lanes::add);
        charts.put("moreLanes", Math.max(0, hosts.size() - MOST_LANES));
    }

    /** Those the verdict is about first, then those of whom most is to be told, then by address. */
    private List<Participant> ordered(Map<String, List<JsonNode>> changes) {
        Verdict verdict = diagnosis.verdict();
        if (picture.hosts().size() <= MOST_LANES) {
            return picture.hosts();
        }
        return picture.hosts().stream()
                .sorted(Comparator.comparing(
                                (Participant host) -> !verdict.from().contains(host.address())
                                        && !verdict.to().contains(host.address()))
                        .thenComparing(host ->
                                -changes.getOrDefault(host.name(), List.of()).size()))
                .toList();
    }
}
