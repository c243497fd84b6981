package io.totemtap.decode.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinkDecoderTest {

    private static final String BRIDGES = "0180c2000000 0200c0a801fe";
    private static final String LLC_SPANNING_TREE = "424203";

    private final Envelope envelope = new Envelope();
    private final LinkDecoder decoder = new LinkDecoder(envelope, new ProblemLog(envelope));

    private boolean read(LinkType type, Direction direction, String... hex) {
        byte[] bytes = Hex.bytes(hex);
        envelope.begin(0, 0, 1, 0, bytes.length, bytes.length, direction);
        return decoder.read(
                new Frame().bytes(bytes, 0, bytes.length, bytes.length).on(0, type, direction));
    }

    private boolean read(LinkType type, String... hex) {
        return read(type, Direction.UNKNOWN, hex);
    }

    @Test
    void lengthFieldsEndThePayloadBeforeThePadding() {
        assertTrue(read(LinkType.ETHERNET, BRIDGES, "0007", LLC_SPANNING_TREE, "00000080", "00000000"));
        assertEquals(0, envelope.etherType());
        assertTrue(decoder.isSpanningTree());
        assertEquals(17, decoder.payloadOffset());
        assertEquals(4, decoder.payloadCaptured());
        assertEquals(4, decoder.payloadOnWire());
    }

    @Test
    void aLengthThatClaimsTooMuchIsNotedAndWhatIsThereIsUsed() {
        assertTrue(read(LinkType.ETHERNET, BRIDGES, "05dc", LLC_SPANNING_TREE, "00000080"));
        assertEquals(4, decoder.payloadOnWire());
        assertEquals(Kind.CLAIMS_TOO_MUCH, envelope.problems().get(0).kind());
        assertEquals(LengthFrom.FRAME_LENGTH, envelope.problems().get(0).lengthFrom());
        assertEquals(1500, envelope.problems().get(0).needed());
    }

    @Test
    void typesBeginAt0x600() {
        assertTrue(read(LinkType.ETHERNET, BRIDGES, "0600", "00"));
        assertEquals(0x0600, envelope.etherType());
        assertTrue(read(LinkType.ETHERNET, BRIDGES, "05ff", "fefe03"));
        assertEquals(0, envelope.etherType());
    }

    @ParameterizedTest
    @CsvSource({
        "0180c2000000, 424203, true",
        "0180c2000008, 424203, true",
        "0180c2000001, 424203, false",
        "01000ccccccd, aaaa0300000c010b, true",
        "0180c2000000, aaaa0300000c010b, false",
        "01000ccccccd, 424203, false",
    })
    void spanningTreeGoesToTheGroupsOfBridges(String destination, String llc, boolean spanningTree) {
        assertTrue(read(LinkType.ETHERNET, destination, "0200c0a801fe 0020", llc, "00".repeat(32)));
        assertEquals(spanningTree, decoder.isSpanningTree());
    }

    @Test
    void theNextFrameIsNoSpanningTree() {
        assertTrue(read(LinkType.ETHERNET, BRIDGES, "0007", LLC_SPANNING_TREE, "00000080"));
        assertTrue(read(LinkType.ETHERNET, BRIDGES, "0004", "fefe03 00"));
        assertFalse(decoder.isSpanningTree());
        assertTrue(read(LinkType.ETHERNET, BRIDGES, "88cc", "0000"));
        assertFalse(decoder.isSpanningTree());
    }

    @Test
    void cookedHeadersTellDirectionUnlessTheFrameKnowsBetter() {
        String header = "0004 0001 0006 0200c0a80151 0000 0800 45";
        assertTrue(read(LinkType.LINUX_SLL, header));
        assertEquals(Direction.OUTBOUND, envelope.direction());
        assertEquals(0x0200_c0a8_0151L, envelope.sourceMac());
        assertEquals(0, envelope.destinationMac());
        assertEquals(0x0800, envelope.etherType());
        assertEquals(16, decoder.payloadOffset());
        assertTrue(read(LinkType.LINUX_SLL, Direction.INBOUND, header));
        assertEquals(Direction.INBOUND, envelope.direction());
    }

    @Test
    void cookedHeadersMayHaveTagsBehindThem() {
        assertTrue(read(LinkType.LINUX_SLL, "0003 0001 0006 0200c0a80151 0000 8100 0064 0806 0001"));
        assertEquals(100, envelope.vlan());
        assertEquals(0x0806, envelope.etherType());
        assertTrue(envelope.toOtherHost());
        assertEquals(20, decoder.payloadOffset());
    }

    @Test
    void cookedPseudoTypesAreNoEtherTypes() {
        assertTrue(read(LinkType.LINUX_SLL, "0000 0001 0006 0200c0a80151 0000 0001 ffff"));
        assertEquals(0, envelope.etherType());
        assertTrue(read(LinkType.LINUX_SLL, "0000 0001 0006 0200c0a80151 0000 0004 424203 00000080"));
        assertTrue(decoder.isSpanningTree());
        assertEquals(0, envelope.etherType());
        assertTrue(read(LinkType.LINUX_SLL, "0000 0001 0006 0200c0a80151 0000 0004 aaaa03 000000 0800 45"));
        assertEquals(0x0800, envelope.etherType());
    }

    @Test
    void cookedVersionTwoHasTheInterface() {
        assertTrue(read(LinkType.LINUX_SLL2, "86dd 0000 00000007 0001 00 06 0200c0a80152 0000 60"));
        assertEquals(7, envelope.hostInterface());
        assertEquals(Direction.INBOUND, envelope.direction());
        assertEquals(0x86dd, envelope.etherType());
        assertTrue(read(LinkType.ETHERNET, BRIDGES, "88cc", "0000"));
        assertEquals(0, envelope.hostInterface());
        assertEquals(Direction.UNKNOWN, envelope.direction());
    }

    @ParameterizedTest
    @CsvSource({
        "02000000, 0800",
        "00000002, 0800",
        "0a000000, 86dd",
        "17000000, 86dd",
        "00000018, 86dd",
        "1c000000, 86dd",
        "1e000000, 86dd",
        "0000001e, 86dd",
    })
    void loopbackFamiliesAreReadInEitherByteOrder(String family, String etherType) {
        int expected = Integer.parseInt(etherType, 16);
        assertTrue(read(LinkType.BSD_LOOPBACK, family, "45"));
        assertEquals(expected, envelope.etherType());
        assertEquals(4, decoder.payloadOffset());
        assertTrue(read(LinkType.OPENBSD_LOOPBACK, family, "45"));
        assertEquals(expected, envelope.etherType());
    }

    @ParameterizedTest
    @CsvSource({"00000000", "03000000", "02000002", "00020000", "02010000", "ffffffff"})
    void otherFamiliesAreNotKnown(String family) {
        assertFalse(read(LinkType.BSD_LOOPBACK, family, "45"));
        assertEquals(0, envelope.etherType());
        assertEquals(Kind.UNKNOWN_TYPE, envelope.problems().get(0).kind());
    }

    @Test
    void theFirstNibbleOfRawPacketsTellsTheVersion() {
        assertTrue(read(LinkType.RAW_IP, "45"));
        assertEquals(0x0800, envelope.etherType());
        assertTrue(read(LinkType.RAW_IP, "60"));
        assertEquals(0x86dd, envelope.etherType());
        assertFalse(read(LinkType.RAW_IP, "f0"));
        assertEquals(Kind.UNKNOWN_TYPE, envelope.problems().get(0).kind());
        assertTrue(read(LinkType.RAW_IPV4, "60"));
        assertEquals(0x0800, envelope.etherType());
        assertTrue(read(LinkType.RAW_IPV6, ""));
        assertEquals(0x86dd, envelope.etherType());
        assertEquals(0, decoder.payloadOffset());
    }

    @Test
    void unsupportedLinkTypesAreNotLookedInto() {
        assertFalse(read(LinkType.UNSUPPORTED, "01005e4035cf 0200c0a80151 0800 45"));
        assertEquals(0, envelope.sourceMac());
        assertEquals(Kind.UNKNOWN_TYPE, envelope.problems().get(0).kind());
    }
}
