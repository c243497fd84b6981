package io.totemtap.report;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.Generation;
import io.totemtap.decode.totem.Processor;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import io.totemtap.track.FrameId;
import io.totemtap.track.StateChange;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Membership.End;
import io.totemtap.track.igmp.Querier;
import io.totemtap.track.totem.Ring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Hosts, queriers, groups, rings and the time line, put together from all captures for the JSON report. */
final class Inventory {

    private static final int MOST_TIMELINE = 2_000;

    private final Correlation picture;

    Inventory(Diagnosis diagnosis) {
        picture = diagnosis.facts().picture();
    }

    /** A name of an enum constant as JSON has it. */
    static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static long bytes(Vantage capture) {
        return capture.statistics().interfaces().stream()
                .filter(one -> one.id() == capture.observation().captured().id())
                .mapToLong(one -> one.bytes())
                .sum();
    }

    static OptionalLong dropped(Vantage capture) {
        boolean known = capture.statistics().interfaces().stream()
                .filter(one -> one.id() == capture.observation().captured().id())
                .anyMatch(one -> one.droppedByKernel().isPresent()
                        || one.droppedByInterface().isPresent());
        return known ? OptionalLong.of(capture.droppedByCapture()) : OptionalLong.empty();
    }

    /** Messages seen nearest to the sender, where nothing was compared. */
    static OptionalLong sent(Correlation picture, Delivery path) {
        return picture.captures().stream()
                .flatMap(capture -> capture.observation().flows().stream())
                .filter(flow -> flow.key().kind() == Kind.GROUP
                        && flow.key().source().equals(path.from())
                        && new Endpoint(flow.key().destination(), flow.key().port()).equals(path.group()))
                .mapToLong(Flow::frames)
                .max();
    }

    static List<String> lostBetween(Correlation picture, Delivery path) {
        return path.segments().stream()
                .filter(segment -> segment.lost() > 0)
                .min(Comparator.comparingInt(Inventory::width))
                .map(segment -> List.of(
                        picture.captures().get(segment.from().capture()).name(),
                        picture.captures().get(segment.to().capture()).name()))
                .orElse(List.of());
    }

    private static int width(Segment segment) {
        return segment.to().spot().compareTo(segment.from().spot());
    }

    void host(JsonOut json, Participant host) {
        json.text("name", host.name());
        json.text("address", host.address().toString());
        json.maybe("mac", host.macs().stream().findFirst());
        json.numbers("nodeIds", host.nodeIds());
        json.number("sent", sent(host.address()));
        List<Membership> memberships = memberships(host.address());
        json.object("igmp", () -> {
            json.maybe(
                    "version",
                    memberships.stream()
                            .mapToLong(Membership::version)
                            .filter(version -> version > 0)
                            .max());
            json.number(
                    "reports",
                    memberships.stream().mapToLong(Membership::reports).sum());
            json.number(
                    "leaves",
                    memberships.stream().filter(one -> one.end() == End.LEFT).count());
            json.time(
                    "lastReport",
                    memberships.stream()
                            .mapToLong(Membership::lastReportNanos)
                            .max()
                            .orElse(EpochNanos.NEVER));
        });
        json.objects("memberships", memberships, membership -> {
            json.text("group", membership.group().toString());
            json.text(
                    "state",
                    membership.end() == End.OPEN
                            ? "member"
                            : id(membership.end().name()));
            json.time("since", membership.sinceNanos());
            json.time("lastReport", membership.lastReportNanos());
            json.text("source", "igmp-v" + membership.version());
        });
    }

