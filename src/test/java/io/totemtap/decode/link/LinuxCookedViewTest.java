package io.totemtap.decode.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.Direction;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinuxCookedViewTest {

    private final Envelope envelope = new Envelope();
    private final LinuxCookedView view = new LinuxCookedView(new ProblemLog(envelope));

    // packet type 4 (sent by us), ARPHRD_ETHER, address of 6 bytes, protocol IPv4
    private final byte[] first = Hex.bytes("0004 0001 0006 0200c0a80151 0000 0800");

    // protocol IPv4, reserved, interface 3, ARPHRD_ETHER, packet type 2 (multicast), address of 6 bytes
    private final byte[] second = Hex.bytes("0800 0000 00000003 0001 02 06 0200c0a80152 0000");

    @Test
    void readsVersionOne() {
        assertTrue(view.wrap(first, 0, 16, 60, false));
        assertEquals(16, view.length());
        assertEquals(0x0800, view.protocol());
        assertEquals(Direction.OUTBOUND, view.direction());
        assertFalse(view.toOtherHost());
        assertEquals(0x0200_c0a8_0151L, view.senderMac());
        assertEquals(0, view.interfaceIndex());
    }

    @Test
    void readsVersionTwo() {
        assertTrue(view.wrap(second, 0, 20, 60, true));
        assertEquals(20, view.length());
        assertEquals(0x0800, view.protocol());
        assertEquals(Direction.INBOUND, view.direction());
        assertEquals(0x0200_c0a8_0152L, view.senderMac());
        assertEquals(3, view.interfaceIndex());
    }

    @ParameterizedTest
    @CsvSource({
        "0, INBOUND, false",
        "1, INBOUND, false",
        "2, INBOUND, false",
        "3, INBOUND, true",
        "4, OUTBOUND, false",
        "5, UNKNOWN, false",
        "255, UNKNOWN, false"
    })
    void packetTypeTellsTheDirection(int type, Direction direction, boolean toOtherHost) {
        first[1] = (byte) type;
        assertTrue(view.wrap(first, 0, 16, 16, false));
        assertEquals(direction, view.direction());
        assertEquals(toOtherHost, view.toOtherHost());
        second[10] = (byte) type;
        assertTrue(view.wrap(second, 0, 20, 20, true));
        assertEquals(direction, view.direction());
        assertEquals(toOtherHost, view.toOtherHost());
    }

    @Test
    void anAddressOfAnotherLengthIsNoEthernetAddress() {
        first[5] = 8;
        assertTrue(view.wrap(first, 0, 16, 16, false));
        assertEquals(0, view.senderMac());
        second[11] = 0;
        assertTrue(view.wrap(second, 0, 20, 20, true));
        assertEquals(0, view.senderMac());
    }

    @Test
    void needsTheWholeHeader() {
        assertFalse(view.wrap(first, 0, 15, 60, false));
        assertFalse(view.wrap(second, 0, 19, 19, true));
        assertEquals(Kind.CUT_BY_CAPTURE, envelope.problems().get(0).kind());
        assertEquals(Kind.TOO_SHORT, envelope.problems().get(1).kind());
    }
}
