package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A router that forwards unicast and not the group. */
class NotRoutedRuleTest {

    private static final Rule RULE = new NotRoutedRule();
    private static final String CASE = "not-routed";

    @Test
    void endsAtTheRouter() {
        assertEquals(
                List.of(
                        "points switch n1>n2 likely",
                        "fault not-routed switch likely",
                        "points switch n2>n1 likely",
                        "fault not-routed switch likely"),
                Told.by(RULE, GoldenCase.kept(CASE).facts()));
    }

    /** With captures on the hosts alone the hosts' cards are between them as well. */
    @Test
    void betweenHostsItIsOnlyPossible() {
        assertEquals(
                List.of("warning not-routed none possible", "warning not-routed none possible"),
                Told.by(RULE, GoldenCase.kept(CASE).facts(Set.of("n1", "n2")::contains, host -> true)));
    }

    @Test
    void oneSideAloneCannotTell() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept(CASE).facts(Set.of("n1", "sw-p1")::contains, host -> true)));
    }

    @Test
    void itsTimeToLiveWouldNotDo() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("routed-ttl").facts()));
    }

    @Test
    void aRouterThatRoutes() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("routed").facts()));
    }

    @Test
    void noRouter() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }
}
