package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counters of the receiving kernel name what drops there. */
class ReceiverDropsRuleTest {

    private static final Rule RULE = new ReceiverDropsRule();

    @Test
    void firewall() {
        assertEquals(
                List.of(
                        "points receiver-host n1>n2 proven",
                        "clears cluster unicast n1>n2",
                        "fault host-firewall receiver-host proven"),
                Told.by(RULE, GoldenCase.kept("host-firewall").facts()));
    }

    @Test
    void reversePathFilter() {
        assertEquals(
                List.of(
                        "fault reverse-path-filter receiver-host proven",
                        "fault reverse-path-filter receiver-host proven"),
                Told.findings(RULE, GoldenCase.kept("host-rp-filter").facts()));
    }

    @Test
    void socket() {
        assertEquals(
                List.of("fault socket-buffer-overflow receiver-host proven"),
                Told.by(RULE, GoldenCase.kept("socket-overflow").facts()));
    }

    @Test
    void nothingDropped() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void withoutStatesNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("host-firewall").facts(capture -> true, host -> false)));
    }
}
