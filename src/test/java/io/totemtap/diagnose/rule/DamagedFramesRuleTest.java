package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.CountedTraffic.all;
import static io.totemtap.diagnose.CountedTraffic.ofDriver;
import static io.totemtap.diagnose.CountedTraffic.ofInterface;
import static io.totemtap.diagnose.CountedTraffic.section;
import static io.totemtap.diagnose.CountedTraffic.seen;
import static io.totemtap.diagnose.CountedTraffic.state;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bad cable damages a part of all that comes over it. */
class DamagedFramesRuleTest {

    private static final Rule RULE = new DamagedFramesRule();
    private static final List<String> LIKELY =
            List.of("points receiver-nic n1>n2 likely", "fault damaged-frames receiver-nic likely");

    /** Every tenth frame is damaged: 40 messages and 40 tokens. */
    private static Observation damaged() {
        return seen(message -> message % 10 != 0, token -> token % 10 != 5);
    }

    private static Facts facts(Observation receiver, String before, String after) {
        return new MadeFacts()
                .on(1, all())
                .on(2, receiver)
                .state(2, state(2, 0, before))
                .state(2, state(2, 45, after))
                .facts();
    }

    private static String procNetDev(long frame) {
        return section("cat /proc/net/dev", "  eth0: 0 0 0 0 0 " + frame + " 0 0 0 0 0 0 0 0 0 0");
    }

    @Test
    void checksums() {
        assertEquals(
                LIKELY,
                Told.by(RULE, facts(damaged(), ofInterface("rx_crc_errors", 0), ofInterface("rx_crc_errors", 80))));
    }

    @Test
    void alignment() {
        assertEquals(
                LIKELY,
                Told.by(
                        RULE,
                        facts(
                                damaged(),
                                ofDriver("tg3", "rx_align_errors: 3"),
                                ofDriver("tg3", "rx_align_errors: 83"))));
    }

    @Test
    void damageDoesNotSpareTheTokens() {
        Observation multicastOnly = seen(message -> message % 10 != 0, token -> true);
        assertEquals(
                List.of("warning damaged-frames receiver-nic possible"),
                Told.by(RULE, facts(multicastOnly, ofInterface("rx_crc_errors", 0), ofInterface("rx_crc_errors", 80))));
    }

    @Test
    void aColumnThatHasOverrunsAsWellTellsNothing() {
        assertEquals(List.of(), Told.by(RULE, facts(damaged(), procNetDev(0), procNetDev(80))));
    }

    @Test
    void nothingDamaged() {
        assertEquals(
                List.of(),
                Told.by(RULE, facts(damaged(), ofInterface("rx_crc_errors", 4), ofInterface("rx_crc_errors", 4))));
    }

    @Test
    void aCounterThatBeganAnewTellsNothing() {
        assertEquals(
                List.of(),
                Told.by(RULE, facts(damaged(), ofInterface("rx_crc_errors", 90), ofInterface("rx_crc_errors", 80))));
    }

    @Test
    void withoutCountersNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, facts(damaged(), "", "")));
    }
}
