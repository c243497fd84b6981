package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.totemtap.report.JsonReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside the captures of a case appears in every report, harmless and not too long; what names too much does not. */
final class CaseNotesTest {

    private static final String SWITCH = "show ip igmp snooping\n\tvlan 10 <b>caf\u00e9</b> \u001b[31mred\n";

    @TempDir
    private Path directory;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(Path.of("captures/healthy/n1.pcap.gz"), directory.resolve("n1.pcap.gz"));
        Files.writeString(directory.resolve("switch.txt"), SWITCH);
        Files.writeString(directory.resolve("notes.md"), "a line of notes\n".repeat(10_000));
        Files.writeString(directory.resolve("broken.pcap"), "this is text");
    }

    private static JsonNode json(Run run) throws IOException {
        JsonNode report = new ObjectMapper().readTree(run.out());
        try (InputStream in =
                Objects.requireNonNull(JsonReport.class.getResourceAsStream("report.schema.json"), "no schema")) {
            assertTrue(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(in)
                    .validate(report)
                    .isEmpty());
        }
        return report;
    }

    /** A hypervisor takes no part in the cluster and goes by an address of its own; whoever lists none belongs to nobody. */
    @Test
    void aStateThatBelongsToNobodyIsSaidToBeUnused() throws IOException {
        Path states = Files.createDirectory(directory.resolve("state"));
        Files.writeString(states.resolve("hv8.txt"), "### bridge mdb show\n");
        Files.writeString(
                states.resolve("hv9.txt"),
                "### ip address show\n2: br0: <UP> mtu 1500\n    inet 10.66.0.9/24 scope global br0\n");
        String out = Run.of("analyze", directory.toString()).out().replaceAll("\\s+", " ");
        assertTrue(out.contains("The state of hv8 is not used: it lists no address"), out);
        assertFalse(out.contains("hv9"), out);
    }

    @Test
    void textShowsShortAttachmentsAndWhatWasNotUsed() {
        String out = Run.of("analyze", directory.toString()).out();
        assertTrue(out.contains("  unused   broken.pcap is not a capture file that can be read."), out);
        assertTrue(out.contains("  attached switch.txt, 2 lines\n             show ip igmp snooping\n"), out);
        assertTrue(out.contains("                 vlan 10 <b>caf\u00e9</b> \\x1b[31mred\n"), out);
        assertFalse(out.contains("\u001b"), "nothing that a terminal would act upon");
        assertTrue(out.contains("  attached notes.md, 4 096 lines and more: see the file, --json or --html\n"), out);
        assertFalse(out.contains("a line of notes"), out);
    }

    @Test
    void jsonHasThemUpToALimit() throws IOException {
        JsonNode report = json(Run.of("analyze", "--format", "json", directory.toString()));
        assertEquals(
                "broken.pcap is not a capture file that can be read.",
                report.at("/notices/0").asText());
        JsonNode notes = report.at("/attachments/0");
        assertEquals("notes.md", notes.path("name").asText());
        assertTrue(notes.path("cut").asBoolean());
        assertEquals(64 << 10, notes.path("text").asText().length());
        assertEquals(SWITCH, report.at("/attachments/1/text").asText());
        assertFalse(report.at("/attachments/1/cut").asBoolean());
    }

    @Test
    void thePageShowsThemAsTextOnly() {
        String page =
                Run.of("analyze", "--format", "html", directory.toString()).out();
        assertTrue(page.contains("Attached: switch.txt"), "it is named");
        assertTrue(page.contains("vlan 10 &lt;b&gt;caf\u00e9&lt;/b&gt; \\u001b[31mred\n"), "it is escaped");
        assertTrue(page.contains("broken.pcap is not a capture file"), "what was not used is told");
    }

    @Test
    void withRedactionWhatSomebodyWroteIsLeftOut() throws IOException {
        JsonNode report = json(Run.of("analyze", "--redact", "--format", "json", directory.toString()));
        assertEquals("", report.at("/attachments/1/text").asText());
        assertTrue(report.at("/attachments/1/cut").asBoolean());
        assertEquals(
                "1 notice about files that were not used: left out",
                report.at("/notices/0").asText());
        String text = Run.of("analyze", "--redact", directory.toString()).out();
        assertFalse(text.contains("snooping\n"), text);
        assertTrue(text.contains("attached switch.txt: left out"), text);
    }

    @Test
    void problemsOfPacketsAreCounted() throws IOException {
        byte[] capture = Files.readAllBytes(Path.of("src/main/resources/io/totemtap/cli/rehearsal.pcap"));
        int first = 24 + 16;
        capture[first + 14 + 10] ^= 0x55; // header checksum of the first packet's IPv4 header
        Path damaged = Files.write(directory.resolve("n2.pcap"), capture);
        JsonNode report = json(Run.of("analyze", "--format", "json", damaged.toString()));
        JsonNode problem = report.at("/captures/0/problems/0");
        assertEquals(
                "ip", problem.path("layer").asText(), report.path("captures").toString());
        assertEquals("bad-checksum", problem.path("kind").asText());
        assertEquals(1, problem.path("count").asLong());
        String out = Run.of("analyze", damaged.toString()).out();
        assertTrue(out.contains("  packets  n2 \u00b7 IP: bad checksum 1 time"), out);
        assertEquals(out, new String(out.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8), "it is valid text");
    }
}
