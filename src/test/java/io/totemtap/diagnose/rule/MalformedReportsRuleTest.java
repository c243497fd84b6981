package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports that a strict switch discards. */
class MalformedReportsRuleTest {

    private static final Rule RULE = new MalformedReportsRule();

    private static Facts reported(int timeToLive, boolean alert) {
        byte[] message = Packets.igmpMessage(0x16, 0, GROUP);
        TwoNodes traffic = new TwoNodes(30)
                .with(0.1, Packets.report(2, address(1), GROUP))
                .with(0.2, Packets.report(2, address(2), GROUP))
                .with(10.1, Packets.igmp(address(2), GROUP, timeToLive, alert, message));
        return new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(now -> true))
                .facts();
    }

    @Test
    void withoutTheOption() {
        Facts facts = reported(1, false);
        assertEquals(List.of("warning report-without-router-alert none proven"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).startsWith("1 of 2 reports of n2 for " + GROUP));
    }

    @Test
    void withAnotherTimeToLive() {
        assertEquals(List.of("warning report-without-router-alert none proven"), Told.by(RULE, reported(64, true)));
    }

    @Test
    void asTheyShouldBe() {
        assertEquals(List.of(), Told.by(RULE, reported(1, true)));
    }

    @Test
    void versionOneKnowsNoOption() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("igmp-host-v1").facts()));
    }

    @Test
    void withoutReportsNobodyKnows() {
        Facts facts = new MadeFacts().on(1, new TwoNodes(30).seen(now -> true)).facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
