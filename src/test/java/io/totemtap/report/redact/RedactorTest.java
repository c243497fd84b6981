package io.totemtap.report.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.cli.Cases;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import io.totemtap.report.AnnotatedCapture;
import io.totemtap.report.JsonReport;
import io.totemtap.report.NagiosLine;
import io.totemtap.report.PrometheusMetrics;
import io.totemtap.report.Report;
import io.totemtap.report.Tool;
import io.totemtap.report.html.HtmlReport;
import io.totemtap.report.text.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path directory;

    /** What the lab says is there: names, addresses, MACs. */
    private static Set<String> originals(String name) throws Exception {
        JsonNode manifest =
                MAPPER.readTree(Cases.directory(name).resolve("manifest.json").toFile());
        Set<String> originals = new LinkedHashSet<>();
        originals.add(manifest.path("cluster_name").asText());
        originals.add(manifest.path("group").asText());
        originals.add(manifest.path("group_mac").asText());
        originals.add(manifest.path("switch").path("switch_address").asText());
        for (JsonNode node : manifest.path("nodes")) {
            originals.add(node.path("name").asText());
            originals.add(node.path("address").asText());
            originals.add(node.path("mac").asText());
            originals.add("sw-" + node.path("switch_port").asText());
        }
        originals.add("captures/" + name);
        originals.removeIf(text -> text.isEmpty() || text.equals("sw-"));
        return originals;
    }

    private static String output(Report report, Diagnosis diagnosis) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.write(diagnosis, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] annotated(Diagnosis diagnosis, Redactor redactor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new AnnotatedCapture(point -> CaptureFiles.open(point.files()), redactor.frames()).write(diagnosis, out);
        return out.toByteArray();
    }

    private static void assertClean(String what, String output, Set<String> originals) {
        for (String original : originals) {
            assertFalse(
                    Pattern.compile(
                                    "(?<![A-Za-z0-9])" + Pattern.quote(original) + "(?![A-Za-z0-9])",
                                    Pattern.CASE_INSENSITIVE)
                            .matcher(output)
                            .find(),
                    () -> original + " is left in " + what);
        }
    }

    /** What a person would read in a file: runs of six printable characters and more, as accident makes shorter ones. */
    private static String words(byte[] file) {
        Matcher runs = Pattern.compile("[ -~\n]{6,}").matcher(new String(file, StandardCharsets.ISO_8859_1));
        return runs.results().map(MatchResult::group).collect(Collectors.joining(" | "));
    }

    private static List<byte[]> bytes(Set<String> originals) {
        List<byte[]> all = new ArrayList<>();
        for (String original : originals) {
            Ipv4Address.parse(original).ifPresent(address -> {
                all.add(ByteBuffer.allocate(4).putInt(address.bits()).array());
                all.add(ByteBuffer.allocate(4)
                        .putInt(Integer.reverseBytes(address.bits()))
                        .array());
            });
            MacAddress.parse(original)
                    .ifPresent(mac -> all.add(ByteBuffer.allocate(6)
                            .putShort((short) (mac.bits() >>> 32))
                            .putInt((int) mac.bits())
                            .array()));
        }
        return all;
    }

    private static boolean contains(byte[] file, byte[] part) {
        for (int at = 0; at + part.length <= file.length; at++) {
            int same = 0;
            while (same < part.length && file[at + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "switch-drop-oneway",
                "openais-secauth-fence",
                "querier-stops",
                "host-firewall",
                "sender-firewall",
                "routed-ttl",
                "switch-drop-oneway-3-nodes",
                "two-clusters-one-group",
                "mac-alias"
            })
    void nothingOriginalIsLeftInAnyOutput(String name) throws Exception {
        Diagnosis diagnosis = Cases.diagnosis(name);
        Set<String> originals = originals(name);
        Redactor redactor =
                Redactor.of(diagnosis, List.of("nfsclux", Cases.directory(name).toString()));
        JsonReport json = new JsonReport("0");
        assertFalse(redactor.originalsIn(output(json, diagnosis)).isEmpty());
        assertClean("JSON", output(redactor.ofJson(json), diagnosis), originals);
        assertClean("HTML", output(new HtmlReport(json, redactor::tree), diagnosis), originals);
        assertClean("text", output(redactor.ofText(new TextReport(80, false)), diagnosis), originals);
        assertClean(
                "coloured text",
                output(redactor.ofText(new TextReport(60, true)), diagnosis).replaceAll("\u001b\\[[0-9;]*m", " "),
                originals);
        assertClean("line", output(new NagiosLine(redactor::text), diagnosis), originals);
        assertClean("metrics", output(new PrometheusMetrics(redactor::text), diagnosis), originals);
        byte[] capture = annotated(diagnosis, redactor);
        assertClean("pcapng", words(capture), originals);
        for (byte[] original : bytes(originals)) {
            assertFalse(
                    contains(capture, original),
                    () -> "bytes left: " + java.util.HexFormat.of().formatHex(original));
        }
    }

    @Test
    void theReportIsTheSameButForNames() throws Exception {
        Diagnosis diagnosis = Cases.diagnosis("switch-drop-oneway");
        Redactor redactor = Redactor.of(diagnosis, List.of());
        JsonNode plain = MAPPER.readTree(output(new JsonReport("0"), diagnosis));
        JsonNode redacted = MAPPER.readTree(output(redactor.ofJson(new JsonReport("0")), diagnosis));
        assertEquals(
                "THE SWITCH loses the multicast, host-a to host-b",
                redacted.at("/verdict/headline").asText());
        for (String same : List.of(
                "/verdict/status",
                "/verdict/place",
                "/verdict/certainty",
                "/paths/0/lost",
                "/timeline/4/time",
                "/findings/0/id",
                "/findings/0/evidence/0/frames",
                "/rings",
                "/captures/0/first")) {
            if (!same.equals("/rings")) {
                assertEquals(plain.at(same), redacted.at(same), same);
            }
        }
        assertEquals(plain.path("rings").size(), redacted.path("rings").size());
        assertEquals("host-a", redacted.at("/hosts/0/name").asText());
        assertEquals("host-a.pcap.gz", redacted.at("/captures/0/file").asText());
        assertEquals(110, redacted.at("/paths/0/seenAt/host-a").asInt());
        String one = redacted.at("/hosts/0/address").asText();
        String other = redacted.at("/hosts/1/address").asText();
        assertEquals(one.substring(0, one.lastIndexOf('.')), other.substring(0, other.lastIndexOf('.')));
        assertEquals(
                MacAddress.multicastFor(
                                IpAddress.parse(redacted.at("/groups/0/address").asText())
                                        .orElseThrow())
                        .toString(),
                redacted.at("/groups/0/mac").asText());
        assertEquals(
                one,
                redactor.address(diagnosis.facts().picture().hosts().get(0).address())
                        .toString());
        assertNotEquals(
                one,
                Redactor.of(diagnosis, List.of())
                        .address(diagnosis.facts().picture().hosts().get(0).address())
                        .toString());
    }

    @Test
    void textsAreSearchedForAddressesNobodyAnnounced() {
        // with any key, one address in four thousand is its own pseudonym by chance
        Redactor redactor = Redactor.of(
                Cases.diagnosis("switch-drop-oneway"),
                List.of("Acme (Paris)", "db1.example.org"),
                new Random(1)::nextBytes);
        String text = redactor.text("10.9.8.7:5405, [fd00::9]:1, 00:1B:21:aa:bb:cc, 0011.2233.4455, 172.16.5.0/24,"
                + " N1.example.com acme (paris) 15:54:43.775 1.2.3 v1.2 224.0.0.22 db1.example.org cluster id 13775.");
        assertFalse(
                text.matches(".*(10\\.9\\.8\\.7|fd00::9|1B:21|1b:21|2233|172\\.16\\.5\\.|example|acme|13775|N1).*"),
                text);
        assertTrue(text.contains("host-a name-a 15:54:43.775 1.2.3 v1.2 224.0.0.22 name-"), text);
        assertTrue(text.matches(".*, 172\\.[0-9]+\\.[0-9]+\\.0/24, .*"), text);
        for (String inside : List.of(
                "addr:fd00::9",
                "10.9.8.7:fd00::9",
                "fd00::9: gone",
                "is 01:00:5e:40:35:cf: gone",
                "net10.9.8.7x",
                "ring.10.9.8.7.188")) {
            assertFalse(
                    redactor.text(inside).matches(".*(10\\.9\\.8\\.|fd00::9|5e:40:35).*"),
                    inside + redactor.text(inside));
        }
        assertEquals(redactor.text("10.9.8.7") + ":5405", text.substring(0, text.indexOf(',')));
    }

    @Test
    void namesAreFoundAcrossLinesColoursAndEscapes() {
        Redactor redactor =
                Redactor.of(Cases.diagnosis("switch-drop-oneway"), List.of("My Capture File", "bad\u202ename"));
        assertEquals("(name-a)", redactor.text("(my capture\n      file)"));
        assertEquals("\u001b[31mhost-a\u001b[0m", redactor.text("\u001b[31mn1\u001b[0m"));
        assertEquals("name-b name-b", redactor.text("bad\u202ename bad\\u202ename"));
        assertEquals(Set.of("n1"), redactor.originalsIn("\u001b[31mn1\u001b[0m"));
    }

    @Test
    void nodeIdsThatAreAddressesFollowThem() {
        Redactor redactor = Redactor.of(Cases.diagnosis("switch-drop-oneway"), List.of());
        Ipv4Address address = Ipv4Address.parse("192.168.1.81").orElseThrow();
        Ipv4Address mapped = (Ipv4Address) redactor.address(address);
        assertEquals(
                "node " + (mapped.bits() & 0xffff_ffffL) + ".9",
                redactor.text("node " + (address.bits() & 0xffff_ffffL) + ".9"));
        assertEquals(
                Long.toString(Integer.reverseBytes(mapped.bits()) & 0x7fff_ffffL),
                redactor.text(Long.toString(Integer.reverseBytes(address.bits()) & 0x7fff_ffffL)));
    }

    @Test
    void theMappingIsWrittenOnlyWhereItIsAskedFor() throws Exception {
        Redactor redactor = Redactor.of(Cases.diagnosis("switch-drop-oneway"), List.of());
        Path file = directory.resolve("mapping.tsv");
        redactor.writeMapping(file);
        List<String> lines = Files.readAllLines(file);
        assertTrue(lines.contains("name\thost-a\tn1"), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("mac\t") && line.endsWith("\t02:1b:78:a8:01:51")));
        assertTrue(lines.contains("address\t" + redactor.text("192.168.1.81") + "\t192.168.1.81"), lines.toString());
        assertEquals(2, Files.getPosixFilePermissions(file).size());
        assertThrows(UncheckedIOException.class, () -> redactor.writeMapping(file));
    }

    @Test
    void wiresharkFindsTheChecksumsRight() throws Exception {
        Diagnosis diagnosis = Cases.diagnosis("querier-stops");
        Redactor redactor = Redactor.of(diagnosis, List.of());
        Path file = Files.write(directory.resolve("redacted.pcapng"), annotated(diagnosis, redactor));
        String wrong = Tool.run(
                "tshark",
                "-r",
                file.toString(),
                "-o",
                "ip.check_checksum:TRUE",
                "-Y",
                "ip.checksum.status == 0 || igmp.checksum.status == 0",
                "-T",
                "fields",
                "-e",
                "frame.number");
        assertEquals("", wrong);
        String right = Tool.run(
                "tshark", "-r", file.toString(), "-o", "ip.check_checksum:TRUE", "-Y", "ip.checksum.status == 1");
        assertFalse(right.isEmpty());
        String comments = Tool.run("tshark", "-r", file.toString(), "-T", "fields", "-e", "frame.comment");
        assertTrue(comments.contains("messages from host-a to host-b were lost"), comments);
    }
}
