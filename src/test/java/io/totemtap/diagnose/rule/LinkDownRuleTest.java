package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing at all passes a host for a while. */
class LinkDownRuleTest {

    private static final Rule RULE = new LinkDownRule();

    @Test
    void itsInterfaceWasDown() {
        assertEquals(
                List.of("fault link-down receiver-nic likely", "explains n1>n2"),
                Told.by(RULE, GoldenCase.kept("link-flap").facts()));
    }

    @Test
    void atItsPortAloneThePortMayHaveBeenShut() {
        assertEquals(
                List.of("fault link-down undecided likely", "explains n1>n2"),
                Told.by(RULE, GoldenCase.kept("link-flap").facts(capture -> !capture.equals("n2"), host -> true)));
    }

    @Test
    void aPausedDaemonIsNoLinkThatIsDown() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("node-freeze").facts()));
    }

    @Test
    void withoutTheHostsSideNobodyKnows() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("link-flap").facts(List.of("n1", "sw-p1")::contains, host -> true)));
    }
}
