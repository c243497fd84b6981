package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.FrameSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void theContentDecidesAndNotTheName() throws IOException {
        Capture pcap = Capture.of(CaptureFiles.open(file("x.pcapng.gz", PcapBytes.sample(2))));
        assertEquals("pcap", pcap.statistics().format());
        Capture pcapng = Capture.of(CaptureFiles.open(file("notes.txt", gzip(PcapngBytes.sample(2)))));
        assertEquals("pcapng, gzip", pcapng.statistics().format());
        assertEquals(
                directory.resolve("notes.txt").toString(),
                pcapng.statistics().parts().get(0).name());
    }

    @ParameterizedTest
    @CsvSource({
        "'', an empty file",
        "504b0304140000000800, a zip archive",
        "425a683931415926, a bzip2 file",
        "02214c1800000000, an lz4 file in the legacy format",
        "23212f62696e2f73680a, a text file",
        "c3a4c3b6c3, a text file",
        "7f454c4602010100 0000, a file that starts with the bytes 7f 45 4c 46 02 01 01 00",
        "a1b2, a file that starts with the bytes a1 b2",
        "fffefdfc41424344, a file that starts with the bytes ff fe fd fc 41 42 43 44",
        "0a0d0d0a00000000 deadbeef, a file that starts with the bytes 0a 0d 0d 0a 00 00 00 00",
    })
    void whatIsNoCaptureIsNamedWithWhatToDo(String hex, String found) throws IOException {
        Path file = file("x", FileBytes.hex(hex));
        CaptureException thrown = assertThrows(CaptureException.class, () -> CaptureFiles.open(file));
        assertEquals(Reason.UNREADABLE, thrown.reason());
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.startsWith(file + " is " + found + ", not a pcap or pcapng capture; "), message);
        assertTrue(hex.isEmpty() ? message.contains("capture again") : message.contains("editcap"), message);
    }

    @Test
    void aMissingFileADirectoryAndAFileWithoutPermissionAreToldApart() throws IOException {
        assertRefused(Reason.NOT_FOUND, "There is no file", directory.resolve("missing.pcap"));
        assertRefused(
                Reason.NOT_FOUND,
                "There is no file",
                directory.resolve("missing").resolve("x.pcap"));
        assertRefused(Reason.UNREADABLE, "is a directory", directory);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatMayNotBeReadIsTold() throws IOException {
        Path file = file("x.pcap", PcapBytes.sample(1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "the super user may read everything");
        assertRefused(Reason.NO_PERMISSION, "may not be read", file);
        assertRefused(Reason.NO_PERMISSION, "may not be read", List.of(file, file));
        assertFalse(CaptureFiles.looksLikeCapture(file));
        assertFalse(CaptureFiles.isUnknownFormat(file));
    }

    @Test
    void aFileCutInItsHeaderIsRefusedByTheRun() throws IOException {
        try (FrameSource source = CaptureFiles.open(file("x.pcap", Capture.cut(PcapBytes.sample(1), 17)))) {
            CaptureException thrown = assertThrows(CaptureException.class, () -> source.run(new Capture.Recorder()));
            assertTrue(
                    String.valueOf(thrown.getMessage())
                            .contains("ends inside its header (24 bytes expected, 17 bytes are there)"),
                    thrown.getMessage());
        }
    }

    @Test
    void capturesAreFoundByTheirFirstBytes() throws IOException {
        assertTrue(CaptureFiles.looksLikeCapture(file("a", PcapBytes.sample(1))));
        assertTrue(CaptureFiles.looksLikeCapture(file("b", PcapngBytes.sample(1))));
        assertTrue(CaptureFiles.looksLikeCapture(file("c", gzip(PcapngBytes.sample(1)))));
        assertTrue(CaptureFiles.looksLikeCapture(file("d", Capture.cut(PcapBytes.sample(1), 4))));
        assertFalse(CaptureFiles.looksLikeCapture(file("e.pcap", new byte[0])));
        assertFalse(CaptureFiles.looksLikeCapture(file("f.pcap", "text".getBytes(StandardCharsets.UTF_8))));
        assertFalse(CaptureFiles.looksLikeCapture(file("g.pcap.gz", gzip(new byte[100]))));
        assertFalse(CaptureFiles.looksLikeCapture(file("h.pcap.gz", gzip(gzip(PcapBytes.sample(1))))));
        assertFalse(CaptureFiles.looksLikeCapture(file("i.pcap.gz", Capture.cut(gzip(PcapBytes.sample(1)), 5))));
        assertFalse(CaptureFiles.looksLikeCapture(directory));
        assertFalse(CaptureFiles.looksLikeCapture(directory.resolve("missing")));
    }

    @Test
    void onlyWhatIsOfNoKindThatHasANameIsUnknown() throws IOException {
        assertTrue(CaptureFiles.isUnknownFormat(file("a", FileBytes.hex("a12b3c4d 0002 0004 00000000"))));
        assertFalse(CaptureFiles.isUnknownFormat(file("b", PcapBytes.sample(1))));
        assertFalse(CaptureFiles.isUnknownFormat(file("c", gzip(new byte[100]))));
        assertFalse(CaptureFiles.isUnknownFormat(file("d", new byte[0])));
        assertFalse(CaptureFiles.isUnknownFormat(file("e", "text".getBytes(StandardCharsets.UTF_8))));
        assertFalse(CaptureFiles.isUnknownFormat(directory));
        assertFalse(CaptureFiles.isUnknownFormat(directory.resolve("missing")));
    }

    @Test
    void progressCountsCompressedBytes() throws IOException {
        byte[] compressed = gzip(PcapBytes.sample(50));
        try (FrameSource source = CaptureFiles.open(file("x.pcap.gz", compressed))) {
            assertEquals(compressed.length, source.totalBytes());
            source.run(new Capture.Recorder());
            assertEquals(compressed.length, source.bytesRead());
        }
    }

    @Test
    void anEmptySetIsWrongUsageAndASetOfOneIsAFile() throws IOException {
        assertRefused(Reason.WRONG_USAGE, "needs at least one file", List.of());
        Capture capture = Capture.of(CaptureFiles.open(List.of(file("x.pcap", PcapBytes.sample(2)))));
        assertEquals(List.of(), capture.statistics().seams());
        assertEquals(2, capture.frames().size());
    }

    private static void assertRefused(Reason reason, String part, Path file) {
        assertRefused(reason, part, assertThrows(CaptureException.class, () -> CaptureFiles.open(file)));
    }

    private static void assertRefused(Reason reason, String part, List<Path> files) {
        assertRefused(reason, part, assertThrows(CaptureException.class, () -> CaptureFiles.open(files)));
    }

    private static void assertRefused(Reason reason, String part, CaptureException thrown) {
        assertEquals(reason, thrown.reason());
        assertTrue(String.valueOf(thrown.getMessage()).contains(part), thrown.getMessage());
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(content);
        }
        return compressed.toByteArray();
    }
}
