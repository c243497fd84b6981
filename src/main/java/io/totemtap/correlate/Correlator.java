package io.totemtap.correlate;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Makes one picture of all captures. */
public final class Correlator {

    /** More captures than this cannot be joined; the sets of captures that saw a packet are 64 bits. */
    public static final int MOST_CAPTURES = 64;

    private final List<Vantage> captures;
    private final List<Participant> hosts;
    private final IdentityKey key;
    private final ClockAligner aligner;
    private final ClockAlignment clocks;

    private Correlator(List<Vantage> given, Map<IpAddress, String> names) {
        List<Participant> found = Participants.of(given, names);
        boolean sliced =
                given.stream().anyMatch(capture -> capture.observation().sliced() > 0);
        key = sliced ? IdentityKey.PREFIX : IdentityKey.WHOLE;
        List<Vantage> placed = new VantageFinder(found).place(given);
        hosts = Participants.calledLike(placed, found);
        aligner = new ClockAligner(placed, key);
        clocks = aligner.align();
        captures = new NearnessFinder(placed, aligner, hosts).place();
    }

    /**
     * Correlates.
     *
     * @param captures at most {@link #MOST_CAPTURES}, at least one
     * @param names what hosts are called, by address
     */
    public static Correlation correlate(List<Vantage> captures, Map<IpAddress, String> names) {
        return new Correlator(captures, names).correlate();
    }

    private Correlation correlate() {
        List<Endpoint> groups = groups();
        DeliveryBook book = new DeliveryBook(captures, clocks, hosts, groups);
        long settledEarly = 0;
        if (captures.size() > 1) {
            List<FlowKey> flows = new ArrayList<>();
            SightingJoin join = new SightingJoin(
                    captures,
                    clocks,
                    SightingJoin.roomFor(captures.size()),
                    packet -> book.add(flows.get(packet.flow), packet));
            flows.addAll(join.flows());
            join.run(key);
            settledEarly = join.settledEarly();
            if (settledEarly > 0) {
                book.isInexact();
            }
        } else if (captures.size() == 1) {
            book.alone(captures.get(0).observation());
        }
        return new Correlation(
                captures,
                clocks,
                hosts,
                groups,
                book.paths(),
                book.unicast(),
                book.control(),
                best(vantage -> vantage.observation().nodes(), node -> List.of(node.host())),
                best(vantage -> vantage.observation().hearings(), one -> List.of(one.to(), one.from())),
                key == IdentityKey.PREFIX,
                settledEarly);
    }

    private List<Endpoint> groups() {
        Set<Endpoint> groups = new TreeSet<>();
        for (Vantage capture : captures) {
            for (Flow flow : capture.observation().flows()) {
                if (flow.key().kind() == Kind.GROUP && flow.isTotem()) {
                    groups.add(new Endpoint(flow.key().destination(), flow.key().port()));
                }
            }
        }
        return List.copyOf(groups);
    }

    /**
     * Of what several captures tell about the same hosts, that of the capture that stands best: on the first host, at its port, on the
     * second, at its port, elsewhere.
     */
    private <T> List<Placed<T>> best(Function<Vantage, List<T>> told, Function<T, List<IpAddress>> about) {
        List<Placed<T>> all = new ArrayList<>();
        for (int i = 0; i < captures.size(); i++) {
            for (T one : told.apply(captures.get(i))) {
                all.add(new Placed<>(i, one));
            }
        }
        all.sort(Comparator.comparingInt(one -> distance(captures.get(one.capture()), about.apply(one.value()))));
        List<Placed<T>> result = new ArrayList<>();
        Set<List<IpAddress>> known = new HashSet<>();
        for (Placed<T> one : all) {
            if (known.add(about.apply(one.value()))) {
                result.add(one);
            }
        }
        return result;
    }

    private static int distance(Vantage capture, List<IpAddress> about) {
        for (int i = 0; i < about.size(); i++) {
            if (capture.isOn(about.get(i))) {
                return 2 * i;
            }
            if (capture.faces(about.get(i))) {
                return 2 * i + 1;
            }
        }
        return capture.role() == Role.MIRROR ? 2 * about.size() : 2 * about.size() + 1;
    }
}
