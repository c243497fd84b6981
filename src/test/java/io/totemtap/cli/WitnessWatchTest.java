package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.Section;
import io.totemtap.capture.host.Transcript;
import io.totemtap.capture.host.witness.Lost;
import io.totemtap.capture.host.witness.Stage;
import io.totemtap.capture.host.witness.WitnessReading;
import io.totemtap.capture.host.witness.WitnessSight;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WitnessWatchTest {

    private static final Transcript TRANSCRIPT =
            new Transcript(1_700_000_000_000_000_000L, "now", "", List.of(new Section("hostname", "n1\n", false)));

    private static WitnessReading until(long nanos) {
        return new WitnessReading(
                10,
                nanos,
                new WitnessSight(EnumSet.allOf(Stage.class), WitnessSight.Sockets.FUNCTION, true),
                Lost.NOTHING,
                List.of(),
                List.of());
    }

    @Test
    void aTranscriptCarriesTheNewestReadingOnce() {
        AtomicLong time = new AtomicLong(20);
        WitnessWatch watch = WitnessWatch.of(() -> until(time.get()), () -> {});
        Transcript first = watch.with(TRANSCRIPT);
        assertEquals(Optional.of(until(20)), HostState.of(first, "n1").witness());
        time.set(30);
        Transcript second = watch.with(first);
        assertEquals(2, second.sections().size());
        assertEquals(Optional.of(until(30)), HostState.of(second, "n1").witness());
        assertEquals(TRANSCRIPT.timeNanos(), second.timeNanos());
    }

    @Test
    void whatWasCountedStaysWhenItIsClosed() {
        AtomicInteger closed = new AtomicInteger();
        WitnessWatch watch = WitnessWatch.of(() -> until(20), closed::incrementAndGet);
        watch.close();
        assertEquals(1, closed.get());
        assertEquals(
                Optional.of(until(20)),
                HostState.of(watch.with(TRANSCRIPT), "n1").witness());
    }

    @Test
    void withoutOneATranscriptSaysWhy() {
        HostState unwanted = HostState.of(WitnessWatch.none().with(TRANSCRIPT), "n1");
        assertEquals(Optional.empty(), unwanted.witness());
        assertEquals("It was not wanted (--no-witness).", unwanted.whyUnwitnessed());
        assertTrue(WitnessWatch.none().standing().contains("--no-witness"));
    }

    @Test
    void whatCannotStartSaysWhyInTheReport() {
        WitnessWatch watch = WitnessWatch.start(() -> {
            throw new CaptureException(Reason.NO_PERMISSION, "The kernel witness needs libbpf: install it.");
        });
        assertEquals(
                "without the kernel's own witness: The kernel witness needs libbpf: install it.", watch.standing());
        HostState state = HostState.of(watch.with(TRANSCRIPT), "n1");
        assertEquals("The kernel witness needs libbpf: install it.", state.whyUnwitnessed());
        watch.close();
    }
}
