package io.totemtap.report;

import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.Generation;
import io.totemtap.decode.totem.Processor;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Facts;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Querier;
import io.totemtap.track.totem.Introduction;
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

/** Hosts, queriers, groups, rings and the time line, put together from all captures for the reports. */
public final class Inventory {

    private final Facts facts;
    private final Correlation picture;

    /** Puts the inventory of a diagnosis together. */
    public Inventory(Diagnosis diagnosis) {
        facts = diagnosis.facts();
        picture = facts.picture();
    }

    /** A name of an enum constant as JSON has it. */
    static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static long bytes(Vantage capture) {
        return capture.statistics().interfaces().stream()
                .filter(one -> capture.observation().interfaces().contains(one.id()))
                .mapToLong(one -> one.bytes())
                .sum();
    }

    static OptionalLong dropped(Vantage capture) {
        boolean known = capture.statistics().interfaces().stream()
                .filter(one -> capture.observation().interfaces().contains(one.id()))
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

    /** Messages a host multicast, as the capture that saw most of each group has them. */
    public long sent(IpAddress host) {
        return picture.groups().stream().mapToLong(group -> sent(host, group)).sum();
    }

    /** Messages a host multicast to one group, as the capture that saw most has them. */
    public long sent(IpAddress host, Endpoint group) {
        return picture.captures().stream()
                .flatMap(capture -> capture.observation().flows().stream())
                .filter(flow -> isOf(flow, group) && flow.key().source().equals(host))
                .mapToLong(Flow::frames)
                .max()
                .orElse(0);
    }

    /** Of each group the memberships as the capture that saw most reports of it has them. */
    public List<Membership> memberships(IpAddress host) {
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
    public List<Querier> queriers() {
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

    /**
     * A group and port that carries totem.
     *
     * @param endpoint address and port
     * @param mac the Ethernet address its packets go to
     * @param generation which line of the software, as far as packets tell
     * @param isEncrypted whether packets are encrypted or signed
     * @param isDecrypted whether a key opened some of them
     * @param cluster name of the cluster; empty if not known
     * @param senders who multicasts to it
     * @param members who reported it
     * @param sharesMacWith other groups seen here that have the same Ethernet address
     */
    public record GroupSummary(
            Endpoint endpoint,
            MacAddress mac,
            Optional<Generation> generation,
            boolean isEncrypted,
            boolean isDecrypted,
            String cluster,
            Set<IpAddress> senders,
            Set<IpAddress> members,
            Set<IpAddress> sharesMacWith) {}

    /** Every group that carries totem. */
    public List<GroupSummary> groups() {
        return picture.groups().stream().map(this::summary).toList();
    }

    private GroupSummary summary(Endpoint group) {
        Set<Generation> generations = EnumSet.noneOf(Generation.class);
        Set<IpAddress> senders = new TreeSet<>();
        Set<Integer> keys = new TreeSet<>();
        Set<IpAddress> alike = new TreeSet<>();
        for (Vantage capture : picture.captures()) {
            for (Flow flow : capture.observation().flows()) {
                if (isOf(flow, group)) {
                    senders.add(flow.key().source());
                    generations.addAll(flow.generations());
                    keys.addAll(flow.keys().keySet());
                } else if (sharesMac(flow, group)) {
                    alike.add(flow.key().destination());
                }
            }
        }
        generations.remove(Generation.UNKNOWN);
        return new GroupSummary(
                group,
                MacAddress.multicastFor(group.address()),
                generations.stream().findFirst(),
                keys.stream().anyMatch(key -> key != Flow.CLEAR),
                keys.stream().anyMatch(key -> key >= 0),
                cluster(group),
                senders,
                members(group.address()),
                alike);
    }

    private static boolean isOf(Flow flow, Endpoint group) {
        return flow.key().kind() == Kind.GROUP
                && flow.key().destination().equals(group.address())
                && flow.key().port() == group.port();
    }

    private static boolean sharesMac(Flow flow, Endpoint group) {
        return flow.key().kind() == Kind.GROUP
                && !flow.key().destination().equals(group.address())
                && MacAddress.multicastFor(flow.key().destination()).equals(MacAddress.multicastFor(group.address()));
    }

    /** Name of the one configured cluster that uses a group; without a configuration the one its nodes agree on. */
    private String cluster(Endpoint group) {
        Set<String> names = new TreeSet<>();
        for (ClusterConfiguration configuration : facts.configurations()) {
            if (configuration.groups().contains(group)) {
                names.add(configuration.name());
            }
        }
        if (names.isEmpty()) {
            for (Vantage capture : picture.captures()) {
                for (Introduction one : capture.observation().introductions()) {
                    if (one.group().equals(group)) {
                        one.cluster().ifPresent(cluster -> names.add(cluster.name()));
                    }
                }
            }
        }
        return names.size() == 1 ? names.iterator().next() : "";
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
    public List<Ring> rings() {
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

    Optional<Endpoint> groupOf(Ring ring) {
        List<Endpoint> candidates = picture.groups().stream()
                .filter(group -> group.port() == ring.port())
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /** A processor as text: its address, or its node id where messages do not have addresses. */
    public static String text(Processor processor) {
        return processor.address().map(IpAddress::toString).orElseGet(() -> Long.toString(processor.nodeId()));
    }

    /**
     * Totem unicast from one host to another.
     *
     * @param from sender
     * @param to receiver
     * @param sent packets as the capture nearest to the sender has them
     * @param received packets as a capture at the receiver has them, if there is one
     * @param tokens of these tokens and commit tokens
     */
    public record Exchange(IpAddress from, IpAddress to, long sent, OptionalLong received, long tokens) {}

    /** Totem unicast by sender and receiver. */
    public List<Exchange> unicast() {
        Map<List<IpAddress>, long[]> counts = new LinkedHashMap<>();
        for (Vantage capture : picture.captures()) {
            for (Flow flow : capture.observation().flows()) {
                if (flow.key().kind() == Kind.UNICAST) {
                    count(capture, flow, counts);
                }
            }
        }
        List<Exchange> result = new ArrayList<>();
        counts.forEach((ends, count) -> result.add(new Exchange(
                ends.get(0),
                ends.get(1),
                count[0],
                count[1] < 0 ? OptionalLong.empty() : OptionalLong.of(count[1]),
                count[2])));
        return result;
    }

    private static void count(Vantage capture, Flow flow, Map<List<IpAddress>, long[]> counts) {
        List<IpAddress> ends = List.of(flow.key().source(), flow.key().destination());
        long[] count = counts.computeIfAbsent(ends, none -> new long[] {-1, -1, 0});
        boolean isReceiver = capture.isOn(ends.get(1));
        if (!isReceiver || count[0] < 0) {
            count[0] = Math.max(count[0], flow.frames());
        }
        if (isReceiver || capture.faces(ends.get(1))) {
            count[1] = Math.max(count[1], flow.frames());
        }
        count[2] = Math.max(count[2], flow.messages("orf-token") + flow.messages("memb-commit-token"));
    }

    /**
     * Something that happened.
     *
     * @param nanos when, by the reference clock
     * @param host name of the host it is about; empty if it is about none
     * @param kind what it is, in lower-case words with hyphens
     * @param text the same in words
     * @param capture which capture saw it, or which log has it
     * @param frame the frame that told; absent where none did
     */
    public record Entry(long nanos, String host, String kind, String text, String capture, OptionalLong frame) {}

    /** What happened when, over all captures and logs, by the reference clock. */
    public List<Entry> timeline() {
        return TimeLine.of(facts);
    }
}
