package io.totemtap.cli;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.host.Section;
import io.totemtap.capture.host.Transcript;
import io.totemtap.capture.host.witness.KernelWitness;
import io.totemtap.capture.host.witness.WitnessReading;
import io.totemtap.capture.host.witness.WitnessRequest;
import io.totemtap.capture.host.witness.WitnessText;
import io.totemtap.net.IpAddress;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The kernel's own witness beside a live capture, where it can run. It counts every group from the beginning: so it need not be
 * started anew, and lose what it counted, when the capture learns of a group.
 */
final class WitnessWatch implements AutoCloseable {

    private static final Set<IpAddress> EVERY_GROUP = Set.of();

    private final Supplier<Optional<WitnessReading>> reading;
    private final Runnable end;
    private final String standing;
    private final String absence;

    private WitnessWatch(Supplier<Optional<WitnessReading>> reading, Runnable end, String standing, String absence) {
        this.absence = absence;
        this.reading = reading;
        this.end = end;
        this.standing = standing;
    }

    /** None. */
    static WitnessWatch none() {
        return new WitnessWatch(
                Optional::empty,
                () -> {},
                "without the kernel's own witness, as asked (--no-witness)",
                "It was not wanted (--no-witness).");
    }

    /** One that counts nothing, because it cannot: why, in sentences. */
    static WitnessWatch without(String why) {
        return new WitnessWatch(Optional::empty, () -> {}, "without the kernel's own witness: " + why, why);
    }

    /** One that tells what somebody reads. */
    static WitnessWatch of(Supplier<WitnessReading> reading, Runnable end) {
        return new WitnessWatch(
                () -> Optional.of(reading.get()),
                end,
                "the kernel's own witness counts what becomes of each group's packets in this host",
                "");
    }

    /** Begins to count if that is possible here; if not, says why. */
    static WitnessWatch start() {
        return start(WitnessWatch::mustStart);
    }

    /** What somebody starts; if that fails, one that says why it counts nothing. */
    static WitnessWatch start(Supplier<WitnessWatch> starter) {
        try {
            return starter.get();
        } catch (CaptureException | UncheckedIOException e) {
            return without(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Begins to count.
     *
     * @throws CaptureException if that is not possible here
     */
    static WitnessWatch mustStart() {
        KernelWitness witness = KernelWitness.start(WitnessRequest.here(EVERY_GROUP), counted -> {});
        return of(witness::read, witness::close);
    }

    /** Whether it counts, or why not: one line. */
    String standing() {
        return standing;
    }

    /** A transcript with what was counted until now, or why nothing was, as its last section. */
    Transcript with(Transcript transcript) {
        String text = reading.get().map(WitnessText::write).orElseGet(() -> WitnessText.writeAbsent(absence));
        List<Section> sections = new ArrayList<>(transcript.sections());
        sections.removeIf(section -> section.command().equals(WitnessText.TITLE));
        sections.add(new Section(WitnessText.TITLE, text, false));
        return new Transcript(transcript.timeNanos(), transcript.phase(), transcript.prompt(), sections);
    }

    /** Stops counting and takes the program out of the kernel; what was counted stays. May be called more than once. */
    void stop() {
        end.run();
    }

    @Override
    public void close() {
        stop();
    }
}