    private long sent(IpAddress host) {
        Map<Endpoint, Long> most = new TreeMap<>();
        for (Vantage capture : picture.captures()) {
            for (Flow flow : capture.observation().flows()) {
                if (flow.key().kind() == Kind.GROUP && flow.key().source().equals(host)) {
                    most.merge(new Endpoint(flow.key().destination(), flow.key().port()), flow.frames(), Math::max);
                }
            }
        }
        return most.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of each group the memberships as the capture that saw most reports of it has them. */
    private List<Membership> memberships(IpAddress host) {
        Map<IpAddress, List<Membership>> best = new TreeMap<>();
        for (Vantage capture : picture.captures()) {
            Map<IpAddress, List<Membership>> here = new TreeMap<>();
            for (Membership membership : capture.observation().memberships()) {
                if (membership.host().equals(host)) {
                    here.computeIfAbsent(membership.group(), none -> new ArrayList<>())
                            .add(membership);
                }
            }
            here.forEach((group, found) -> {
                if (reports(found) > reports(best.getOrDefault(group, List.of()))) {
                    best.put(group, found);
                }
            });
        }
        return best.values().stream().flatMap(List::stream).toList();
    }

    private static long reports(List<Membership> memberships) {
        return memberships.stream().mapToLong(one -> one.reports() + 1L).sum();
    }

    /** Each querier as the capture with most of its queries saw it. */
    List<Querier> queriers() {
        Map<IpAddress, Querier> best = new TreeMap<>();
        for (Vantage capture : picture.captures()) {
            for (Querier querier : capture.observation().queriers()) {
                best.merge(
                        querier.address(),
                        querier,
                        (one, other) -> other.generalQueries() > one.generalQueries() ? other : one);
            }
        }
        return List.copyOf(best.values());
    }

    void querier(JsonOut json, Querier querier) {
        json.text("address", querier.address().toString());
        json.maybe(
                "mac",
                querier.mac().equals(MacAddress.NONE) ? "" : querier.mac().toString());
        json.number("version", querier.version());
        if (querier.intervalNanos() > 0) {
            json.number("interval", EpochNanos.seconds(querier.intervalNanos()));
        } else {
            json.unknown("interval");
        }
        json.number("queries", querier.generalQueries());
        json.number("groupQueries", querier.groupQueries());
        json.time("first", querier.firstNanos());
        json.time("last", querier.lastNanos());
    }

    List<Endpoint> groups() {
        return picture.groups();
    }

    void group(JsonOut json, Endpoint group) {
        Set<Generation> generations = EnumSet.noneOf(Generation.class);
        Set<IpAddress> senders = new TreeSet<>();
        Set<Integer> keys = new TreeSet<>();
        Set<IpAddress> alike = new TreeSet<>();
        for (Vantage capture : picture.captures()) {
            for (Flow flow : capture.observation().flows()) {
                if (flow.key().kind() == Kind.GROUP && flow.key().destination().equals(group.address())) {
                    if (flow.key().port() == group.port()) {
                        senders.add(flow.key().source());
                        generations.addAll(flow.generations());
                        keys.addAll(flow.keys().keySet());
                    }
                } else if (flow.key().kind() == Kind.GROUP
                        && MacAddress.multicastFor(flow.key().destination())
                                .equals(MacAddress.multicastFor(group.address()))) {
                    alike.add(flow.key().destination());
                }
            }
        }
        generations.remove(Generation.UNKNOWN);
        json.text("address", group.address().toString());
        json.text("mac", MacAddress.multicastFor(group.address()).toString());
        json.number("port", group.port());
        json.maybe("dialect", generations.stream().map(one -> id(one.name())).findFirst());
        json.flag("encrypted", keys.stream().anyMatch(key -> key != Flow.CLEAR));
        json.flag("decrypted", keys.stream().anyMatch(key -> key >= 0));
        json.unknown("cluster");
        json.texts("senders", senders);
        json.texts("members", members(group.address()));
        json.texts("sharesMacWith", alike);
    }

    private Set<IpAddress> members(IpAddress group) {
        Set<IpAddress> members = new TreeSet<>();
        for (Vantage capture : picture.captures()) {
            for (Membership membership : capture.observation().memberships()) {
                if (membership.group().equals(group)) {
                    members.add(membership.host());
                }
            }
        }
        return members;
    }

    /** Each ring as the capture with most of its frames saw it, in the order of their begin. */
    List<Ring> rings() {
        Map<String, Ring> best = new LinkedHashMap<>();
        for (Vantage capture : picture.captures()) {
            for (Ring ring : capture.observation().rings()) {
                best.merge(
                        ring.id() + ":" + ring.port(),
                        ring,
                        (one, other) -> other.seen().count() > one.seen().count() ? other : one);
            }
        }
        return best.values().stream()
                .sorted(Comparator.comparingLong(ring -> ring.seen().firstNanos()))
                .toList();
    }

    void ring(JsonOut json, Ring ring) {
        json.maybe("group", groupOf(ring));
        json.text("representative", text(ring.id().representative()));
        json.number("sequence", ring.id().sequence());
        json.texts("members", ring.members());
        json.time("first", ring.seen().firstNanos());
        json.time("last", ring.seen().lastNanos());
        json.text("formedBy", id(ring.formedBy().name()));
        json.text("endedBy", id(ring.endedBy().name()));
        json.number("tokens", ring.tokens());
        json.number("repeatedTokens", ring.repeatedTokens());
        json.number("messages", ring.messages());
        if (ring.rotation().count() > 0) {
            json.number("rotationMillis", ring.rotation().median() / 1e6);
        } else {
            json.unknown("rotationMillis");
        }
    }

    private Optional<Endpoint> groupOf(Ring ring) {
        List<Endpoint> candidates = picture.groups().stream()
                .filter(group -> group.port() == ring.port())
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    static String text(Processor processor) {
        return processor.address().map(IpAddress::toString).orElseGet(() -> Long.toString(processor.nodeId()));
    }

    /** Totem unicast by sender and receiver: sent as the capture nearest to the sender has it, received likewise. */
    Map<List<IpAddress>, long[]> unicast() {
        Map<List<IpAddress>, long[]> counts = new LinkedHashMap<>();
        for (Vantage capture : picture.captures()) {
            for (Flow flow : capture.observation().flows()) {
                if (flow.key().kind() == Kind.UNICAST) {
                    List<IpAddress> ends =
                            List.of(flow.key().source(), flow.key().destination());
                    long[] count = counts.computeIfAbsent(ends, none -> new long[] {-1, -1, 0});
                    if (!capture.isOn(ends.get(1)) || count[0] < 0) {
                        count[0] = Math.max(count[0], flow.frames());
                    }
                    if (capture.isOn(ends.get(1)) || capture.faces(ends.get(1))) {
                        count[1] = Math.max(count[1], flow.frames());
                    }
                    count[2] = Math.max(count[2], flow.messages("orf-token") + flow.messages("memb-commit-token"));
                }
            }
        }
        return counts;
    }

    void unicast(JsonOut json, Map.Entry<List<IpAddress>, long[]> entry) {
        json.text("from", entry.getKey().get(0).toString());
        json.text("to", entry.getKey().get(1).toString());
        json.number("sent", entry.getValue()[0]);
        json.maybe("received", entry.getValue()[1] < 0 ? OptionalLong.empty() : OptionalLong.of(entry.getValue()[1]));
        json.number("tokens", entry.getValue()[2]);
    }

    /** One change with the capture that saw it. */
    record Entry(long nanos, Vantage capture, StateChange change) {}

    /** What changed when, over all captures, by the reference clock; the same change in several captures once. */
    List<Entry> timeline() {
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < picture.captures().size(); i++) {
            for (StateChange change : picture.captures().get(i).observation().changes()) {
                all.add(new Entry(
                        picture.clocks().toReference(i, change.timeNanos()),
                        picture.captures().get(i),
                        change));
            }
        }
        all.sort(Comparator.comparingLong(Entry::nanos));
        Map<String, Long> seen = new TreeMap<>();
        List<Entry> result = new ArrayList<>();
        for (Entry entry : all) {
            String key = entry.change().host() + " " + entry.change().kind() + " "
                    + entry.change().subject();
            Long before = seen.getOrDefault(key, Long.MIN_VALUE / 2);
            seen.put(key, entry.nanos());
            if (entry.nanos() - before > EpochNanos.SECOND / 10 && result.size() < MOST_TIMELINE) {
                result.add(entry);
            }
        }
        return result;
    }

    void timeline(JsonOut json, Entry entry) {
        StateChange change = entry.change();
        json.time("time", entry.nanos());
        json.maybe("host", change.host().isUnspecified() ? "" : picture.name(change.host()));
        json.text("kind", StateWords.id(change.kind()));
        json.text("text", StateWords.text(change));
        json.text("capture", entry.capture().nameFor(change.frame()));
        json.maybe(
                "frame",
                change.frame() == FrameId.NONE
                        ? OptionalLong.empty()
                        : OptionalLong.of(FrameId.number(change.frame())));
    }
}
