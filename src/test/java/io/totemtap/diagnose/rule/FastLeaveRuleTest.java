package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody else leaves, and a member is cut off. */
class FastLeaveRuleTest {

    private static final Rule RULE = new FastLeaveRule();

    private static TwoNodes thirdLeaves() {
        return new TwoNodes(60)
                .with(0.1, Packets.report(2, address(1), GROUP))
                .with(0.2, Packets.report(2, address(2), GROUP))
                .with(0.3, Packets.report(2, address(3), GROUP))
                .with(30.1, Packets.leave(address(3), GROUP));
    }

    private static Facts cutOffAt(TwoNodes traffic, double seconds) {
        return new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(now -> now < seconds))
                .facts();
    }

    @Test
    void cutOffAsAnotherOneLeaves() {
        assertEquals(
                List.of("points switch n1>n2 likely", "fault fast-leave switch likely"),
                Told.by(RULE, cutOffAt(thirdLeaves(), 30.3)));
    }

    @Test
    void cutOffAtAnotherTime() {
        assertEquals(List.of(), Told.by(RULE, cutOffAt(thirdLeaves(), 40)));
    }

    @Test
    void theSwitchAskedBeforeItRemovedThePort() {
        TwoNodes traffic = thirdLeaves().with(30.2, Packets.groupQuery("10.77.0.254", GROUP));
        assertEquals(List.of(), Told.by(RULE, cutOffAt(traffic, 30.3)));
    }

    @Test
    void whoLeavesItselfIsRightlyCutOff() {
        TwoNodes traffic = thirdLeaves().with(30.15, Packets.leave(address(2), GROUP));
        assertEquals(List.of(), Told.by(RULE, cutOffAt(traffic, 30.3)));
    }

    @Test
    void withoutTheLeaveNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, cutOffAt(new TwoNodes(60), 30.3)));
    }
}
