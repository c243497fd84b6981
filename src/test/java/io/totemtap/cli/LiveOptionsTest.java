package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.live.LiveFilter;
import io.totemtap.capture.live.LiveSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveOptionsTest {

    private static LiveSettings parse(String... arguments) {
        Given given = given(arguments);
        return new LiveOptions(given).settings(new AnalysisOptions(given).filter(), Set.of(6000));
    }

    private static Given given(String... arguments) {
        return PlainWords.read(new CaptureCommand().synopsis(), List.of(arguments))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"90,90", "90s,90", "1.5m,90", "2h,7200", "'',0"})
    void durations(String text, long seconds) {
        assertEquals(seconds * 1_000_000_000L, LiveOptions.nanos(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "5d", "1e9", "s", "99999999999"})
    void durationsThatMakeNoSense(String text) {
        assertEquals(
                ExitCode.USAGE,
                assertThrows(OutputException.class, () -> LiveOptions.nanos(text))
                        .exitCode());
    }

    @Test
    void isNotPromiscuousUnlessAsked() {
        LiveSettings plain = parse("-i", "eth0", "-i", "eth1", "-i", "eth0");
        assertEquals(List.of("eth0", "eth1"), plain.interfaces());
        assertEquals(false, plain.promiscuous());
        assertEquals(64 << 20, plain.bufferBytes());
        assertEquals(LiveFilter.of(Set.of(6000)), plain.filter());
        assertTrue(parse("-i", "eth0", "-P").promiscuous());
    }

    @Test
    void isPromiscuousInTurnForAMinute() {
        LiveSettings turning = parse("-i", "eth0", "--alternate-promisc");
        assertTrue(turning.inTurn());
        assertFalse(turning.promiscuous());
        assertEquals(60_000_000_000L, turning.durationNanos());
        assertEquals(
                90_000_000_000L,
                parse("-i", "eth0", "--alternate-promisc", "--duration", "90").durationNanos());
    }

    @Test
    void aFilterReplacesTheDefault() {
        assertEquals("udp", parse("-i", "eth0", "-f", "udp").filter());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-B 3",
                "-s 10",
                "-p -P",
                "-w a --case b",
                "-P --alternate-promisc",
                "-i any --alternate-promisc",
                "-C 5",
                "-w a -W 5",
                "-w a -G 0",
                "-w a -C 1 -W 1",
                "--case a -C 5"
            })
    void refusesWhatMakesNoSense(String more) {
        String[] arguments = ("-i eth0 " + more).split(" ", -1);
        assertEquals(
                ExitCode.USAGE,
                assertThrows(OutputException.class, () -> parse(arguments)).exitCode());
    }

    @Test
    void theWitnessIsWantedUnlessItIsSwitchedOff() {
        assertTrue(new LiveOptions(given("-i", "eth0")).isWitnessWanted());
        assertFalse(new LiveOptions(given("-i", "eth0", "--no-witness")).isWitnessWanted());
    }
}
