package io.totemtap.capture.file;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.Damage;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.LinkType;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Everything a source delivered.
 *
 * @param interfaces in the order in which they were opened
 */
record Capture(List<CaptureInterface> interfaces, List<Seen> frames, CaptureStatistics statistics) {

    /** A copy of a frame; {@code hex} are its bytes. */
    record Seen(
            int part,
            long number,
            long timeNanos,
            int interfaceId,
            LinkType linkType,
            Direction direction,
            int originalLength,
            String hex) {

        static Seen of(Frame frame) {
            int end = frame.offset() + frame.capturedLength();
            return new Seen(
                    frame.part(),
                    frame.number(),
                    frame.timeNanos(),
                    frame.interfaceId(),
                    frame.linkType(),
                    frame.direction(),
                    frame.originalLength(),
                    HexFormat.of().formatHex(frame.bytes(), frame.offset(), end));
        }
    }

    static Capture of(byte[] file) {
        return of(CaptureFiles.open("test", new ByteArrayInputStream(file)));
    }

    static Capture of(FrameSource source) {
        try (source) {
            Recorder recorder = new Recorder();
            CaptureStatistics statistics = source.run(recorder);
            return new Capture(recorder.interfaces, recorder.frames, statistics);
        }
    }

    List<Long> numbers() {
        return frames.stream().map(Seen::number).toList();
    }

    List<Long> times() {
        return frames.stream().map(Seen::timeNanos).toList();
    }

    List<String> data() {
        return frames.stream().map(Seen::hex).toList();
    }

    Optional<Damage> damage() {
        return statistics.damage();
    }

    /** The bytes of the first frames of {@link PcapBytes#sample}. */
    static List<String> sampleData(int frames) {
        List<String> data = new ArrayList<>();
        for (int n = 1; n <= frames; n++) {
            data.add(HexFormat.of().formatHex(PcapBytes.sampleFrame(n)));
        }
        return data;
    }

    /** A part of {@code bytes} from the start. */
    static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    /** Copies what it is given. */
    static final class Recorder implements FrameSink {
        final List<CaptureInterface> interfaces = new ArrayList<>();
        final List<Seen> frames = new ArrayList<>();

        @Override
        public void openInterface(CaptureInterface description) {
            interfaces.add(description);
        }

        @Override
        public void frame(Frame frame) {
            frames.add(Seen.of(frame));
        }
    }
}
