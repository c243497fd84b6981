package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Cluster;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What daemons print at start. */
class PrintedSettingsRuleTest {

    private static final Rule RULE = new PrintedSettingsRule();

    private static String start(int token, int mtu) {
        return """
                Nov 22 15:54:44 n openais[70]: [MAIN ] AIS Executive Service RELEASE 'subrev 1887 version 0.80.6'
                Nov 22 15:54:44 n openais[70]: [TOTEM] Token Timeout (%d ms) retransmit timeout (495 ms)
                Nov 22 15:54:44 n openais[70]: [TOTEM] token hold (386 ms) retransmits before loss (20 retrans)
                Nov 22 15:54:44 n openais[70]: [TOTEM] seqno unchanged const (30 rotations) Maximum network MTU %d
                """.formatted(token, mtu);
    }

    private static MadeFacts wire() {
        return new MadeFacts().on(1, new TwoNodes(20).seen(now -> true));
    }

    @Test
    void theNodesPrintDifferentValues() {
        Facts facts =
                wire().log(1, start(10000, 1500)).log(2, start(5000, 1500)).facts();
        assertEquals(List.of("warning settings-differ none proven"), Told.by(RULE, facts));
        String statement = Told.statement(RULE, facts);
        assertTrue(statement.contains("Token Timeout is 5000 on n2 and 10000 on n1"), statement);
        assertFalse(statement.contains("MTU"), statement);
    }

    @Test
    void theLastStartCounts() {
        Facts facts = wire().log(1, start(10000, 1500) + start(5000, 1400))
                .log(2, start(5000, 1400))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void equalOnesAndLogsWithoutAStartAreNothing() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        wire().log(1, start(10000, 1500))
                                .log(2, start(10000, 1500))
                                .facts()));
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        wire().log(1, start(10000, 1500))
                                .log(2, "Nov 22 15:54:44 n openais[70]: [TOTEM] entering GATHER state from 15.\n")
                                .facts()));
        assertEquals(List.of(), Told.by(RULE, wire().facts()));
    }

    @Test
    void theFileSaysAnotherValue() {
        String conf = "<cluster name=\"alpha\" config_version=\"1\"><cman><multicast addr=\"" + Cluster.GROUP
                + "\"/></cman><totem token=\"%d\"/></cluster>";
        Facts facts = wire().log(1, start(10000, 1500))
                .configuration(conf.formatted(30000))
                .facts();
        assertEquals(List.of("warning settings-differ none proven"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).contains("token 30000 ms"));
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        wire().log(1, start(10000, 1500))
                                .configuration(conf.formatted(10000))
                                .facts()));
    }

    @Test
    void anotherGroupIsOnTheWire() {
        String log = "Nov 22 15:54:44 n openais[70]: [MAIN ] Using default multicast address of %s\n";
        Facts facts = wire().log(1, log.formatted("239.192.53.207")).facts();
        assertEquals(List.of("warning configuration-differs none proven"), Told.by(RULE, facts));
        assertEquals(
                List.of(),
                Told.by(RULE, wire().log(1, log.formatted(Cluster.GROUP)).facts()));
    }
}
