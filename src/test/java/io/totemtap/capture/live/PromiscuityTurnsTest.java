package io.totemtap.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.Promiscuity;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromiscuityTurnsTest {

    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({"0,0", "9,0", "10,1", "19,1", "20,2", "59,5", "60,6", "100000,6"})
    void tenSecondsEachWayThreeTimes(long second, int turn) {
        assertEquals(turn, new PromiscuityTurns(7).turnAt(7 + second * SECOND));
    }

    @Test
    void theLastOneIsWithout() {
        assertTrue(PromiscuityTurns.isPromiscuous(5));
        assertFalse(PromiscuityTurns.isPromiscuous(6));
        assertTrue(PromiscuityTurns.sentence(1).contains("may heal"));
        assertTrue(PromiscuityTurns.sentence(6).contains("over"));
    }

    @Test
    void framesBelongToTheModeTheyWereCapturedIn() {
        PortTally tally = new PortTally(2, true);
        LivePort port =
                new LivePort(2, "eth0", LiveSettings.on(List.of("eth0"), "").takingTurns(), new LiveQueue());
        assertEquals(List.of(Promiscuity.OFF_IN_TURN, Promiscuity.ON_IN_TURN), tally.modes(false));
        assertEquals(2, tally.count(new LivePacket(port, new byte[10], 20, 5)));
        tally.changed(true, 100);
        assertEquals(2, tally.count(new LivePacket(port, new byte[10], 10, 99)));
        assertEquals(3, tally.count(new LivePacket(port, new byte[10], 10, 100)));
        tally.changed(false, 200);
        assertEquals(3, tally.count(new LivePacket(port, new byte[10], 10, 199)));
        assertEquals(2, tally.count(new LivePacket(port, new byte[10], 10, 200)));
        assertEquals(5, tally.frames());
        var counts = tally.statistics(OptionalLong.of(9), OptionalLong.empty());
        assertEquals(3, counts.get(0).frames());
        assertEquals(2, counts.get(1).frames());
        assertEquals(OptionalLong.of(9), counts.get(0).droppedByKernel());
        assertEquals(OptionalLong.empty(), counts.get(1).droppedByKernel());
    }

    @Test
    void withoutTurnsThereIsOneInterface() {
        PortTally tally = new PortTally(0, false);
        assertEquals(List.of(Promiscuity.ON), tally.modes(true));
        LivePort port = new LivePort(0, "eth0", LiveSettings.on(List.of("eth0"), ""), new LiveQueue());
        assertEquals(0, tally.count(new LivePacket(port, new byte[10], 10, 5)));
        assertEquals(
                1, tally.statistics(OptionalLong.empty(), OptionalLong.empty()).size());
    }
}
