package io.totemtap.capture.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.log.LogEvent.ConfigurationChange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {

    private static final String START_OF_A_RING = """
            Jun 16 10:22:57 db-2 openais[7098]: [CLM  ] CLM CONFIGURATION CHANGE
            Jun 16 10:22:57 db-2 openais[7098]: [CLM  ] New Configuration:
            Jun 16 10:22:57 db-2 openais[7098]: [CLM  ]        r(0) ip(10.9.8.2)
            Jun 16 10:22:57 db-2 ccsd[7089]: Initial status:: Quorate
            Jun 16 10:22:57 db-2 openais[7098]: [CLM  ] Members Left:
            Jun 16 10:22:57 db-2 openais[7098]: [CLM  ]        r(0) ip(10.9.8.3)
            Jun 16 10:22:57 db-2 openais[7098]: [CLM  ] Members Joined:
            Jun 16 10:22:57 db-2 openais[7098]: [CLM  ]        r(0) ip(10.9.8.4)
            Jun 16 10:22:57 db-2 openais[7098]: [TOTEM] entering OPERATIONAL state.
            """;

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static LogFile events(String text) {
        return LogFile.read(stream(text));
    }

    @Test
    void linesKeepTheirOrderAndNumbers() {
        List<Long> numbers = new ArrayList<>();
        LogSummary summary =
                LogReader.read(stream("\n" + START_OF_A_RING), (line, event) -> numbers.add(line.number()));
        assertEquals(List.of(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L), numbers);
        assertEquals(new LogSummary(9, 0, 0, false), summary);
    }

    @Test
    void configurationChangeIsPutTogether() {
        List<LogFile.Entry> entries = events(START_OF_A_RING).entries();
        assertEquals(2, entries.size());
        ConfigurationChange change =
                assertInstanceOf(ConfigurationChange.class, entries.get(0).event());
        assertEquals(List.of("r(0) ip(10.9.8.2)"), change.members());
        assertEquals(List.of("r(0) ip(10.9.8.3)"), change.left());
        assertEquals(List.of("r(0) ip(10.9.8.4)"), change.joined());
        assertInstanceOf(LogEvent.StateEntered.class, entries.get(1).event());
    }

    @Test
    void twoConfigurationChangesInARowAreTwoEvents() {
        String block = """
                [CLM  ] CLM CONFIGURATION CHANGE
                [CLM  ] New Configuration:
                [CLM  ] Members Left:
                [CLM  ] Members Joined:
                """;
        List<LogFile.Entry> entries = events(block + block).entries();
        assertEquals(2, entries.size());
        assertEquals(
                new ConfigurationChange(List.of(), List.of(), List.of()),
                entries.get(1).event());
    }

    @Test
    void endlessBlockIsGivenUp() {
        String text =
                "[CLM  ] New Configuration:\n" + "[CLM  ] r(0) ip(10.0.0.1)\n".repeat(3 * ConfigurationChanges.LINES);
        List<Long> numbers = new ArrayList<>();
        LogReader.read(stream(text), (line, event) -> numbers.add(line.number()));
        assertEquals(3 * ConfigurationChanges.LINES + 1, numbers.size());
        ConfigurationChange change = assertInstanceOf(
                ConfigurationChange.class, events(text).entries().get(0).event());
        assertEquals(ConfigurationChanges.LINES - 1, change.members().size());
    }

    @Test
    void floodsAreCounted() {
        String digest = "Jun 16 10:00:0%d db-2 openais[1]: [TOTEM] Received message has invalid digest... ignoring.\n";
        LogFile file = events(digest.formatted(1)
                + "Jun 16 10:00:02 db-2 openais[1]: [TOTEM] Invalid packet data\n"
                + digest.formatted(3)
                + "Jun 16 10:00:09 db-2 last message repeated 5 times\n");
        assertEquals(1, file.entries().size());
        LogFile.Entry entry = file.entries().get(0);
        assertEquals(7, entry.times());
        assertEquals(1, entry.line().time().orElseThrow().second());
        assertEquals(9, entry.last().orElseThrow().second());
    }

    @Test
    void repetitionOfAnotherLineIsNotCounted() {
        LogFile file = events("""
                Jun 16 10:00:01 db-2 openais[1]: [TOTEM] Received message has invalid digest... ignoring.
                Jun 16 10:00:02 db-2 openais[1]: [TOTEM] Invalid packet data
                Jun 16 10:00:09 db-2 last message repeated 5 times
                """);
        assertEquals(1, file.entries().get(0).times());
    }

    @Test
    void stateChangesAreNeverMerged() {
        String operational = "Jun 16 10:00:01 db-2 openais[1]: [TOTEM] entering OPERATIONAL state.\n";
        assertEquals(2, events(operational + operational).entries().size());
    }

    @Test
    void entriesAreBounded() {
        LogFile file = events("[TOTEM] entering COMMIT state.\n".repeat(LogFile.LIMIT + 10));
        assertEquals(LogFile.LIMIT, file.entries().size());
        assertEquals(10, file.notKept());
    }

    @Test
    void longLinesAreShortened() {
        String text = "Jun 16 10:00:01 h corosync[1]: [TOTEM ] Retransmit List: " + "5e ".repeat(100_000) + "\n"
                + "[TOTEM] entering COMMIT state.\n";
        LogFile file = events(text);
        assertEquals(1, file.summary().shortened());
        assertEquals(2, file.entries().size());
        LogEvent.RetransmitList list = assertInstanceOf(
                LogEvent.RetransmitList.class, file.entries().get(0).event());
        assertEquals(100, list.sequences().size());
    }

    @Test
    void binaryAndForeignLinesAreCountedAsUnread() {
        byte[] bytes = new byte[100_000];
        new Random(42).nextBytes(bytes);
        LogFile file = LogFile.read(new SequenceInputStream(
                new ByteArrayInputStream(bytes), stream("\r\nJun 16 10:00:01 h fenced[1]: fencing node x\r\n")));
        assertEquals(1, file.entries().size());
        assertTrue(file.summary().unread() > 0);
    }

    @Test
    void lastLineNeedsNoLineEnd() {
        assertEquals(1, events("[TOTEM] FAILED TO RECEIVE").entries().size());
    }

    @Test
    void failingStreamKeepsWhatCameBefore() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("gone");
            }
        };
        LogFile file = LogFile.read(new SequenceInputStream(stream("[TOTEM] FAILED TO RECEIVE\n"), failing));
        assertEquals(1, file.entries().size());
        assertTrue(file.summary().cut());
    }

    @Test
    void filesAreReadByPath(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.log"), START_OF_A_RING);
        assertEquals(2, LogFile.read(file).entries().size());
    }
}
