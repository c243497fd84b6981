package io.totemtap.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.LinkType;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.decode.totem.TotemKeyring;
import io.totemtap.net.EpochNanos;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever opens the packets, and when: what is seen in them is the same. */
class AheadSinkTest {

    private static final int ROUNDS = 6;

    /** A run with its own decoder; remembers who opened what. */
    private static final class Run {

        private final PacketSetup setup;
        private final CaptureTracker tracker;
        private final List<String> changes = new ArrayList<>();

        Run(TotemKeyring keyring) {
            setup = new PacketSetup(new TotemDecoder(keyring), new TotemScope(), PacketObserver.NONE, true, 1 << 14);
            tracker = new CaptureTracker(setup, change -> changes.add(change.toString()));
        }

        Observation end() {
            return tracker.close().get(0);
        }
    }

    private static TotemKeyring keyring(String... names) {
        TotemKeyring.Builder keys = TotemKeyring.builder();
        for (String name : names) {
            keys.addClusterName(name, "test").ifPresent(refusal -> {
                throw new AssertionError(refusal);
            });
        }
        return keys.build();
    }

    /** Runs a recording several times, one after the other, as one long capture. */
    private static void play(String capture, FrameSink sink) {
        long[] firstAndLast = {Long.MIN_VALUE, 0};
        for (int round = 0; round < ROUNDS; round++) {
            boolean first = round == 0;
            long shift = round * (firstAndLast[1] - firstAndLast[0] + EpochNanos.SECOND);
            try (FrameSource source = CaptureFiles.open(Path.of("captures", capture))) {
                source.run(new FrameSink() {
                    @Override
                    public void openInterface(CaptureInterface description) {
                        if (first) {
                            sink.openInterface(description);
                        }
                    }

                    @Override
                    public void frame(Frame frame) {
                        if (first) {
                            firstAndLast[0] = firstAndLast[0] == Long.MIN_VALUE ? frame.timeNanos() : firstAndLast[0];
                            firstAndLast[1] = frame.timeNanos();
                        }
                        // a source re-uses its array: what a batch has not copied is gone
                        byte[] bytes = Arrays.copyOfRange(
                                frame.bytes(), frame.offset(), frame.offset() + frame.capturedLength());
                        Frame copy = new Frame()
                                .bytes(bytes, 0, bytes.length, frame.originalLength())
                                .at(frame.timeNanos() + shift, frame.part(), frame.number())
                                .on(frame.interfaceId(), frame.linkType(), frame.direction());
                        sink.frame(copy);
                        Arrays.fill(bytes, (byte) 0x5a);
                    }
                });
            }
        }
    }

    private static void check(Run expected, Run ahead) {
        assertEquals(expected.changes, ahead.changes);
        Observation one = expected.end();
        Observation other = ahead.end();
        assertEquals(one.frames(), other.frames());
        assertEquals(one.rings(), other.rings());
        assertEquals(one.nodes(), other.nodes());
        assertEquals(one.hearings(), other.hearings());
        assertEquals(one.introductions(), other.introductions());
        assertEquals(one.problems(), other.problems());
        assertEquals(one.sightings().size(), other.sightings().size());
        for (int key = 0; key < expected.setup.decoder().opener().keys(); key++) {
            assertEquals(
                    expected.setup.decoder().opener().openedPackets(key),
                    ahead.setup.decoder().opener().openedPackets(key));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openais-secauth-startup/n1.pcap, 1",
        "openais-secauth-startup/n1.pcap, 3",
        "openais-secauth-noquerier/n1.pcap.gz, 2",
        "openais-secauth-wrongkey/n1.pcap, 2",
        "flatiron-secauth-startup/n1.pcap.gz, 1",
        "flatiron-secauth-twokeys/n2.pcap.gz, 2",
        "openais-startup/n1.pcap, 1"
    })
    void openingAheadChangesNothing(String capture, int threads) {
        TotemKeyring keyring = keyring("wrong", "nfsclux", "nfsclus", "nfsclux2");
        Run expected = new Run(keyring);
        Run ahead = new Run(keyring);
        play(capture, expected.tracker);
        try (OpeningThreads helpers = new OpeningThreads(keyring, threads)) {
            AheadSink sink = new AheadSink(ahead.tracker, ahead.setup, helpers);
            play(capture, sink);
            sink.flush();
            assertEquals(capture.contains("secauth"), helpers.areStarted(), "threads only for what is encrypted");
        }
        check(expected, ahead);
    }

    /** The array of a batch is smaller than a frame can be: such a frame keeps its place among the others. */
    @Test
    void framesThatFitNoBatchAreTrackedInTheirOrder() {
        TotemKeyring keyring = keyring("nfsclux");
        Run expected = new Run(keyring);
        Run ahead = new Run(keyring);
        try (OpeningThreads helpers = new OpeningThreads(keyring, 1)) {
            AheadSink sink = new AheadSink(ahead.tracker, ahead.setup, helpers);
            for (FrameSink to : List.of(expected.tracker, sink)) {
                int[] count = {0};
                play("openais-secauth-startup/n1.pcap", new FrameSink() {
                    @Override
                    public void openInterface(CaptureInterface description) {
                        to.openInterface(description);
                    }

                    @Override
                    public void frame(Frame frame) {
                        to.frame(frame);
                        if (++count[0] % 700 == 0) {
                            byte[] large = new byte[FrameBatch.ROOM + 1];
                            to.frame(new Frame()
                                    .bytes(large, 0, large.length, large.length)
                                    .at(frame.timeNanos(), 0, frame.number())
                                    .on(0, LinkType.ETHERNET, Direction.UNKNOWN));
                        }
                    }
                });
            }
            sink.flush();
            assertTrue(helpers.areStarted());
        }
        check(expected, ahead);
    }

    @Test
    void withoutKeysOrWithoutASecondCoreThereAreNoThreads() {
        for (OpeningThreads helpers :
                Set.of(new OpeningThreads(TotemKeyring.EMPTY, 4), new OpeningThreads(keyring("nfsclux"), 0))) {
            assertFalse(helpers.isAllowed());
            assertFalse(helpers.areStarted());
        }
        Run run = new Run(keyring("nfsclux"));
        try (OpeningThreads none = new OpeningThreads(keyring("nfsclux"), 0)) {
            AheadSink sink = new AheadSink(run.tracker, run.setup, none);
            play("openais-secauth-startup/n1.pcap", sink);
            sink.flush();
            assertFalse(none.areStarted());
        }
        assertTrue(run.setup.decoder().opener().decryptedPackets() > 0);
    }
}
