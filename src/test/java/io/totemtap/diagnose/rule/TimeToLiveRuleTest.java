package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Multicasts with TTL 1 end at a router. */
class TimeToLiveRuleTest {

    private static final Rule RULE = new TimeToLiveRule();

    @Test
    void endsAtTheRouter() {
        assertEquals(
                List.of(
                        "explains n1>n2",
                        "fault ttl-too-low cluster proven",
                        "explains n2>n1",
                        "fault ttl-too-low cluster proven"),
                Told.by(RULE, GoldenCase.kept("routed-ttl").facts()));
    }

    @Test
    void passesTheRouter() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("routed").facts()));
    }

    @Test
    void noRouter() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void oneCaptureDoesNotShowThatTheOtherMulticasts() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("routed-ttl").facts(List.of("n1")::contains, host -> true)));
    }

    @Test
    void beforeUnicastPassesARouterIsOnlyPossible() {
        assertEquals(
                List.of("fault ttl-too-low undecided possible", "fault ttl-too-low undecided possible"),
                Told.findings(RULE, GoldenCase.kept("routed-ttl").first(3, false)));
    }

    /** Where no unicast was captured the hosts' own routing tables tell of the router. */
    @Test
    void theRoutingTableNamesTheRouter() {
        assertEquals(
                List.of("fault ttl-too-low cluster likely", "fault ttl-too-low cluster likely"),
                Told.findings(RULE, GoldenCase.kept("routed-ttl").first(3, true)));
    }
}
