package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A switch that hears reports and passes nothing. */
class ReportsIgnoredRuleTest {

    private static final Rule RULE = new ReportsIgnoredRule();

    private static TwoNodes joined(int reports) {
        TwoNodes traffic = new TwoNodes(40).with(0.1, Packets.report(2, address(1), GROUP));
        for (int i = 0; i < reports; i++) {
            traffic.with(0.2 + 5 * i, Packets.report(2, address(2), GROUP));
        }
        return traffic;
    }

    private static Facts atPorts(TwoNodes traffic, boolean passes) {
        return new MadeFacts()
                .port(1, traffic.seen(now -> true))
                .port(2, traffic.seen(now -> passes))
                .facts();
    }

    @Test
    void reportedAndGotNothing() {
        assertEquals(
                List.of("fault switch-ignores-reports switch proven"),
                Told.findings(RULE, GoldenCase.kept("flatiron-oneway").facts()));
    }

    @Test
    void reportedAndGotAll() {
        assertEquals(List.of(), Told.by(RULE, atPorts(joined(3), true)));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void reportedAndGotSome() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("port-membership-lost").facts()));
    }

    @Test
    void withoutReportsTheSwitchOwesNothing() {
        assertEquals(List.of(), Told.by(RULE, atPorts(joined(0), false)));
    }

    @Test
    void nodesAloneDoNotShowWhatTheSwitchHeard() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("flatiron-oneway").facts(List.of("n1", "n2")::contains, host -> true)));
    }
}
