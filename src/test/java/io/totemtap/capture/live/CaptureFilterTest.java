package io.totemtap.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureFilterTest {

    @BeforeAll
    static void needsLibpcap() {
        assumeTrue(LibpcapFileSource.isAvailable(), "libpcap is not installed");
    }

    private static Frame frame(LinkType linkType, byte[] bytes, int original) {
        return new Frame().bytes(bytes, 0, bytes.length, original).on(0, linkType, Direction.UNKNOWN);
    }

    private static boolean matches(String expression, LinkType linkType, byte[] bytes) {
        try (CaptureFilter filter = CaptureFilter.of(expression)) {
            return filter.matches(frame(linkType, bytes, bytes.length));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ETHERNET, 01005e4035cf021b78a801510800",
        "LINUX_SLL, 00040001000602 1b78a80151 0000 0800",
        "LINUX_SLL2, 0800 0000 00000002 0001 04 06 021b78a801510000",
        "RAW_IP, ''",
        "RAW_IPV4, ''",
        "OPENBSD_LOOPBACK, 00000002"
    })
    void everyLinkTypeHasAProgramOfItsOwn(LinkType linkType, String header) {
        byte[] before = HexFormat.of().parseHex(header.replace(" ", ""));
        byte[] packet = Frames.udp(5405, 10);
        byte[] bytes = Arrays.copyOf(before, before.length + packet.length);
        System.arraycopy(packet, 0, bytes, before.length, packet.length);
        assertTrue(matches("udp dst port 5405 and net 239.0.0.0/8", linkType, bytes));
        assertFalse(matches("udp dst port 5406", linkType, bytes));
        assertFalse(matches("igmp", linkType, bytes));
    }

    @Test
    void theFamilyOfBsdLoopbackIsExpectedInTheByteOrderOfThisHost() {
        byte[] packet = Frames.igmp();
        ByteBuffer bytes = ByteBuffer.allocate(4 + packet.length).order(ByteOrder.nativeOrder());
        assertTrue(matches(
                "igmp", LinkType.BSD_LOOPBACK, bytes.putInt(2).put(packet).array()));
    }

    @Test
    void oneFilterServesSeveralLinkTypesInTurn() {
        try (CaptureFilter filter = CaptureFilter.of("igmp")) {
            for (int i = 0; i < 3; i++) {
                assertTrue(filter.matches(frame(LinkType.ETHERNET, Frames.ethernet(Frames.igmp()), 46)));
                assertTrue(filter.matches(frame(LinkType.RAW_IP, Frames.igmp(), 32)));
                assertFalse(filter.matches(frame(LinkType.RAW_IP, Frames.ethernet(Frames.igmp()), 46)));
            }
        }
    }

    @Test
    void theOffsetOfAFrameInItsArrayIsMinded() {
        byte[] bytes = new byte[300];
        byte[] igmp = Frames.ethernet(Frames.igmp());
        System.arraycopy(igmp, 0, bytes, 100, igmp.length);
        try (CaptureFilter filter = CaptureFilter.of("igmp")) {
            Frame inside = new Frame().bytes(bytes, 100, igmp.length, igmp.length);
            assertTrue(filter.matches(inside.on(0, LinkType.ETHERNET, Direction.UNKNOWN)));
        }
    }

    @Test
    void aSlicedFrameIsJudgedByWhatIsThereAndByItsLengthOnTheWire() {
        byte[] sliced = Arrays.copyOf(Frames.ethernet(Frames.udp(5405, 400)), 34);
        try (CaptureFilter udp = CaptureFilter.of("udp");
                CaptureFilter port = CaptureFilter.of("udp port 5405");
                CaptureFilter large = CaptureFilter.of("greater 400")) {
            assertTrue(udp.matches(frame(LinkType.ETHERNET, sliced, 442)));
            assertFalse(port.matches(frame(LinkType.ETHERNET, sliced, 442)));
            assertTrue(large.matches(frame(LinkType.ETHERNET, sliced, 442)));
            assertFalse(large.matches(frame(LinkType.ETHERNET, sliced, 399)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2047, 2048, 2049, 65_000, 262_144})
    void framesOfEveryLengthAreJudged(int length) {
        byte[] bytes = new byte[length];
        assertEquals(length >= 2048, matches("greater 2048", LinkType.ETHERNET, bytes));
    }

    @Test
    void aLongFrameDoesNotLeaveBytesToAShorterOne() {
        try (CaptureFilter filter = CaptureFilter.of("udp port 5405")) {
            byte[] whole = Frames.ethernet(Frames.udp(5405, 10));
            assertTrue(filter.matches(frame(LinkType.ETHERNET, whole, whole.length)));
            assertFalse(filter.matches(frame(LinkType.ETHERNET, Arrays.copyOf(whole, 30), whole.length)));
        }
    }

    @Test
    void whatIsNotDecodedPasses() {
        assertTrue(matches("igmp", LinkType.UNSUPPORTED, new byte[10]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp prot 5405", "(igmp", "igmp and", "ether proto 99999999999", "port 70000"})
    void anExpressionThatMakesNoSenseIsToldInTheWordsOfLibpcap(String expression) {
        CaptureException refused = assertThrows(CaptureException.class, () -> CaptureFilter.of(expression));
        assertEquals(Reason.WRONG_USAGE, refused.reason());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("The filter \"" + expression + "\" cannot be used: "), message);
        assertTrue(message.endsWith("; see the manual page pcap-filter(7)."), message);
        assertFalse(message.contains("null") || message.contains(": ;"), message);
    }

    @Test
    void anExpressionThatMeansNothingOnOneLinkTypeIsRefusedThereOnly() {
        try (CaptureFilter filter = CaptureFilter.of("inbound")) {
            filter.prepare(LinkType.LINUX_SLL);
            CaptureException refused = assertThrows(CaptureException.class, () -> filter.prepare(LinkType.ETHERNET));
            assertEquals(Reason.WRONG_USAGE, refused.reason());
        }
    }

    @Test
    void theEmptyExpressionMatchesAll() {
        assertTrue(matches("", LinkType.ETHERNET, new byte[20]));
    }

    @Test
    void aClosedFilterHasFreedItsProgramsAndClosesTwice() {
        CaptureFilter filter = CaptureFilter.of("igmp");
        filter.close();
        filter.close();
        assertEquals("igmp", filter.expression());
    }
}
