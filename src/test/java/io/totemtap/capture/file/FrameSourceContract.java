package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.CaptureStatistics.Part;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every source of this package. */
abstract class FrameSourceContract {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    /** A source of at least three undamaged frames. */
    abstract FrameSource open() throws IOException;

    @Test
    void everyInterfaceIsOpenedBeforeItsFirstFrameWithAscendingIds() throws IOException {
        List<Integer> opened = new ArrayList<>();
        try (FrameSource source = open()) {
            source.run(new FrameSink() {
                @Override
                public void openInterface(CaptureInterface description) {
                    assertEquals(opened.size(), description.id());
                    opened.add(description.id());
                }

                @Override
                public void frame(Frame frame) {
                    assertTrue(opened.contains(frame.interfaceId()));
                }
            });
        }
        assertFalse(opened.isEmpty());
    }

    @Test
    void framesAreNumberedUpwardsInEachPartFromOne() throws IOException {
        Capture capture = Capture.of(open());
        int part = 0;
        long number = 0;
        for (Capture.Seen frame : capture.frames()) {
            if (frame.part() != part) {
                assertTrue(frame.part() > part);
                part = frame.part();
                number = 0;
            }
            assertTrue(frame.number() > number);
            number = frame.number();
        }
        assertTrue(capture.frames().size() >= 3);
    }

    @Test
    void statisticsAgreeWithTheFramesDelivered() throws IOException {
        Capture capture = Capture.of(open());
        CaptureStatistics statistics = capture.statistics();
        assertEquals(capture.interfaces().size(), statistics.interfaces().size());
        assertEquals(capture.frames().size(), statistics.frames());
        assertEquals(
                capture.frames().size(),
                statistics.parts().stream().mapToLong(Part::frames).sum());
        for (OfInterface each : statistics.interfaces()) {
            List<Capture.Seen> own = capture.frames().stream()
                    .filter(frame -> frame.interfaceId() == each.id())
                    .toList();
            assertEquals(own.size(), each.frames());
            assertEquals(own.stream().mapToLong(Capture.Seen::originalLength).sum(), each.bytes());
            assertEquals(
                    own.stream().mapToLong(Capture.Seen::timeNanos).min().orElse(Long.MIN_VALUE), each.firstNanos());
            assertEquals(
                    own.stream().mapToLong(Capture.Seen::timeNanos).max().orElse(Long.MIN_VALUE), each.lastNanos());
        }
        assertTrue(capture.damage().isEmpty());
        assertFalse(statistics.stoppedEarly());
        assertFalse(statistics.format().isEmpty());
    }

    @Test
    void aStopBeforeTheRunDeliversNothing() throws IOException {
        try (FrameSource source = open()) {
            source.stop();
            Capture.Recorder recorder = new Capture.Recorder();
            CaptureStatistics statistics = source.run(recorder);
            assertTrue(recorder.frames.isEmpty());
            assertTrue(statistics.stoppedEarly());
        }
    }

    @Test
    void aStopInTheRunEndsItAtThatFrame() throws IOException {
        try (FrameSource source = open()) {
            List<Long> numbers = new ArrayList<>();
            CaptureStatistics statistics = source.run(new FrameSink() {
                @Override
                public void openInterface(CaptureInterface description) {}

                @Override
                public void frame(Frame frame) {
                    numbers.add(frame.number());
                    if (numbers.size() == 2) {
                        source.stop();
                    }
                }
            });
            assertEquals(2, numbers.size());
            assertEquals(2, statistics.frames());
            assertTrue(statistics.stoppedEarly());
            assertTrue(statistics.damage().isEmpty());
        }
    }

    @Test
    void progressEndsAtTheTotal() throws IOException {
        try (FrameSource source = open()) {
            assertTrue(source.bytesRead() >= 0);
            source.run(new Capture.Recorder());
            long total = source.totalBytes();
            assertTrue(total == -1 || total == source.bytesRead(), total + " " + source.bytesRead());
        }
    }

    @Test
    void closingTwiceDoesNoHarm() throws IOException {
        FrameSource source = open();
        source.run(new Capture.Recorder());
        source.close();
        source.close();
    }

    @Test
    void whatTheSinkThrowsComesOut() throws IOException {
        IllegalStateException thrown = new IllegalStateException("of the sink");
        try (FrameSource source = open()) {
            assertSame(
                    thrown,
                    assertThrows(
                            IllegalStateException.class,
                            () -> source.run(new FrameSink() {
                                @Override
                                public void openInterface(CaptureInterface description) {}

                                @Override
                                public void frame(Frame frame) {
                                    throw thrown;
                                }
                            })));
        }
    }
}
