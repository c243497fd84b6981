package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.EpochNanos;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptTest {

    private static Transcript one(String text) {
        List<Transcript> transcripts = Transcript.parse(text, false);
        assertEquals(1, transcripts.size());
        return transcripts.get(0);
    }

    @Test
    void sectionsAreTheOutputOfCommands() {
        Transcript transcript =
                one("### time 1795364076.590 phase end\n### ip rule show\n0:\tfrom all\n\n### true\n### false\nx");
        assertEquals(1_795_364_076_590_000_000L, transcript.timeNanos());
        assertEquals("end", transcript.phase());
        assertEquals(
                List.of(
                        new Section("ip rule show", "0:\tfrom all\n\n", false),
                        new Section("true", "", false),
                        new Section("false", "x", false)),
                transcript.sections());
    }

    @Test
    void timeLineMayBeMissing() {
        Transcript transcript = one("### hostname\ndb-1\n");
        assertEquals(EpochNanos.NEVER, transcript.timeNanos());
        assertEquals("", transcript.phase());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, ''",
        "1308190980, 1308190980000000000, ''",
        "1308190980 phase before fence, 1308190980000000000, before fence",
        "1308190980.123456789123 phase x, 1308190980123456789, x",
        "soon phase x, -9223372036854775808, x",
        "1e9, -9223372036854775808, ''",
        "-5, -9223372036854775808, ''",
        "99999999999, -9223372036854775808, ''",
    })
    void timeIsSecondsSinceTheEpoch(String line, long nanos, String phase) {
        Transcript transcript = one("### time " + line + "\n### a\n");
        assertEquals(nanos, transcript.timeNanos());
        assertEquals(phase, transcript.phase());
    }

    @Test
    void largestTimeSaturatesInsteadOfWrapping() {
        assertTrue(one("### time 9999999999\n### a\n").timeNanos() > 0);
    }

    @Test
    void severalMomentsAreSeveralTranscripts() {
        List<Transcript> transcripts =
                Transcript.parse("### time 1 phase a\n### x\n1\n### time 2 phase b\n### x\n2\n", false);
        assertEquals(
                List.of("a", "b"), transcripts.stream().map(Transcript::phase).toList());
        assertEquals("2\n", transcripts.get(1).sections().get(0).text());
    }

    @Test
    void textBeforeTheFirstCommandIsKept() {
        Transcript transcript = one("Hello,\nhere it is:\n### hostname\ndb-1\n");
        assertEquals(
                new Section("", "Hello,\nhere it is:\n", false),
                transcript.sections().get(0));
        assertEquals("hostname", transcript.sections().get(1).command());
    }

    @Test
    void windowsLineEndsAreAccepted() {
        Transcript transcript = one("### time 5 phase end\r\n### hostname\r\ndb-1\r\n");
        assertEquals("end", transcript.phase());
        assertEquals("hostname", transcript.sections().get(0).command());
        assertEquals("db-1", HostState.of(transcript, "x").moment().ownName());
    }

    @Test
    void deeperMarksAreText() {
        assertEquals(
                "#### not a command\n",
                one("### a\n#### not a command\n").sections().get(0).text());
    }

    @Test
    void lastSectionOfACutTextIsMarked() {
        Transcript transcript = Transcript.parse("### a\n1\n### b\n2", true).get(0);
        assertFalse(transcript.sections().get(0).cut());
        assertTrue(transcript.sections().get(1).cut());
    }

    @Test
    void sectionsAreBounded() {
        Transcript transcript = one("### a\nx\n".repeat(Transcript.SECTIONS + 10));
        assertEquals(Transcript.SECTIONS + 1, transcript.sections().size());
    }

    @Test
    void writtenTextIsReadAgain() throws IOException {
        Transcript transcript = new Transcript(
                1_308_190_980_250_000_000L,
                "start",
                "",
                List.of(new Section("hostname", "db-1\n", false), new Section("empty", "", false)));
        StringBuilder out = new StringBuilder();
        transcript.write(out);
        assertEquals("### time 1308190980.250000000 phase start\n### hostname\ndb-1\n### empty\n", out.toString());
        assertEquals(transcript, one(out.toString()));
    }

    @Test
    void outputThatLooksLikeACommandIsWrittenWithABlank() throws IOException {
        StringBuilder out = new StringBuilder();
        new Transcript(EpochNanos.NEVER, "", "", List.of(new Section("cat x", "### trick\nend", false))).write(out);
        assertEquals("### cat x\n ### trick\nend\n", out.toString());
        assertEquals(1, one(out.toString()).sections().size());
    }

    @Test
    void filesMayBeCompressed(@TempDir Path directory) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(HostTexts.RHEL_5.getBytes(StandardCharsets.ISO_8859_1));
        }
        Path file = Files.write(directory.resolve("db-2.start.txt.gz"), bytes.toByteArray());
        List<HostState> states = HostState.read(file, "db-2", "ignored");
        assertEquals(1, states.size());
        assertEquals("start", states.get(0).moment().phase());
        assertEquals("db-2", states.get(0).moment().host());
    }

    @Test
    void phaseOfTheFileNameIsUsedWhereTheTextHasNone(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x"), "### hostname\ndb-1\n");
        assertEquals("end", HostState.read(file, "db-1", "end").get(0).moment().phase());
    }
}
