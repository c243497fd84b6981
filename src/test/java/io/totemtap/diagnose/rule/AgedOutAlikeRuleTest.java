package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A switch forgets each member by a timer of its own, and the stops are as far apart as the reports. */
class AgedOutAlikeRuleTest {

    private static final Rule RULE = new AgedOutAlikeRule();

    private static final double STEP = 0.2;
    private static final double END = 60;

    private static final List<String> FORGOTTEN = List.of(
            "points switch n2>n1 likely",
            "fault membership-aged-out switch likely",
            "points switch n1>n2 likely",
            "fault membership-aged-out switch likely");

    private final Map<Double, byte[]> others = new TreeMap<>();

    /** Both nodes multicast; what a capture on a node has of the other, until some moment. */
    private Observation on(int node, double otherUntil) {
        Timeline line = new Timeline();
        Cluster cluster = new Cluster(line, TotemDialect.OPENAIS_COROSYNC1, true);
        TreeMap<Double, byte[]> waiting = new TreeMap<>(others);
        for (int i = 1; i * STEP <= END; i++) {
            double now = i * STEP;
            while (!waiting.isEmpty() && waiting.firstKey() < now) {
                Map.Entry<Double, byte[]> next = waiting.pollFirstEntry();
                line.at(next.getKey()).frame(next.getValue());
            }
            for (int sender = 1; sender <= 2; sender++) {
                if (sender == node || now < otherUntil) {
                    cluster.at(now + sender * 0.001).message(sender, 2 * i + sender);
                }
            }
            cluster.at(now + 0.01).token(1, 2, 2L * i, 2 * i + 2, 2 * i + 2);
            cluster.at(now + 0.02).token(2, 1, 2L * i + 1, 2 * i + 2, 2 * i + 2);
        }
        return cluster.end();
    }

    private AgedOutAlikeRuleTest reported(int node, double seconds) {
        others.put(seconds, Packets.report(2, address(node), GROUP));
        return this;
    }

    private Facts cutOff(double first, double second) {
        return new MadeFacts().on(1, on(1, first)).on(2, on(2, second)).facts();
    }

    @Test
    void stopsAsFarApartAsTheReportsAreAnAgeOut() {
        assertEquals(
                FORGOTTEN, Told.by(RULE, reported(1, 1.05).reported(2, 4.05).cutOff(25, 28)));
    }

    @Test
    void stopsOfAnotherDistanceAreNone() {
        assertEquals(
                List.of(), Told.by(RULE, reported(1, 1.05).reported(2, 4.05).cutOff(25, 26)));
        assertEquals(
                List.of(), Told.by(RULE, reported(1, 1.05).reported(2, 4.05).cutOff(28, 25)));
    }

    @Test
    void oneStopForBothMayHaveAnyCause() {
        assertEquals(List.of(), Told.by(RULE, reported(1, 1.05).reported(2, 1.1).cutOff(25, 25)));
    }

    @Test
    void oneReceiverAloneMayHaveAnyCause() {
        assertEquals(
                List.of(), Told.by(RULE, reported(1, 1.05).reported(2, 4.05).cutOff(25, END + 1)));
    }

    @Test
    void whoWasAskedMeanwhileWasNotForgotten() {
        others.put(12.05, Packets.queryV2("10.77.0.254", 100));
        assertEquals(
                List.of(), Told.by(RULE, reported(1, 1.05).reported(2, 4.05).cutOff(25, 28)));
    }

    @Test
    void whoLeftWasNotForgotten() {
        others.put(24.95, Packets.leave(address(1), GROUP));
        assertEquals(
                List.of(), Told.by(RULE, reported(1, 1.05).reported(2, 4.05).cutOff(25, 28)));
    }

    @Test
    void withoutReportsNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, reported(2, 4.05).cutOff(25, 28)));
    }
}
