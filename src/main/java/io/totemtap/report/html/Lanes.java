package io.totemtap.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Vantage;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Membership.End;
import io.totemtap.track.igmp.Querier;
import io.totemtap.track.totem.Hearing;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the lanes of the time line. */
final class Lanes {

    private static final int MOST_QUERIERS = 8;
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private final Correlation picture;
    private final TimeAxis axis;
    private final Marks marks;

    Lanes(Correlation picture, TimeAxis axis, Map<String, String> files) {
        this.picture = picture;
        this.axis = axis;
        this.marks = new Marks(axis, files);
    }

    ObjectNode host(Participant host, List<JsonNode> changes) {
        ObjectNode lane = lane(host.name(), host.address().toString(), "host");
        Bands.write(lane, axis, changes);
        deaf(lane.putArray("deaf"), host.address());
        members(lane.putArray("members"), host.address());
        long[] sent = new long[TimeAxis.BINS];
        long[] lost = new long[TimeAxis.BINS];
        sent(sent, host.address());
        for (Delivery path : picture.paths()) {
            if (path.from().equals(host.address())) {
                path.endToEnd().ifPresent(whole -> {
                    long[] here = new long[TimeAxis.BINS];
                    axis.addTo(here, whole.lostOverTime(), 0);
                    for (int i = 0; i < here.length; i++) {
                        lost[i] = Math.max(lost[i], here[i]);
                    }
                });
            }
        }
        numbers(lane.putArray("sent"), sent);
        numbers(lane.putArray("lost"), lost);
        marks.write(lane, changes);
        return lane;
    }

    /** Queriers, switches, and whatever belongs to no host; empty if nothing does. */
    Optional<ObjectNode> network(List<JsonNode> changes) {
        ObjectNode lane = lane("network", "queriers, switches", "network");
        marks.write(lane, changes);
        Map<IpAddress, Placed<Querier>> queriers = queriers();
        queriers.values().stream().limit(MOST_QUERIERS).forEach(placed -> queries(lane, placed));
        return changes.isEmpty() && queriers.isEmpty() ? Optional.empty() : Optional.of(lane);
    }

    private static ObjectNode lane(String name, String address, String kind) {
        ObjectNode lane = MAKE.objectNode();
        lane.put("name", name);
        lane.put("address", address);
        lane.put("kind", kind);
        for (String list : new String[] {"bands", "quiet", "deaf", "members", "sent", "lost", "marks", "bins"}) {
            lane.putArray(list);
        }
        return lane;
    }

    private Map<IpAddress, Placed<Querier>> queriers() {
        Map<IpAddress, Placed<Querier>> best = new TreeMap<>();
        for (int i = 0; i < picture.captures().size(); i++) {
            for (Querier querier : picture.captures().get(i).observation().queriers()) {
                best.merge(
                        querier.address(),
                        new Placed<>(i, querier),
                        (one, other) ->
                                other.value().generalQueries() > one.value().generalQueries() ? other : one);
            }
        }
        return best;
    }

    private void queries(ObjectNode lane, Placed<Querier> placed) {
        ArrayNode list = (ArrayNode) lane.path("marks");
        double[] drawn = list.valueStream()
                .mapToDouble(mark -> mark.path("t").asDouble())
                .toArray();
        for (long nanos : placed.value().lastQueries()) {
            double at = axis.seconds(picture.clocks().toReference(placed.capture(), nanos));
            if (Arrays.stream(drawn).anyMatch(known -> Math.abs(known - at) < 0.1)) {
                continue;
            }
            ObjectNode mark = list.addObject();
            mark.put("t", at);
            mark.put("shape", "query");
            mark.put(
                    "text",
                    placed.value().address() + " queries (IGMPv"
                            + placed.value().version() + ")");
            mark.put("capture", picture.captures().get(placed.capture()).name());
        }
    }

    private void deaf(ArrayNode list, IpAddress to) {
        for (Placed<Hearing> placed : picture.hearings()) {
            if (placed.value().to().equals(to)) {
                for (Hearing.Span span : placed.value().spans()) {
                    if (span.state() == Hearing.State.DEAF) {
                        ObjectNode node = list.addObject();
                        node.put("from", seconds(placed.capture(), span.firstNanos()));
                        node.put("to", seconds(placed.capture(), span.lastNanos()));
                        node.put(
                                "text",
                                "does not hear " + picture.name(placed.value().from()));
                    }
                }
            }
        }
    }

    private double seconds(int capture, long nanos) {
        return axis.seconds(picture.clocks().toReference(capture, nanos));
    }

    /** For each group the memberships as the capture with most of the host's reports saw them. */
    private void members(ArrayNode list, IpAddress host) {
        Map<IpAddress, Placed<List<Membership>>> best = new TreeMap<>();
        for (int i = 0; i < picture.captures().size(); i++) {
            Map<IpAddress, List<Membership>> here = new TreeMap<>();
            for (Membership one : picture.captures().get(i).observation().memberships()) {
                if (one.host().equals(host)) {
                    here.merge(one.group(), List.of(one), Lanes::both);
                }
            }
            int capture = i;
            here.forEach((group, found) -> best.merge(
                    group,
                    new Placed<>(capture, found),
                    (one, other) -> reports(other.value()) > reports(one.value()) ? other : one));
        }
        best.values().stream()
                .limit(3)
                .forEach(placed -> placed.value().stream().limit(100).forEach(one -> {
                    ObjectNode node = list.addObject();
                    node.put("from", seconds(placed.capture(), one.sinceNanos()));
                    node.put("reported", seconds(placed.capture(), one.lastReportNanos()));
                    node.put(
                            "to",
                            one.end() == End.OPEN ? axis.spanSeconds() : seconds(placed.capture(), one.endNanos()));
                    node.put("end", one.end().name().toLowerCase(Locale.ROOT).replace('_', '-'));
                    node.put("group", one.group().toString());
                    node.put("reports", one.reports());
                }));
    }

    private static List<Membership> both(List<Membership> one, List<Membership> other) {
        return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
    }

    private static long reports(List<Membership> memberships) {
        return memberships.stream().mapToLong(Membership::reports).sum();
    }

    /** A host's multicasts over time as the capture that has most of them saw them. */
    private void sent(long[] bins, IpAddress host) {
        Map<Integer, Long> frames = new TreeMap<>();
        for (int i = 0; i < picture.captures().size(); i++) {
            frames.put(
                    i,
                    multicasts(picture.captures().get(i), host).stream()
                            .mapToLong(Flow::frames)
                            .sum());
        }
        frames.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .ifPresent(most -> {
                    int capture = most.getKey();
                    long offset = picture.clocks().toReference(capture, axis.originNanos()) - axis.originNanos();
                    for (Flow flow : multicasts(picture.captures().get(capture), host)) {
                        axis.addTo(bins, flow.overTime(), offset);
                    }
                });
    }

    private static List<Flow> multicasts(Vantage capture, IpAddress host) {
        return capture.observation().flows().stream()
                .filter(flow ->
                        flow.key().kind() == Kind.GROUP && flow.key().source().equals(host) && flow.isTotem())
                .toList();
    }

    private static void numbers(ArrayNode list, long[] bins) {
        for (long bin : bins) {
            list.add(bin);
        }
    }
}
