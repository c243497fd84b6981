package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.CountedTraffic.all;
import static io.totemtap.diagnose.CountedTraffic.isInBurst;
import static io.totemtap.diagnose.CountedTraffic.ofDriver;
import static io.totemtap.diagnose.CountedTraffic.ofInterface;
import static io.totemtap.diagnose.CountedTraffic.seen;
import static io.totemtap.diagnose.CountedTraffic.state;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A card without buffers loses a part of all that comes to it. */
class ReceiverRingOverrunRuleTest {

    private static final Rule RULE = new ReceiverRingOverrunRule();
    private static final List<String> LIKELY =
            List.of("points receiver-nic n1>n2 likely", "fault receiver-ring-overrun receiver-nic likely");
    private static final List<String> HINT = List.of("warning receiver-ring-overrun receiver-nic possible");

    private static Observation burstsLost() {
        return seen(message -> !isInBurst(message), token -> !isInBurst(token));
    }

    private static MadeFacts captured(Observation receiver) {
        return new MadeFacts().on(1, all()).on(2, receiver);
    }

    private static Facts missed(Observation receiver, long rise) {
        return captured(receiver)
                .state(2, state(2, 0, ofInterface("rx_missed_errors", 7)))
                .state(2, state(2, 45, ofInterface("rx_missed_errors", 7 + rise)))
                .facts();
    }

    @Test
    void burstsThatTheInterfaceCounted() {
        assertEquals(LIKELY, Told.by(RULE, missed(burstsLost(), 160)));
    }

    @Test
    void thePlaceIsNamed() {
        Diagnosis diagnosis = new Diagnostician(RuleBook.RULES).diagnose(missed(burstsLost(), 160));
        assertEquals(Place.RECEIVER_NIC, diagnosis.verdict().place());
        assertEquals("receiver-ring-overrun", diagnosis.verdict().cause());
    }

    @Test
    void atTheSwitchPortTheyWereThere() {
        Facts facts = captured(burstsLost())
                .port(2, all())
                .state(2, state(2, 0, ofDriver("bnx2", "rx_fw_discards: 1")))
                .state(2, state(2, 45, ofDriver("bnx2", "rx_fw_discards: 161")))
                .facts();
        assertEquals(
                List.of("points receiver-nic n1>n2 proven", "fault receiver-ring-overrun receiver-nic proven"),
                Told.by(RULE, facts));
    }

    @Test
    void queuesAreAddedUp() {
        Facts facts = captured(burstsLost())
                .state(2, state(2, 0, ofDriver("igb", "rx_queue_0_drops: 0", "rx_queue_1_drops: 0")))
                .state(2, state(2, 45, ofDriver("igb", "rx_queue_0_drops: 70", "rx_queue_1_drops: 60")))
                .facts();
        assertEquals(LIKELY, Told.by(RULE, facts));
    }

    @Test
    void whatMayHaveWaitedIsNotLost() {
        Facts facts = captured(burstsLost())
                .state(2, state(2, 0, ofDriver("igb", "rx_no_buffer_count: 0", "rx_missed_errors: 0")))
                .state(2, state(2, 45, ofDriver("igb", "rx_no_buffer_count: 400", "rx_missed_errors: 0")))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void fewAreAHint() {
        assertEquals(HINT, Told.by(RULE, missed(burstsLost(), 20)));
    }

    @Test
    void anOverrunDoesNotSpareTheTokens() {
        assertEquals(HINT, Told.by(RULE, missed(seen(message -> !isInBurst(message), token -> true), 160)));
    }

    /** Few are missing, and the counter rose by far more: it may be about anything. */
    @Test
    void muchMoreThanIsMissing() {
        Observation few = seen(message -> message % 60 != 0, token -> true);
        assertEquals(HINT, Told.by(RULE, missed(few, 100_000)));
        assertEquals(LIKELY, Told.by(RULE, missed(few, 9)));
    }

    @Test
    void neverIfAllIsLost() {
        assertEquals(List.of(), Told.by(RULE, missed(seen(message -> false, token -> true), 5_000)));
        assertEquals(List.of(), Told.by(RULE, missed(seen(message -> message < 200, token -> true), 5_000)));
    }

    @Test
    void whatNeverCameToThePortTheCardDidNotLose() {
        Facts facts = captured(burstsLost())
                .port(2, burstsLost())
                .state(2, state(2, 0, ofInterface("rx_missed_errors", 0)))
                .state(2, state(2, 45, ofInterface("rx_missed_errors", 160)))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void whatWasCountedBeforeIsAnotherMatter() {
        Facts facts = captured(burstsLost())
                .state(2, state(2, -60, ofInterface("rx_missed_errors", 0)))
                .state(2, state(2, -1, ofInterface("rx_missed_errors", 500)))
                .state(2, state(2, 45, ofInterface("rx_missed_errors", 500)))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void nothingLost() {
        assertEquals(List.of(), Told.by(RULE, missed(all(), 160)));
    }

    @Test
    void oneLookTellsNothing() {
        Facts facts = captured(burstsLost())
                .state(2, state(2, 45, ofInterface("rx_missed_errors", 160)))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    /** A filter that filtered nothing does not clear a card that had no room. */
    @Test
    void theFilterDoesNotClearIt() {
        Facts facts = captured(burstsLost())
                .state(2, state(2, 0, ofDriver("bnx2", "rx_filtered_packets: 5", "rx_discards: 1")))
                .state(2, state(2, 45, ofDriver("bnx2", "rx_filtered_packets: 5", "rx_discards: 161")))
                .facts();
        assertEquals(List.of(), Told.by(new NicCounterRule(), facts));
        Facts still = captured(burstsLost())
                .state(2, state(2, 0, ofDriver("bnx2", "rx_filtered_packets: 5", "rx_discards: 1")))
                .state(2, state(2, 45, ofDriver("bnx2", "rx_filtered_packets: 5", "rx_discards: 1")))
                .facts();
        assertEquals(List.of("clears receiver-nic n1>n2"), Told.by(new NicCounterRule(), still));
    }
}
