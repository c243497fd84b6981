package io.totemtap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

    @TempDir
    private Path directory = Path.of("");

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("file"), bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    @Test
    void everyByteBecomesACharacter() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        String text = TextFile.read(file(all), 1000).text();
        assertEquals(256, text.length());
        assertEquals('\u00ff', text.charAt(255));
    }

    @Test
    void gzipIsRecognisedByItsMagicNumber() throws IOException {
        TextFile.Content content = TextFile.read(file(gzip("### time 1 phase x\n")), 1000);
        assertEquals("### time 1 phase x\n", content.text());
        assertFalse(content.cut());
    }

    @Test
    void limitCutsAfterDecompression() throws IOException {
        assertEquals(new TextFile.Content("abc", true), TextFile.read(file(gzip("abcd")), 3));
        assertEquals(new TextFile.Content("abc", false), TextFile.read(file(gzip("abc")), 3));
        TextFile.Content bomb = TextFile.read(file(gzip("x".repeat(5_000_000))), 100_000);
        assertEquals(100_000, bomb.text().length());
        assertTrue(bomb.cut());
    }

    @Test
    void everyPrefixOfGzipGivesWhatItHolds() throws IOException {
        String text = "line of a transcript\n".repeat(50);
        byte[] whole = gzip(text);
        for (int length = 2; length < whole.length; length++) {
            Path path = file(Arrays.copyOf(whole, length));
            try {
                TextFile.Content content = TextFile.read(path, 10_000);
                assertTrue(content.cut());
                assertTrue(text.startsWith(content.text()));
            } catch (CaptureException e) {
                assertEquals(Reason.UNREADABLE, e.reason());
                assertTrue(length < 10, "a whole header must be enough");
            }
        }
    }

    @Test
    void emptyFileIsEmpty() throws IOException {
        assertEquals(new TextFile.Content("", false), TextFile.read(file(new byte[0]), 10));
    }

    @Test
    void missingFileAndDirectoryAreToldApart() {
        assertEquals(
                Reason.NOT_FOUND,
                assertThrows(CaptureException.class, () -> TextFile.read(directory.resolve("no"), 10))
                        .reason());
        assertEquals(
                Reason.WRONG_USAGE,
                assertThrows(CaptureException.class, () -> TextFile.read(directory, 10))
                        .reason());
    }
}
