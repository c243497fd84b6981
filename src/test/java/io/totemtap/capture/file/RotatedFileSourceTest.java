package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.CaptureStatistics.Part;
import io.totemtap.net.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotatedFileSourceTest {

    private static final long T = PcapBytes.SECONDS;
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final List<Path> files = new ArrayList<>();

    @Test
    void filesComeInTheOrderOfTheirFirstFrames() throws IOException {
        add("x.pcap2", pcap(T + 20, T + 29));
        add("x.pcap", pcap(T, T + 9));
        add("x.pcap1", pcap(T + 10, T + 19));
        Capture capture = run();
        assertEquals(
                List.of(T, T + 9, T + 10, T + 19, T + 20, T + 29),
                capture.times().stream().map(time -> time / SECOND).toList());
        assertEquals(
                List.of(0, 0, 1, 1, 2, 2),
                capture.frames().stream().map(Capture.Seen::part).toList());
        assertEquals(List.of(1L, 2L, 1L, 2L, 1L, 2L), capture.numbers());
        assertEquals(List.of("x.pcap", "x.pcap1", "x.pcap2"), partNames(capture));
        assertEquals(List.of(), capture.statistics().seams());
        assertEquals("pcap", capture.statistics().format());
        assertEquals(1, capture.interfaces().size());
        OfInterface counted = capture.statistics().interfaces().get(0);
        assertEquals(6, counted.frames());
        assertEquals(T * SECOND, counted.firstNanos());
        assertEquals((T + 29) * SECOND, counted.lastNanos());
        Part middle = capture.statistics().parts().get(1);
        assertEquals((T + 10) * SECOND, middle.firstNanos());
        assertEquals((T + 19) * SECOND, middle.lastNanos());
    }

    @Test
    void filesWithoutFramesComeFirstByName() throws IOException {
        add("b", pcap(T));
        add("d", pcap());
        add("c", "text".getBytes(StandardCharsets.UTF_8));
        add("a", new byte[0]);
        Capture capture = run();
        assertEquals(List.of("a", "c", "d", "b"), partNames(capture));
        assertEquals(3, capture.frames().get(0).part());
        assertEquals(
                List.of(true, true, false, false),
                capture.statistics().parts().stream()
                        .map(part -> part.damage().isPresent())
                        .toList());
        assertTrue(capture.damage().orElseThrow().what().contains("is an empty file"));
    }

    @ParameterizedTest
    @CsvSource({
        "1000000, ''",
        "1000001, '1.000 s without a frame between x.pcap and x.pcap1'",
        "13500000, '13.500 s without a frame between x.pcap and x.pcap1'",
        "0, ''",
        "-1000, 'overlap of 0.001 s between x.pcap and x.pcap1'"
    })
    void aGapOfMoreThanASecondAndAnOverlapAreSeams(long micros, String seam) throws IOException {
        add("x.pcap", pcap(T, T + 9));
        long first = (T + 9) * 1_000_000 + micros;
        add(
                "x.pcap1",
                PcapBytes.little()
                        .frame(first / 1_000_000, first % 1_000_000, new byte[1])
                        .toBytes());
        assertEquals(seam.isEmpty() ? List.of() : List.of(seam), seams(run()));
    }

    @Test
    void anOverlapIsMeasuredFromTheLatestFrameOfAllFilesBefore() throws IOException {
        add("a", pcap(T, T + 100));
        add("b", pcap(T + 10, T + 20));
        add("c", pcap(T + 30));
        assertEquals(
                List.of("overlap of 90.000 s between a and b", "overlap of 70.000 s between b and c"), seams(run()));
    }

    @Test
    void anotherLinkTypeOrFormatIsASeam() throws IOException {
        add("a", pcap(T));
        add(
                "b",
                new PcapBytes(FieldOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 2, 4, 0, 113)
                        .frame(T, 500_000, new byte[1])
                        .toBytes());
        PcapngBytes c = PcapngBytes.little().iface(113, 0, PcapngBytes.little().body());
        add("c", c.packet(0, (T + 1) * 1_000_000, new byte[1]).toBytes());
        Capture capture = run();
        assertEquals(
                List.of(
                        "other link types between a and b: [1], then [113]",
                        "other format between b and c: pcap, then pcapng"),
                seams(capture));
        assertEquals("pcap and pcapng", capture.statistics().format());
        assertEquals(
                List.of(0, 1, 1),
                capture.frames().stream().map(Capture.Seen::interfaceId).toList());
        assertEquals(
                List.of(1, 113),
                capture.interfaces().stream()
                        .map(CaptureInterface::linkTypeNumber)
                        .toList());
    }

    @Test
    void damageBeforeTheLastFileIsASeam() throws IOException {
        byte[] damaged = pcap(T, T + 1);
        add("a", Capture.cut(damaged, damaged.length - 1));
        add("b", pcap(T + 1, T + 2));
        byte[] last = pcap(T + 3, T + 4);
        add("c", Capture.cut(last, last.length - 1));
        Capture capture = run();
        assertEquals(
                List.of(
                        "a is damaged at byte 41: a record of 17 bytes expected, 16 bytes are there; frames may be missing"
                                + " before b goes on"),
                seams(capture));
        assertEquals(4, capture.frames().size());
        assertEquals(
                List.of(true, false, true),
                capture.statistics().parts().stream()
                        .map(part -> part.damage().isPresent())
                        .toList());
    }

    @Test
    void damageBeforeAnyFrameIsASeamOfUnknownPlace() throws IOException {
        add("b", pcap(T));
        byte[] cut = pcap(T + 5);
        add("c", Capture.cut(cut, cut.length - 1));
        assertEquals(
                List.of("c is damaged at byte 24: a record of 17 bytes expected, 16 bytes are there;"
                        + " where its frames belong is not known"),
                seams(run()));
    }

    @Test
    void interfacesOfTheSameTypeAndNameGoOn() throws IOException {
        PcapngBytes a = PcapngBytes.little();
        a.iface(1, 0, a.textOption(2, "eth0"))
                .iface(1, 0, a.textOption(2, "eth1"))
                .ethernet()
                .ethernet();
        add("a", packets(a, T, 4));
        PcapngBytes b = PcapngBytes.little();
        b.ethernet().iface(1, 0, b.textOption(2, "eth1")).ethernet().iface(1, 0, b.textOption(2, "eth2"));
        b.iface(113, 0, b.textOption(2, "eth1"));
        add("b", packets(b, T + 1, 5));
        Capture capture = run();
        assertEquals(
                List.of("eth0", "eth1", "", "", "eth2", "eth1"),
                capture.interfaces().stream().map(CaptureInterface::name).toList());
        assertEquals(
                List.of(0, 1, 2, 3, 2, 1, 3, 4, 5),
                capture.frames().stream().map(Capture.Seen::interfaceId).toList());
        assertEquals(
                List.of(1L, 2L, 2L, 2L, 1L, 1L),
                capture.statistics().interfaces().stream()
                        .map(OfInterface::frames)
                        .toList());
        assertEquals(5, capture.interfaces().get(5).id());
    }

    private static byte[] packets(PcapngBytes file, long seconds, int interfaces) {
        for (int i = 0; i < interfaces; i++) {
            file.packet(i, seconds * 1_000_000 + i, new byte[1]);
        }
        return file.toBytes();
    }

    @ParameterizedTest
    @CsvSource({"5;7;9, 9", "5;5;5, 5", "5;7;1, 8", "5;1;3;2, 10", "7, 7"})
    void aDropCounterThatDoesNotFallGoesOn(String counts, long total) throws IOException {
        long time = T;
        for (String count : counts.split(";", -1)) {
            PcapngBytes file = PcapngBytes.little().ethernet().packet(0, time++ * 1_000_000, new byte[1]);
            file.statistics(0, file.u64Option(7, Long.parseLong(count)));
            add("x" + time, file.toBytes());
        }
        add(
                "y",
                PcapngBytes.little()
                        .ethernet()
                        .packet(0, time * 1_000_000, new byte[1])
                        .toBytes());
        OfInterface counted = run().statistics().interfaces().get(0);
        assertEquals(OptionalLong.of(total), counted.droppedByKernel());
        assertEquals(OptionalLong.empty(), counted.droppedByInterface());
    }

    @Test
    void commentsAndNamesOfAllFilesAreKept() throws IOException {
        for (int i = 0; i < 2; i++) {
            PcapngBytes file = new PcapngBytes(FieldOrder.LITTLE_ENDIAN);
            file.section(-1, file.textOption(1, "hello")).ethernet().packet(0, (T + i) * 1_000_000, new byte[1]);
            FileBytes record =
                    file.body().u16(1).u16(7).raw(FileBytes.hex("c0a8015" + i)).text("n" + i + "\0");
            add("x" + i, file.block(4, record.pad().toBytes()).toBytes());
        }
        CaptureStatistics statistics = run().statistics();
        assertEquals(
                List.of("x0: hello", "x1: hello"),
                statistics.comments().stream()
                        .map(text -> text.substring(directory.toString().length() + 1))
                        .toList());
        assertEquals(
                Map.of(
                        IpAddress.parse("192.168.1.80").orElseThrow(), "n0",
                        IpAddress.parse("192.168.1.81").orElseThrow(), "n1"),
                statistics.names());
    }

    @Test
    void aSetOfNothingReadableIsRefusedForItsFirstFile() throws IOException {
        add("a", new byte[0]);
        add("b", "text".getBytes(StandardCharsets.UTF_8));
        CaptureException thrown = assertThrows(CaptureException.class, this::run);
        assertEquals(Reason.UNREADABLE, thrown.reason());
        assertTrue(String.valueOf(thrown.getMessage()).contains("is an empty file"), thrown.getMessage());
    }

    @Test
    void aMissingFileOrADirectoryInTheSetIsRefused() throws IOException {
        add("a", pcap(T));
        files.add(directory.resolve("missing"));
        assertEquals(
                Reason.NOT_FOUND,
                assertThrows(CaptureException.class, this::run).reason());
        files.set(1, directory);
        assertEquals(
                Reason.WRONG_USAGE,
                assertThrows(CaptureException.class, this::run).reason());
    }

    @Test
    void aFileThatVanishesBeforeItsTurnIsADamagedPart() throws IOException {
        add("a", pcap(T));
        add("b", pcap(T + 1));
        add("c", pcap(T + 2));
        var source = CaptureFiles.open(files);
        Files.delete(files.get(1));
        Capture capture = Capture.of(source);
        assertEquals(2, capture.frames().size());
        assertEquals(2, capture.frames().get(1).part());
        assertEquals(0, capture.damage().orElseThrow().offset());
        assertEquals(2, seams(capture).size());
    }

    @Test
    void manySeamsAreCutAndSaySo() throws IOException {
        for (int i = 0; i < 150; i++) {
            add("x" + i, pcap(T + 10L * i));
        }
        List<String> seams = seams(run());
        assertEquals(Seams.MAX_SEAMS, seams.size());
        assertEquals("further seams are left out", seams.get(99));
    }

    @Test
    void aGapOfCenturiesIsToldWithoutOverflow() throws IOException {
        PcapngBytes early = PcapngBytes.little();
        early.iface(1, 0, early.u64Option(14, -9_000_000_000L)).packet(0, 0, new byte[1]);
        add("a", early.toBytes());
        PcapngBytes late = PcapngBytes.little();
        late.iface(1, 0, late.u64Option(14, 9_000_000_000L)).packet(0, 0, new byte[1]);
        add("b", late.toBytes());
        assertEquals(List.of("more than 292 years without a frame between a and b"), seams(run()));
    }

    private void add(String name, byte[] content) throws IOException {
        files.add(Files.write(directory.resolve(name), content));
    }

    private Capture run() {
        return Capture.of(CaptureFiles.open(files));
    }

    private static byte[] pcap(long... seconds) {
        PcapBytes file = PcapBytes.little();
        for (long each : seconds) {
            file.frame(each, 0, new byte[1]);
        }
        return file.toBytes();
    }

    private static List<String> partNames(Capture capture) {
        return capture.statistics().parts().stream()
                .map(part -> String.valueOf(Path.of(part.name()).getFileName()))
                .toList();
    }

    /** The seams with file names instead of paths. */
    private List<String> seams(Capture capture) {
        return capture.statistics().seams().stream()
                .map(seam -> seam.replace(directory + directory.getFileSystem().getSeparator(), ""))
                .toList();
    }
}
