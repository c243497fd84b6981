package io.totemtap.diagnose;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Timeline;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/** Traffic of nodes 1 and 2, who are one ring: node 1 multicasts every half second, and the token goes round. */
public final class TwoNodes {

    private static final double STEP = 0.5;

    private final double until;
    private final Map<Double, byte[]> others = new TreeMap<>();

    /** Traffic from second 0 to {@code until}. */
    public TwoNodes(double until) {
        this.until = until;
    }

    /** Another frame that every capture has. */
    public TwoNodes with(double seconds, byte[] frame) {
        others.put(seconds, frame);
        return this;
    }

    /** What a capture sees of it that has the messages of some times only. */
    public Observation seen(DoublePredicate hasMessage) {
        return seen(new Timeline(), hasMessage);
    }

    /** What a capture sees of it that has the messages of some times only, and of node 1's tokens those of some times. */
    public Observation seen(DoublePredicate hasMessage, DoublePredicate hasToken) {
        return seen(new Timeline(), hasMessage, hasToken);
    }

    /** The same on a timeline of its own. */
    public Observation seen(Timeline line, DoublePredicate hasMessage) {
        return seen(line, hasMessage, now -> true);
    }

    private Observation seen(Timeline line, DoublePredicate hasMessage, DoublePredicate hasToken) {
        Cluster cluster = new Cluster(line, TotemDialect.OPENAIS_COROSYNC1, true);
        TreeMap<Double, byte[]> waiting = new TreeMap<>(others);
        for (int i = 1; i * STEP <= until; i++) {
            double now = i * STEP;
            while (!waiting.isEmpty() && waiting.firstKey() < now) {
                Map.Entry<Double, byte[]> next = waiting.pollFirstEntry();
                line.at(next.getKey()).frame(next.getValue());
            }
            if (hasMessage.test(now)) {
                cluster.at(now).message(1, i);
            }
            if (hasToken.test(now)) {
                cluster.at(now + 0.01).token(1, 2, 2L * i, i, i);
            }
            cluster.at(now + 0.02).token(2, 1, 2L * i + 1, i, i);
        }
        return cluster.end();
    }
}
