package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.SampleFrames;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tree changes, and switches forget. */
class TopologyChangeRuleTest {

    private static final Rule RULE = new TopologyChangeRule();
    private static final byte[] NOTIFICATION = SampleFrames.STP_NOTIFICATION.bytes();

    private static Facts lostFrom(double seconds, TwoNodes traffic) {
        return new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(now -> now < seconds))
                .facts();
    }

    private static TwoNodes changedAt(double... moments) {
        TwoNodes traffic = new TwoNodes(120).with(0.2, Packets.report(2, address(2), GROUP));
        for (double at : moments) {
            traffic.with(at, NOTIFICATION).with(at + 2, NOTIFICATION);
        }
        return traffic;
    }

    @Test
    void lostAsItChanges() {
        assertEquals(
                List.of("points switch n1>n2 likely", "fault topology-change switch likely"),
                Told.by(RULE, lostFrom(61, changedAt(60.1))));
    }

    /** The bridge tells of it with its next message. */
    @Test
    void lostJustBeforeItIsTold() {
        assertEquals(
                List.of("points switch n1>n2 likely", "fault topology-change switch likely"),
                Told.by(RULE, lostFrom(59, changedAt(60.1))));
    }

    @Test
    void theSwitchAsksForQueries() {
        TwoNodes traffic = changedAt().with(60.1, Packets.leave(address(254), "0.0.0.0"));
        assertEquals(
                List.of("points switch n1>n2 likely", "fault topology-change switch likely"),
                Told.by(RULE, lostFrom(61, traffic)));
    }

    @Test
    void lostBeforeItOrLongAfter() {
        assertEquals(List.of("warning topology-change none proven"), Told.by(RULE, lostFrom(50, changedAt(60.1))));
        assertEquals(List.of("warning topology-change none proven"), Told.by(RULE, lostFrom(80, changedAt(60.1))));
    }

    @Test
    void whereItChangesAllTheTimeNearnessIsChance() {
        assertEquals(
                List.of("warning topology-change none proven"),
                Told.by(RULE, lostFrom(61, changedAt(15.1, 30.1, 45.1, 60.1, 75.1, 90.1))));
    }

    @Test
    void nothingChanged() {
        assertEquals(List.of(), Told.by(RULE, lostFrom(61, changedAt())));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }
}
