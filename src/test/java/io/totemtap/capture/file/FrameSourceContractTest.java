package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.totemtap.capture.FrameSource;
import io.totemtap.capture.live.CaptureFilter;
import io.totemtap.capture.live.FilteredSource;
import io.totemtap.capture.live.LibpcapFileSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;

/** {@link FrameSourceContract} for each way to get a source. */
class FrameSourceContractTest {

    @Nested
    class Pcap extends FrameSourceContract {
        @Override
        FrameSource open() throws IOException {
            return CaptureFiles.open(Files.write(directory.resolve("x"), PcapBytes.sample(5)));
        }
    }

    @Nested
    class Pcapng extends FrameSourceContract {
        @Override
        FrameSource open() throws IOException {
            PcapngBytes file = PcapngBytes.little().ethernet().ethernet();
            file.packet(1, PcapngBytes.MICROS + 5, new byte[10]).packet(0, PcapngBytes.MICROS, new byte[20]);
            file.section().ethernet().packet(0, PcapngBytes.MICROS + 9, 100, new byte[30], file.body());
            return CaptureFiles.open(Files.write(directory.resolve("x"), file.toBytes()));
        }
    }

    @Nested
    class Gzip extends FrameSourceContract {
        @Override
        FrameSource open() throws IOException {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
                out.write(PcapngBytes.sample(5));
            }
            return CaptureFiles.open(Files.write(directory.resolve("x"), compressed.toByteArray()));
        }
    }

    @Nested
    class Stream extends FrameSourceContract {
        @Override
        FrameSource open() {
            return CaptureFiles.open("-", new ByteArrayInputStream(PcapBytes.sample(5)));
        }
    }

    @Nested
    class Rotated extends FrameSourceContract {
        @Override
        FrameSource open() throws IOException {
            Path first = Files.write(directory.resolve("x.pcap"), PcapBytes.sample(2));
            Path second = Files.write(directory.resolve("x.pcap1"), PcapngBytes.sample(3));
            return CaptureFiles.open(List.of(first, second));
        }
    }

    /** A filter that all frames pass must change nothing. */
    @Nested
    class Filtered extends FrameSourceContract {
        @Override
        FrameSource open() throws IOException {
            assumeTrue(LibpcapFileSource.isAvailable(), "libpcap is not installed");
            Path file = Files.write(directory.resolve("x"), PcapBytes.sample(5));
            return new FilteredSource(CaptureFiles.open(file), CaptureFilter.of("len > 0"));
        }
    }

    @Nested
    class Libpcap extends FrameSourceContract {
        @Override
        FrameSource open() throws IOException {
            assumeTrue(LibpcapFileSource.isAvailable(), "libpcap is not installed");
            return LibpcapFileSource.open(Files.write(directory.resolve("x"), PcapBytes.sample(5)));
        }
    }
}
