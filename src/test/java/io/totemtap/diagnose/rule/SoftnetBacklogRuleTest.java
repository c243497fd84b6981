package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.CountedTraffic.all;
import static io.totemtap.diagnose.CountedTraffic.askedFor;
import static io.totemtap.diagnose.CountedTraffic.isInBurst;
import static io.totemtap.diagnose.CountedTraffic.section;
import static io.totemtap.diagnose.CountedTraffic.seen;
import static io.totemtap.diagnose.CountedTraffic.state;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.CountedTraffic;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A processor with too much to do drops packets of the whole host. */
class SoftnetBacklogRuleTest {

    private static final Rule RULE = new SoftnetBacklogRule();
    private static final List<String> HINT = List.of("warning softnet-backlog receiver-host possible");

    private static String dropped(int count) {
        return section("cat /proc/net/softnet_stat", String.format("00001000 %08x 00000000", count));
    }

    private static Facts facts(Observation receiver, int rise) {
        return new MadeFacts()
                .on(1, all())
                .on(2, receiver)
                .state(2, state(2, 0, dropped(3)))
                .state(2, state(2, 45, dropped(3 + rise)))
                .facts();
    }

    @Test
    void behindTheTapItIsTheHost() {
        assertEquals(
                List.of("points receiver-host n1>n2 likely", "fault softnet-backlog receiver-host likely"),
                Told.by(RULE, facts(askedFor(CountedTraffic::isInBurst), 100)));
    }

    @Test
    void fewAreAHint() {
        assertEquals(HINT, Told.by(RULE, facts(askedFor(CountedTraffic::isInBurst), 10)));
    }

    @Test
    void beforeTheTapItIsAHint() {
        assertEquals(HINT, Told.by(RULE, facts(seen(message -> !isInBurst(message), token -> true), 100)));
    }

    @Test
    void nothingMissed() {
        assertEquals(List.of(), Told.by(RULE, facts(all(), 100)));
    }

    @Test
    void nothingDropped() {
        assertEquals(List.of(), Told.by(RULE, facts(askedFor(CountedTraffic::isInBurst), 0)));
    }

    @Test
    void withoutTheCounterNobodyKnows() {
        Facts facts = new MadeFacts()
                .on(2, askedFor(CountedTraffic::isInBurst))
                .state(2, state(2, 0))
                .state(2, state(2, 45))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
