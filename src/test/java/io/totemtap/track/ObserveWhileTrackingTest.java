package io.totemtap.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.decode.totem.TotemKeyring;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A live capture asks what is known again and again; that must not change what is known in the end. */
class ObserveWhileTrackingTest {

    private static CaptureTracker tracker() {
        return new CaptureTracker(
                new PacketSetup(
                        new TotemDecoder(TotemKeyring.builder().build()),
                        new TotemScope(),
                        PacketObserver.NONE,
                        false,
                        1 << 14),
                change -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"link-loss/n1", "switch-drop-oneway/n1", "node-freeze/n2", "querier-stops/n1"})
    void observingChangesNothing(String capture) {
        Path file = Path.of("captures", capture + ".pcap.gz");
        CaptureTracker plain = tracker();
        CaptureTracker watched = tracker();
        try (FrameSource source = CaptureFiles.open(file)) {
            source.run(new FrameSink() {
                private long frames;

                @Override
                public void openInterface(CaptureInterface description) {
                    plain.openInterface(description);
                    watched.openInterface(description);
                }

                @Override
                public void frame(Frame frame) {
                    plain.frame(frame);
                    watched.frame(frame);
                    if (++frames % 50 == 0) {
                        List<Observation> now = watched.observe();
                        assertEquals(frames, now.get(0).frames());
                    }
                }
            });
        }
        Observation expected = plain.close().get(0);
        Observation observed = watched.close().get(0);
        assertTrue(expected.frames() > 100, "too short to tell");
        assertEquals(expected.rings(), observed.rings());
        assertEquals(expected.nodes(), observed.nodes());
        assertEquals(expected.hearings(), observed.hearings());
        assertEquals(expected.memberships(), observed.memberships());
        assertEquals(expected.queriers(), observed.queriers());
        assertEquals(expected.changes(), observed.changes());
        assertEquals(expected.hosts(), observed.hosts());
        assertEquals(expected.signs(), observed.signs());
        assertEquals(expected.problems(), observed.problems());
    }
}
