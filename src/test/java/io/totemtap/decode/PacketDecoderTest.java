package io.totemtap.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.RecordingHandler.Recorded;
import io.totemtap.decode.SampleFrames.Call;
import io.totemtap.decode.SampleFrames.Sample;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PacketDecoderTest {

    private static final int IP = 14;
    private static final int UDP = 34;

    private final RecordingHandler handler = new RecordingHandler();
    private final List<String> asked = new ArrayList<>();
    private final PacketDecoder decoder = new PacketDecoder(handler, this::isWanted);

    private boolean isWanted(int source, int destination, byte[] array, int offset, int available) {
        asked.add(source + ">" + destination + " "
                + HexFormat.of().formatHex(array, offset, offset + Math.min(available, 4)) + " " + available);
        return destination == 5405;
    }

    private Recorded decode(Sample sample, byte[] bytes) {
        decoder.decode(sample.frame(bytes, bytes.length, bytes.length));
        return handler.calls().get(handler.calls().size() - 1);
    }

    private static boolean contains(Recorded recorded, String text) {
        return recorded.content().contains(text);
    }

    @Test
    void groupDatagramsComeWithEnvelopeAndPayload() {
        assertEquals(
                new Recorded(
                        Call.DATAGRAM,
                        "#1 UNKNOWN 0 200c0a80151 1005e4035cf vlan=-1 800 false NONE/0/0.0.0.0"
                                + " 192.168.1.81:5149>239.192.53.207:5405 protocol=17 ttl=1 tos=0 id=0 true/false"
                                + " length=52/24 fragments=0 GOOD | 404142434445464748494a4b4c4d4e4f5051525354555657",
                        List.of()),
                decode(SampleFrames.UDP_TO_GROUP, SampleFrames.UDP_TO_GROUP.bytes()));
        assertEquals(List.of(), asked, "nobody is asked about groups");
    }

    @Test
    void theFilterSeesPortsAndPayloadOfUnicast() {
        decoder.decode(SampleFrames.UDP_TOKEN.frame());
        decoder.decode(SampleFrames.UDP_DNS.frame());
        assertEquals(List.of("5149>5405 40414243 24", "40000>53 40414243 24"), asked);
        assertEquals(Call.DATAGRAM, handler.calls().get(0).call());
        assertEquals(Call.OTHER, handler.calls().get(1).call());
        assertTrue(
                contains(handler.calls().get(1), ":40000>192.168.1.254:53"), "ports are in the envelope all the same");
        assertTrue(contains(handler.calls().get(1), "UNKNOWN |"), "and nobody computes the checksum");
    }

    @Test
    void aFrameMayStandAnywhereInItsArray() {
        for (Sample sample : SampleFrames.ALL) {
            byte[] bytes = sample.bytes();
            byte[] memory = new byte[bytes.length + 200];
            Arrays.fill(memory, (byte) 0x45);
            System.arraycopy(bytes, 0, memory, 77, bytes.length);
            RecordingHandler plain = new RecordingHandler();
            new PacketDecoder(plain, this::isWanted).decode(sample.frame());
            RecordingHandler moved = new RecordingHandler();
            new PacketDecoder(moved, this::isWanted)
                    .decode(sample.frame().bytes(memory, 77, bytes.length, bytes.length));
            assertEquals(plain.only(), moved.only(), sample.toString());
        }
    }

    @Test
    void frameNumberTimeAndInterfaceComeFromTheFrame() {
        Frame frame = SampleFrames.TCP.frame().at(42, 3, 77).on(5, LinkType.ETHERNET, Direction.OUTBOUND);
        List<String> seen = new ArrayList<>();
        RecordingHandler other = new RecordingHandler() {
            @Override
            public void onOther(Envelope envelope) {
                seen.add(envelope.timeNanos() + " " + envelope.part() + " " + envelope.frameNumber() + " "
                        + envelope.interfaceId() + " " + envelope.direction() + " " + envelope.capturedLength() + " "
                        + envelope.originalLength());
            }
        };
        new PacketDecoder(other, this::isWanted).decode(frame);
        assertEquals(List.of("42 3 77 5 OUTBOUND 78 78"), seen);
    }

    @Test
    void anIpHeaderThatIsCutLeavesWhatWasRead() {
        byte[] bytes = SampleFrames.IGMP_V2_REPORT.bytes();
        decoder.decode(SampleFrames.IGMP_V2_REPORT.frame(bytes, IP + 22, bytes.length));
        decoder.decode(SampleFrames.IGMP_V2_REPORT.frame(bytes, IP + 19, bytes.length));
        decoder.decode(SampleFrames.IGMP_V2_REPORT.frame(bytes, IP, bytes.length));
        for (Recorded recorded : handler.calls()) {
            assertEquals(Call.OTHER, recorded.call());
            assertTrue(contains(recorded, "200c0a80151 1005e4035cf vlan=-1 800"));
            assertTrue(recorded.has(Layer.IP, Kind.CUT_BY_CAPTURE));
        }
        assertTrue(contains(handler.calls().get(0), "192.168.1.81:0>239.192.53.207:0 protocol=2 ttl=1"));
        assertTrue(contains(handler.calls().get(1), "no IP protocol=-1"));
    }

    @Test
    void aUdpHeaderThatIsCutIsNoDatagram() {
        byte[] bytes = SampleFrames.UDP_TO_GROUP.bytes();
        decoder.decode(SampleFrames.UDP_TO_GROUP.frame(bytes, UDP + 7, bytes.length));
        Recorded recorded = handler.only();
        assertEquals(Call.OTHER, recorded.call());
        assertTrue(contains(recorded, "192.168.1.81:0>239.192.53.207:0 protocol=17"));
        assertTrue(recorded.has(Layer.UDP, Kind.CUT_BY_CAPTURE));
    }

    @Test
    void aPayloadThatIsCutComesAsFarAsItIsThere() {
        byte[] bytes = SampleFrames.UDP_TO_GROUP.bytes();
        decoder.decode(SampleFrames.UDP_TO_GROUP.frame(bytes, UDP + 8 + 3, bytes.length));
        Recorded recorded = handler.only();
        assertEquals(Call.DATAGRAM, recorded.call());
        assertTrue(recorded.content().endsWith("length=52/24 fragments=0 UNKNOWN | 404142"));
        assertEquals(
                List.of(new DecodeProblem(Layer.UDP, Kind.CUT_BY_CAPTURE, 8, 24, 3, LengthFrom.UDP_LENGTH)),
                recorded.problems());
    }

    @ParameterizedTest
    @CsvSource({"IGMP_V2_REPORT, IGMP", "UDP_TO_GROUP, DATAGRAM", "ICMP_ECHO, ICMP"})
    void theHeaderChecksumOfWhatMattersIsVerified(String name, Call call) {
        Sample sample = SampleFrames.ALL.stream()
                .filter(candidate -> candidate.toString().equals(name))
                .findFirst()
                .orElseThrow();
        byte[] bytes = sample.bytes();
        bytes[IP + 10] ^= 1;
        Recorded recorded = decode(sample, bytes);
        assertEquals(call, recorded.call());
        assertEquals(
                List.of(new DecodeProblem(Layer.IP, Kind.BAD_CHECKSUM, 10, 0, 0, LengthFrom.FIXED_SIZE)),
                recorded.problems());
    }

    @Test
    void theHeaderChecksumOfOtherPacketsIsNot() {
        byte[] bytes = SampleFrames.TCP.bytes();
        bytes[IP + 10] ^= 1;
        assertEquals(List.of(), decode(SampleFrames.TCP, bytes).problems());
    }

    @Test
    void aTotalLengthOfZeroIsAPacketTheCardWasToSplit() {
        byte[] bytes = SampleFrames.UDP_TO_GROUP.bytes();
        bytes[IP + 3] = 0;
        Recorded recorded = decode(SampleFrames.UDP_TO_GROUP, bytes);
        assertEquals(Call.DATAGRAM, recorded.call());
        assertTrue(contains(recorded, "length=52/24 fragments=0 GOOD"));
        assertTrue(recorded.has(Layer.IP, Kind.CHECKSUM_NOT_FILLED_IN));
        assertFalse(recorded.has(Kind.BAD_CHECKSUM));
    }

    @Test
    void brokenIcmpAndMldAreNoted() {
        byte[] echo = SampleFrames.ICMP_ECHO.bytes();
        echo[echo.length - 1]++;
        Recorded icmp = decode(SampleFrames.ICMP_ECHO, echo);
        assertTrue(icmp.has(Layer.ICMP, Kind.BAD_CHECKSUM));
        assertTrue(contains(icmp, "fragments=0 BAD"));
        byte[] report = SampleFrames.MLD_V1_REPORT.bytes();
        report[report.length - 1]++;
        Recorded mld = decode(SampleFrames.MLD_V1_REPORT, report);
        assertTrue(mld.has(Layer.MLD, Kind.BAD_CHECKSUM));
        assertTrue(contains(mld, "fragments=0 BAD"));
    }

    @Test
    void aMissingRouterAlertAndAnotherTimeToLiveAreFactsNotProblems() {
        byte[] bytes = SampleFrames.IGMP_V1_REPORT.bytes();
        bytes[IP + 8] = 64;
        bytes[IP + 10] = (byte) (bytes[IP + 10] - 0x3f);
        Recorded recorded = decode(SampleFrames.IGMP_V1_REPORT, bytes);
        assertEquals(Call.IGMP, recorded.call());
        assertEquals(List.of(), recorded.problems());
        assertTrue(contains(recorded, "ttl=64 tos=0 id=0 false/false"));
    }

    @Test
    void igmpInIpv6IsNone() {
        byte[] bytes = SampleFrames.UDP6_TO_GROUP.bytes();
        bytes[IP + 6] = 2;
        assertEquals(Call.OTHER, decode(SampleFrames.UDP6_TO_GROUP, bytes).call());
    }

    @Test
    void protocolsMeanNothingInTheOtherIp() {
        byte[] four = SampleFrames.ICMP_ECHO.bytes();
        four[IP + 9] = 58;
        assertEquals(Call.OTHER, decode(SampleFrames.ICMP_ECHO, four).call());
        byte[] six = SampleFrames.ICMP6_TOO_BIG.bytes();
        six[IP + 6] = 1;
        assertEquals(Call.OTHER, decode(SampleFrames.ICMP6_TOO_BIG, six).call());
    }

    @Test
    void countsProblemsOverAllFrames() {
        byte[] bytes = SampleFrames.UDP_TO_GROUP.bytes();
        for (int i = 0; i < 3; i++) {
            decoder.decode(SampleFrames.UDP_TO_GROUP.frame(bytes, 50, bytes.length));
        }
        decoder.decode(SampleFrames.FIVE_TAGS.frame());
        assertEquals(
                List.of(
                        new ProblemCount(Layer.LINK, Kind.BAD_VALUE, 1),
                        new ProblemCount(Layer.UDP, Kind.CUT_BY_CAPTURE, 3)),
                decoder.problemCounts());
    }

    @ParameterizedTest
    @CsvSource({"TCP, 0", "TCP, 1514", "UDP_DNS, 0", "LLDP, 0", "UDP_TO_GROUP, 0", "UDP_TO_GROUP, 1514", "ERSPAN_2, 0"})
    void framesWithoutMessagesAllocateNothing(String name, int original) {
        Sample sample = SampleFrames.ALL.stream()
                .filter(candidate -> candidate.toString().equals(name))
                .findFirst()
                .orElseThrow();
        PacketDecoder silent = new PacketDecoder(new SilentHandler(), (s, d, array, offset, available) -> false);
        byte[] bytes = sample.bytes();
        Frame frame = sample.frame(bytes, original == 0 ? bytes.length : 60, Math.max(original, bytes.length));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                silent.decode(frame);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < 1_000, least + " bytes for 1000 frames");
    }
}
