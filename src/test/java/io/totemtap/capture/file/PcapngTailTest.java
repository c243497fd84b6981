package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a file that a full disk interrupted. */
class PcapngTailTest {

    @TempDir
    Path directory;

    private final TreeSet<Integer> ends = new TreeSet<>();

    /** Five frames of different lengths; where each block ends is noted. */
    private byte[] file() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PcapngWriter writer = CaptureWriter.pcapng(bytes, "test", List.of());
        ends.add(0);
        ends.add((int) writer.bytesWritten());
        writer.openInterface(CaptureInterface.plain(0, 1, 262_144));
        ends.add((int) writer.bytesWritten());
        for (int i = 1; i <= 5; i++) {
            writer.frame(new Frame()
                    .bytes(new byte[60 + i], 0, 60 + i, 60 + i)
                    .at(i, 0, i)
                    .on(0, LinkType.ETHERNET, Direction.UNKNOWN));
            ends.add((int) writer.bytesWritten());
        }
        writer.close();
        return bytes.toByteArray();
    }

    @Test
    void endsWithAWholeBlockWhereverItWasInterrupted() throws IOException {
        byte[] whole = file();
        Path file = directory.resolve("kept.pcapng");
        for (int length = 0; length <= whole.length; length++) {
            for (int from : ends.headSet(length, true)) {
                byte[] expected = Arrays.copyOf(whole, ends.floor(length));
                Files.write(file, Arrays.copyOf(whole, length));
                PcapngTail.cut(file, from);
                assertArrayEquals(expected, Files.readAllBytes(file), length + " from " + from);
            }
        }
    }

    @Test
    void garbageBehindTheLastBlockIsCutOff() throws IOException {
        byte[] whole = file();
        Path file = directory.resolve("kept.pcapng");
        for (byte rest : new byte[] {0, 1, -1}) {
            byte[] more = Arrays.copyOf(whole, whole.length + 40);
            Arrays.fill(more, whole.length, more.length, rest);
            Files.write(file, more);
            PcapngTail.cut(file, 0);
            assertEquals(whole.length, Files.size(file));
        }
    }

    @Test
    void aShorterFileThanWasThoughtAndAFileThatIsNoneAreLeft() throws IOException {
        Path file = directory.resolve("kept.pcapng");
        Files.write(file, Arrays.copyOf(file(), 10));
        PcapngTail.cut(file, 100);
        assertEquals(10, Files.size(file));
        PcapngTail.cut(directory.resolve("absent"), 0);
        assertFalse(Files.exists(directory.resolve("absent")));
        PcapngTail.cut(directory, 0);
    }
}
