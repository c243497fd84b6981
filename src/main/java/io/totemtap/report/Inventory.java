package io.totemtap.report;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.Processor;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Facts;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Querier;
import io.totemtap.track.totem.Ring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Hosts, queriers, groups, rings and the time line, put together from all captures for the reports. */
public final class Inventory {

    private final Facts facts;
    private final Correlation picture;

    /** Puts the inventory of a diagnosis together. */
    public Inventory(Diagnosis diagnosis) {
        facts = diagnosis.facts();
        picture = facts.picture();
    }

    /** What the kernel's own witness counted on a host, if it ran there. */
    public Optional<KernelCounts> kernel(IpAddress host) {
        return KernelCounts.of(facts, host);
    }

    /** A name of an enum constant as JSON has it. */
    static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Messages a host multicast, as the capture that saw most of each group has them. */
    public long sent(IpAddress host) {
        return picture.groups().stream().mapToLong(group -> sent(host, group)).sum();
    }

    /** Messages a host multicast to one group, as the capture that saw most has them. */
    public long sent(IpAddress host, Endpoint group) {
        return picture.captures().stream()
                .flatMap(capture -> capture.observation().flows().stream())
                .filter(flow ->
                        GroupSummaries.isOf(flow, group) && flow.key().source().equals(host))
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

    /** Every group that carries totem. */
    public List<GroupSummary> groups() {
        GroupSummaries summaries = new GroupSummaries(facts);
        return picture.groups().stream().map(summaries::of).toList();
    }

    /** Each ring as the capture with most of its frames saw it, in the order of their begin. */
    public List<Ring> rings() {
        return placedRings().stream().map(Placed::value).toList();
    }

    /** The same with the capture that saw it. */
    List<Placed<Ring>> placedRings() {
        Map<String, Placed<Ring>> best = new LinkedHashMap<>();
        for (int i = 0; i < picture.captures().size(); i++) {
            for (Ring ring : picture.captures().get(i).observation().rings()) {
                best.merge(
                        ring.id() + ":" + ring.port(),
                        new Placed<>(i, ring),
                        (one, other) -> other.value().seen().count()
                                        > one.value().seen().count()
                                ? other
                                : one);
            }
        }
        return best.values().stream()
                .sorted(Comparator.comparingLong(placed -> placed.value().seen().firstNanos()))
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
