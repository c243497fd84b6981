package io.totemtap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.VantagePoint.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseReaderTest {

    /** In these tests a capture is a file that starts with "pcap". */
    private static boolean isCapture(Path path) {
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1).startsWith("pcap");
        } catch (IOException e) {
            return false;
        }
    }

    @TempDir
    private Path directory = Path.of("");

    private final CaseReader reader = new CaseReader(CaseReaderTest::isCapture);

    @BeforeEach
    void twoNodes() throws IOException {
        write("node-a.eth0.pcap", "pcap a");
        write("node-b.pcap.gz", "pcap b");
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    private static List<String> names(Case found) {
        return found.vantagePoints().stream().map(VantagePoint::name).toList();
    }

    private static List<String> described(Case found, CaseFile.Kind kind) {
        return found.files(kind).stream()
                .map(file ->
                        file.name() + "/" + file.phase() + "/" + file.path().getFileName())
                .toList();
    }

    @Test
    void capturesAreNamedByWhatStandsBeforeTheFirstDot() {
        Case found = reader.directory(directory);
        assertEquals(List.of("node-a", "node-b"), names(found));
        VantagePoint point = found.vantagePoints().get(0);
        assertEquals(Role.UNKNOWN, point.role());
        assertEquals(Optional.empty(), point.promiscuous());
        assertEquals(List.of(directory.resolve("node-a.eth0.pcap")), point.files());
        assertEquals(List.of(), found.notices());
    }

    @Test
    void rotatedFilesAreOneVantagePointInTheOrderOfTheirNumbers() throws IOException {
        for (String name : List.of(
                "sw.pcap10",
                "sw.pcap2",
                "sw.pcap",
                "ring_00002_20261122160000.pcapng",
                "ring_00001_20261122150000.pcapng")) {
            write(name, "pcap");
        }
        Case found = reader.directory(directory);
        assertEquals(List.of("node-a", "node-b", "ring", "sw"), names(found));
        assertEquals(
                List.of("sw.pcap", "sw.pcap2", "sw.pcap10"),
                found.vantagePoints().get(3).files().stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .toList());
        assertEquals(2, found.vantagePoints().get(2).files().size());
    }

    @Test
    void statesLogsAndConfigurationAreFoundByName() throws IOException {
        write("state/node-a.start.txt", "");
        write("state/node-a.end.txt.gz", "");
        write("state/switch.start.txt", "");
        write("state/node-b.txt", "");
        write("state/node-a.load.json", "");
        write("log/node-a.messages.log", "");
        write("log/node-b.log.gz", "");
        write("log/node-b.load.json", "");
        write("cluster.conf", "");
        write("node-b.corosync.conf", "");
        write("hosts", "");
        Case found = reader.directory(directory);
        assertEquals(
                List.of(
                        "node-a/end/node-a.end.txt.gz",
                        "node-a/start/node-a.start.txt",
                        "node-b//node-b.txt",
                        "switch/start/switch.start.txt"),
                described(found, CaseFile.Kind.STATE));
        assertEquals(
                List.of("node-a//node-a.messages.log", "node-b//node-b.log.gz"), described(found, CaseFile.Kind.LOG));
        assertEquals(List.of("//cluster.conf"), described(found, CaseFile.Kind.CLUSTER_CONF));
        assertEquals(List.of("node-b//node-b.corosync.conf"), described(found, CaseFile.Kind.COROSYNC_CONF));
        assertEquals(List.of("//hosts"), described(found, CaseFile.Kind.HOSTS));
        assertEquals(1, found.files(CaseFile.Kind.STATE, "switch").size());
    }

    @Test
    void sosReportsAreFound() throws IOException {
        write("sosreport-db1-2026.tar.xz", "\u00fd7zXZ");
        write("extracted/sos_commands/networking/ip_maddr_show", "");
        assertEquals(
                List.of("//extracted", "//sosreport-db1-2026.tar.xz"),
                described(reader.directory(directory), CaseFile.Kind.SOS_REPORT));
    }

    @Test
    void attachmentsAreShownUpToALimit() throws IOException {
        write("switch.txt", "show ip igmp snooping");
        write("notes.md", "x".repeat(Attachment.LIMIT + 1));
        write("README.md", "not shown");
        List<Attachment> attachments = reader.directory(directory).attachments();
        assertEquals(
                List.of("notes.md", "switch.txt"),
                attachments.stream().map(Attachment::name).toList());
        assertEquals(Attachment.LIMIT, attachments.get(0).text().length());
        assertTrue(attachments.get(0).cut());
        assertEquals("show ip igmp snooping", attachments.get(1).text());
    }

    @Test
    void manifestIsNeverRead() throws IOException {
        write("manifest.json", "pcap");
        assertEquals(List.of("node-a", "node-b"), names(reader.directory(directory)));
    }

    @Test
    void unreadableCaptureIsNoticed() throws IOException {
        write("broken.pcapng", "?");
        assertEquals(
                List.of("broken.pcapng is not a capture file that can be read."),
                reader.directory(directory).notices());
    }

    @Test
    void directoryWithoutCaptureIsUnreadable(@TempDir Path empty) {
        assertEquals(
                Reason.UNREADABLE,
                assertThrows(CaptureException.class, () -> reader.directory(empty))
                        .reason());
        assertEquals(
                Reason.NOT_FOUND,
                assertThrows(CaptureException.class, () -> reader.directory(empty.resolve("no")))
                        .reason());
    }

    @Test
    void caseJsonDescribesVantagePoints() throws IOException {
        write("case.json", """
                {"format": 1, "title": "unknown fields are fine", "vantagePoints": [
                  {"name": "my-host-1", "role": "node", "file": "node-a.eth0.pcap", "promiscuous": false, "host": "h1",
                   "addresses": ["192.168.1.81", "fe80::1"], "macs": ["00:1b:78:86:91:84"], "faces": null, "colour": 3},
                  {"name": "port 7", "role": "switch-port", "file": ["node-b.pcap.gz"], "faces": "my-host-2"}]}
                """);
        write("spare.pcap", "pcap");
        Case found = reader.directory(directory);
        VantagePoint node = found.vantagePoints().get(0);
        assertEquals("my-host-1", node.name());
        assertEquals(Role.NODE, node.role());
        assertEquals(Optional.of(false), node.promiscuous());
        assertEquals("h1", node.host());
        assertEquals("[192.168.1.81, fe80::1]", node.addresses().toString());
        assertEquals("[00:1b:78:86:91:84]", node.macs().toString());
        VantagePoint port = found.vantagePoints().get(1);
        assertEquals(Role.SWITCH_PORT, port.role());
        assertEquals("my-host-2", port.faces());
        assertEquals(Optional.empty(), port.promiscuous());
        assertEquals(List.of("spare.pcap is not mentioned in case.json and was not used."), found.notices());
    }

    @Test
    void allMistakesOfCaseJsonAreReportedAtOnce() throws IOException {
        write("noise.pcap", "noise");
        write("case.json", """
                {"format": 2, "vantagePoints": [
                  {"role": "router", "file": "gone.pcap", "promiscuous": "yes"},
                  {"name": "x", "file": "../outside.pcap", "addresses": ["1.2.3", 7], "macs": "00:11"},
                  {"name": "x", "file": "noise.pcap", "host": 5},
                  "y"]}
                """);
        CaptureException e = assertThrows(CaptureException.class, () -> reader.directory(directory));
        assertEquals(Reason.WRONG_USAGE, e.reason());
        String message = String.valueOf(e.getMessage());
        for (String mistake : List.of(
                "has 13 mistakes",
                "\"format\" must be 1, not 2",
                "vantagePoints[0].name is missing",
                "vantagePoints[0].role must be \"node\", \"switch-port\" or \"mirror\", not \"router\"",
                "vantagePoints[0].file \"gone.pcap\" is not there",
                "vantagePoints[0].promiscuous must be true, false or null, not \"yes\"",
                "vantagePoints[1].file \"../outside.pcap\" must lie in the case's directory",
                "vantagePoints[1].addresses[0] is not an IP address: \"1.2.3\"",
                "vantagePoints[1].addresses[1] is not an IP address: 7",
                "vantagePoints[1].macs must be a list",
                "vantagePoints[2].name \"x\" is used twice",
                "vantagePoints[2].file \"noise.pcap\" is not a capture file that can be read",
                "vantagePoints[2].host must be text, not 5",
                "vantagePoints[3] must be an object")) {
            assertTrue(message.contains(mistake), message);
        }
    }

    @Test
    void caseJsonThatIsNoJsonSaysWhere() throws IOException {
        write("case.json", "{\n \"format\": 1,\n oops");
        String message = String.valueOf(assertThrows(CaptureException.class, () -> reader.directory(directory))
                .getMessage());
        assertTrue(message.contains("line 3"), message);
        write("case.json", "{\"format\": 1, \"format\": 1}");
        message = String.valueOf(assertThrows(CaptureException.class, () -> reader.directory(directory))
                .getMessage());
        assertTrue(message.contains("Duplicate"), message);
        write("case.json", "");
        message = String.valueOf(assertThrows(CaptureException.class, () -> reader.directory(directory))
                .getMessage());
        assertTrue(message.contains("\"format\" must be 1; it is missing"), message);
    }

    @Test
    void argumentsNameCapturesStatesAndReports() throws IOException {
        Path report = write("old/sosreport-x.tar", "tar");
        Path state = write("mail.eml", "ip maddress show");
        Case found = reader.arguments(
                List.of(
                        "left=" + directory.resolve("node-a.eth0.pcap"),
                        directory.resolve("node-b.pcap.gz").toString(),
                        "-",
                        "db1=" + report),
                List.of("left=" + state));
        assertEquals(List.of("left", "node-b", "stdin"), names(found));
        assertEquals(List.of(Path.of("-")), found.vantagePoints().get(2).files());
        assertEquals(List.of("db1//sosreport-x.tar"), described(found, CaseFile.Kind.SOS_REPORT));
        assertEquals(List.of("left//mail.eml"), described(found, CaseFile.Kind.STATE));
    }

    @Test
    void directoryArgumentIsACase() throws IOException {
        write("notes.md", "n");
        Case found = reader.arguments(List.of(directory.toString()), List.of());
        assertEquals(List.of("node-a", "node-b"), names(found));
        assertEquals(1, found.attachments().size());
        CaptureException e =
                assertThrows(CaptureException.class, () -> reader.arguments(List.of("x=" + directory), List.of()));
        assertEquals(Reason.WRONG_USAGE, e.reason());
    }

    @Test
    void capturesOfOneNameInOneDirectoryAreARotatedSet() throws IOException {
        Path second = write("node-a.pcap2", "pcap");
        Path first = write("node-a.pcap1", "pcap");
        Case found = reader.arguments(List.of(second.toString(), first.toString()), List.of());
        assertEquals(List.of(first, second), found.vantagePoints().get(0).files());
    }

    @Test
    void capturesOfOneNameInTwoDirectoriesNeedNames() throws IOException {
        Path one = write("one/eth0.pcap", "pcap");
        Path two = write("two/eth0.pcap", "pcap");
        CaptureException e = assertThrows(
                CaptureException.class, () -> reader.arguments(List.of(one.toString(), two.toString()), List.of()));
        assertEquals(Reason.WRONG_USAGE, e.reason());
        assertEquals(List.of("a", "b"), names(reader.arguments(List.of("a=" + one, "b=" + two), List.of())));
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertEquals(
                Reason.NOT_FOUND,
                assertThrows(CaptureException.class, () -> reader.arguments(List.of("nowhere.pcap"), List.of()))
                        .reason());
        assertEquals(
                Reason.NOT_FOUND,
                assertThrows(CaptureException.class, () -> reader.arguments(List.of(), List.of("a=nowhere.txt")))
                        .reason());
        assertEquals(
                Reason.WRONG_USAGE,
                assertThrows(CaptureException.class, () -> reader.arguments(List.of(), List.of("nowhere.txt")))
                        .reason());
    }

    @Test
    void fileWithAnEqualsSignIsTakenAsItIs() throws IOException {
        Path odd = write("a=b.pcap", "pcap");
        assertEquals(List.of("a=b"), names(reader.arguments(List.of(odd.toString()), List.of())));
    }
}
