package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A switch forgets a member at the end of its group membership interval, when nobody queries. */
class AgedOutRuleTest {

    private static final Rule RULE = new AgedOutRule();

    private static TwoNodes joined(double until) {
        return new TwoNodes(until)
                .with(0.1, Packets.report(2, address(1), GROUP))
                .with(0.2, Packets.report(2, address(2), GROUP));
    }

    private static Facts cutOffAt(TwoNodes traffic, double seconds) {
        return new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(now -> now < seconds))
                .facts();
    }

    @ParameterizedTest
    @ValueSource(doubles = {125, 260, 300})
    void withoutQueriesSwitchesForgetByTimersOfTheirOwn(double seconds) {
        Facts facts = cutOffAt(joined(seconds + 30), seconds);
        assertEquals(List.of("fault membership-aged-out switch likely"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).contains("n2 never left the group"));
    }

    @Test
    void queriesAnnounceTheTimers() {
        TwoNodes traffic = joined(90)
                .with(0.15, Packets.queryV3("10.77.0.254", 20, 2, 10))
                .with(1.1, Packets.queryV3("10.77.0.254", 20, 2, 10))
                .with(2.1, Packets.report(2, address(2), GROUP));
        assertEquals(List.of("fault membership-aged-out switch likely"), Told.by(RULE, cutOffAt(traffic, 24)));
        assertEquals(List.of(), Told.by(RULE, cutOffAt(traffic, 60)));
    }

    @Test
    void aQueryAfterTheLastReportMeansSomethingElse() {
        TwoNodes traffic = joined(290).with(200.1, Packets.queryV2("10.77.0.254", 100));
        assertEquals(List.of(), Told.by(RULE, cutOffAt(traffic, 260)));
    }

    @Test
    void whoLeavesIsNotForgotten() {
        TwoNodes traffic = joined(290).with(259, Packets.leave(address(2), GROUP));
        assertEquals(List.of(), Told.by(RULE, cutOffAt(traffic, 260)));
    }

    @Test
    void aStopAtAnyOtherTimeIsNoAgeOut() {
        assertEquals(List.of(), Told.by(RULE, cutOffAt(joined(120), 60)));
    }

    @Test
    void withoutItsReportNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, cutOffAt(new TwoNodes(290), 260)));
    }
}
