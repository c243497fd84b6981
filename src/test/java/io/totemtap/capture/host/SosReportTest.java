package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.log.LogEvent;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SosReportTest {

    private static final IpAddress GROUP = IpAddress.parse("239.192.221.146").orElseThrow();
    private static final String ROOT = "sosreport-db-2-2026-11-22-abcdefg/";
    private static final long WRITTEN = 1_308_190_980L;

    @TempDir
    private Path directory = Path.of("");

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("sos_commands/host/hostname", "db-2.example.com\n");
        files.put(
                "sos_commands/networking/ip_maddr_show",
                "1:\tlo\n\tinet  224.0.0.1\n2:\teth0\n\tinet  239.192.221.146\n");
        files.put(
                "sos_commands/networking/ip_-s_-d_link",
                "2: eth0: <BROADCAST,UP> mtu 1500 qdisc mq\n    link/ether 00:1b:78:11:22:33 brd ff:ff:ff:ff:ff:ff promiscuity 0\n");
        files.put("sos_commands/networking/ethtool_-S_eth0", "NIC statistics:\n     rx_fw_discards: 3\n");
        files.put("sos_commands/networking/ethtool_-a_eth0", "Pause parameters for eth0:\n");
        files.put("sos_commands/networking/nstat_-zas", "#kernel\nIpExtInMcastPkts 77 0.0\n");
        files.put("sos_commands/cluster/cman_tool_status", "Node name: db-2\nMulticast addresses: 239.192.221.146 \n");
        files.put("sos_commands/kernel/sysctl_-a", "net.core.rmem_max = 131071\n");
        files.put("sos_commands/process/ps_auxwww", "root 1\n");
        files.put(
                "proc/net/igmp",
                "Idx\tDevice : Count Querier\tGroup Users Timer\tReporter\n2\teth0 : 1 V2\n\t92DDC0EF 1 0:00000000\t1\n");
        files.put("proc/net/snmp", "Udp: InErrors\nUdp: 9\n");
        files.put("proc/sys/net/ipv4/conf/all/rp_filter", "1\n");
        files.put("proc/sys/kernel/random/boot_id", "8a1b-1\n");
        files.put("sys/devices/pci0000:00/0000:00:1c.0/net/eth0/statistics/rx_missed_errors", "12\n");
        files.put("sys/devices/pci0000:00/0000:00:1c.0/net/eth0/flags", "0x1003\n");
        files.put("etc/cluster/cluster.conf", "<cluster name='mycluster'/>");
        files.put("etc/corosync/corosync.conf", "not a configuration");
        files.put("etc/hosts", "10.9.8.2 db-2\n");
        files.put("etc/shadow", "root:secret");
        files.put("var/log/messages", "Jun 16 10:22:57 db-2 fenced[7]: fencing node \"db-1\"\n");
        return files;
    }

    private static byte[] tar(Map<String, String> files, String root) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(root + file.getKey());
                entry.setSize(content.length);
                entry.setModTime(WRITTEN * 1000);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
            TarArchiveEntry link = new TarArchiveEntry(root + "proc/net/netstat", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/shadow");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static void assertComplete(SosReport report) {
        HostState state = report.state();
        assertEquals("db-2.example.com", state.moment().ownName());
        assertEquals(Answer.YES, state.isMember(GROUP, "eth0"));
        HostInterface eth0 = state.interfaceNamed("eth0").orElseThrow();
        assertEquals("00:1b:78:11:22:33", eth0.mac().toString());
        assertEquals(OptionalLong.of(12), eth0.counters().value("rx_missed_errors"));
        assertEquals(Answer.NO, eth0.flags().promiscuous());
        assertEquals(NicDriver.BNX2, eth0.driver().counters().driver());
        assertEquals(OptionalLong.of(77), state.kernel().counter("IpExt.InMcastPkts"));
        assertEquals(OptionalLong.of(9), state.kernel().counter("Udp.InErrors"));
        assertEquals("131071", state.kernel().settings().get("net.core.rmem_max"));
        assertEquals("1", state.kernel().settings().get("net.ipv4.conf.all.rp_filter"));
        assertEquals("8a1b-1", state.kernel().settings().get("kernel.random.boot_id"));
        assertEquals(GROUP, state.totem().groups().get(0));
        assertEquals(0, state.text().unread());
        assertEquals("mycluster", report.configurations().get(0).name());
        assertEquals(
                "db-2", report.hosts().names().get(IpAddress.parse("10.9.8.2").orElseThrow()));
        assertEquals(
                new LogEvent.Fencing("db-1"),
                report.logs().get(0).log().entries().get(0).event());
        assertEquals(1, report.notices().size());
        assertTrue(
                report.notices().get(0).startsWith("etc/corosync/corosync.conf"),
                report.notices().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gz", "xz", "bzip2", "zstd"})
    void archivesOfEveryCompressionAreRead(String compression) throws IOException, CompressorException {
        Path file = Files.write(directory.resolve("sosreport.tar"), compressed(tar(files(), ROOT), compression));
        SosReport report = SosReport.read(file, "");
        assertComplete(report);
        assertEquals("db-2.example.com", report.state().moment().host());
        assertEquals(WRITTEN * EpochNanos.SECOND, report.state().moment().timeNanos());
    }

    @Test
    void archiveWithoutRootDirectoryIsRead() throws IOException {
        Path file = Files.write(directory.resolve("sos.tar"), tar(files(), ""));
        assertComplete(SosReport.read(file, "x"));
        assertEquals("x", SosReport.read(file, "x").state().moment().host());
        Path dotted = Files.write(directory.resolve("sos2.tar"), tar(files(), "./" + ROOT));
        assertComplete(SosReport.read(dotted, "x"));
    }

    @Test
    void directoriesAreReadAndLinksAreNotFollowed() throws IOException {
        Path root = directory.resolve("report");
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.writeString(path, file.getValue());
        }
        Path outside = Files.writeString(directory.resolve("outside"), "Tcp: Stolen\nTcp: 1\n");
        Files.createSymbolicLink(root.resolve("proc/net/netstat"), outside);
        SosReport report = SosReport.read(root, "");
        assertComplete(report);
        assertEquals(EpochNanos.NEVER, report.state().moment().timeNanos());
        assertEquals(OptionalLong.empty(), report.state().kernel().counter("Tcp.Stolen"));
    }

    @Test
    void everyCutArchiveGivesWhatItHoldsOrSaysThatItHoldsNothing() throws IOException {
        byte[] tar = tar(files(), ROOT);
        for (int length = 0; length < tar.length; length += 509) {
            Path file = Files.write(directory.resolve("cut.tar"), Arrays.copyOf(tar, length));
            try {
                SosReport.read(file, "");
            } catch (CaptureException e) {
                assertEquals(Reason.UNREADABLE, e.reason());
                assertTrue(length < 3 * 512, "the first files must be found in " + length);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gz", "xz", "bzip2", "zstd"})
    void damagedArchivesAreNeverADefect(String compression) throws IOException, CompressorException {
        byte[] whole = compressed(tar(files(), ROOT), compression);
        Random random = new Random(33);
        for (int run = 0; run < 50; run++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(directory.resolve("damaged.tar"), damaged);
            try {
                SosReport.read(file, "");
            } catch (CaptureException e) {
                assertEquals(Reason.UNREADABLE, e.reason());
            }
        }
    }

    private static byte[] compressed(byte[] tar, String compression) throws IOException, CompressorException {
        if (compression.equals("none")) {
            return tar;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new CompressorStreamFactory().createCompressorOutputStream(compression, bytes)) {
            out.write(tar);
        }
        return bytes.toByteArray();
    }

    @Test
    void somethingElseIsNoReport() throws IOException {
        Path text = Files.writeString(directory.resolve("x.tar"), "hello");
        assertEquals(
                Reason.UNREADABLE,
                assertThrows(CaptureException.class, () -> SosReport.read(text, ""))
                        .reason());
        assertEquals(
                Reason.UNREADABLE,
                assertThrows(CaptureException.class, () -> SosReport.read(directory, ""))
                        .reason());
        assertEquals(
                Reason.NOT_FOUND,
                assertThrows(CaptureException.class, () -> SosReport.read(directory.resolve("no"), ""))
                        .reason());
    }

    @Test
    void pathsThatLeadOutsideAreOnlyNames() throws IOException {
        Map<String, String> files = files();
        files.put("../../etc/cron.d/evil", "* * * * * root id");
        Path file = Files.write(directory.resolve("sos.tar"), tar(files, ROOT));
        assertComplete(SosReport.read(file, ""));
        assertTrue(Files.notExists(directory.resolve("../../etc/cron.d/evil")));
    }
}
