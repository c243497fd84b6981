package io.totemtap.decode.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Envelope.Tunnel;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GreViewTest {

    private final Envelope envelope = new Envelope();
    private final GreView view = new GreView(new ProblemLog(envelope));

    private boolean wrap(String hex) {
        byte[] bytes = Hex.bytes(hex);
        return view.wrap(bytes, 0, bytes.length, bytes.length);
    }

    /** Flags of checksum, key and sequence number in every combination, and where the inner packet then starts. */
    @ParameterizedTest
    @CsvSource({
        "0000 6558, 4, 0",
        "8000 6558 1234 0000, 8, 0",
        "2000 6558 00000007, 8, 7",
        "1000 6558 00000009, 8, 0",
        "a000 6558 1234 0000 00000007, 12, 7",
        "9000 6558 1234 0000 00000009, 12, 0",
        "3000 6558 00000007 00000009, 12, 7",
        "b000 6558 1234 0000 fffffff7 00000009, 16, -9",
    })
    void optionalFieldsMoveTheInnerPacket(String header, int length, int id) {
        assertTrue(wrap(header));
        assertEquals(Tunnel.GRE, view.tunnel());
        assertTrue(view.carriesEthernet());
        assertEquals(length, view.innerOffset());
        assertEquals(0, view.innerCaptured());
        assertEquals(0, view.innerOnWire());
        assertEquals(id, view.id());
    }

    @Test
    void bareIpIsCarriedToo() {
        assertTrue(wrap("0000 0800 45"));
        assertFalse(view.carriesEthernet());
        assertEquals(0x0800, view.innerType());
        assertTrue(wrap("0000 86dd 60"));
        assertEquals(0x86dd, view.innerType());
        assertEquals(1, view.innerCaptured());
    }

    @Test
    void erspanOneHasNoSequenceNumberAndNoHeader() {
        assertTrue(wrap("0000 88be 01005e"));
        assertEquals(Tunnel.ERSPAN_I, view.tunnel());
        assertEquals(4, view.innerOffset());
        assertTrue(view.carriesEthernet());
    }

    @Test
    void erspanTwoHasASession() {
        assertTrue(wrap("1000 88be 00000001 1064 03ff 00000000 01005e"));
        assertEquals(Tunnel.ERSPAN_II, view.tunnel());
        assertEquals(1023, view.id());
        assertEquals(16, view.innerOffset());
        assertEquals(3, view.innerOnWire());
    }

    @Test
    void erspanThreeMayHaveAPlatformHeader() {
        assertTrue(wrap("1000 22eb 00000001 2064 0007 00000000 0000 0000 01005e"));
        assertEquals(Tunnel.ERSPAN_III, view.tunnel());
        assertEquals(7, view.id());
        assertEquals(20, view.innerOffset());
        assertTrue(wrap("1000 22eb 00000001 2064 0007 00000000 0000 0001 1800000000000000 01005e"));
        assertEquals(28, view.innerOffset());
    }

    @Test
    void erspanThreeMayCarryBareIp() {
        assertTrue(wrap("1000 22eb 00000001 2064 0007 00000000 0000 0800 45"));
        assertEquals(0x0800, view.innerType());
        assertTrue(wrap("1000 22eb 00000001 2064 0007 00000000 0000 0800 60"));
        assertEquals(0x86dd, view.innerType());
        assertFalse(wrap("1000 22eb 00000001 2064 0007 00000000 0000 0800"));
        assertFalse(wrap("1000 22eb 00000001 2064 0007 00000000 0000 7c00 45"));
    }

    @Test
    void aCopyTheSwitchHasCutHasNoKnownLength() {
        assertTrue(wrap("1000 88be 00000001 1064 0405 00000000 01005e"));
        assertEquals(5, view.id());
        assertEquals(3, view.innerCaptured());
        assertEquals(GreView.LENGTH_NOT_KNOWN, view.innerOnWire());
        assertTrue(wrap("0000 88be 01005e"));
        assertEquals(3, view.innerOnWire());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000 88be 00000001 0064 0005 00000000",
                "1000 88be 00000001 2064 0005 00000000",
                "1000 22eb 00000001 1064 0007 00000000 0000 0000"
            })
    void erspanOfAnotherVersionIsNoted(String hex) {
        assertFalse(wrap(hex));
        assertEquals(Kind.BAD_VALUE, envelope.problems().get(0).kind());
        assertEquals(8, envelope.problems().get(0).offset());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3081 880b 0010 0001 00000001", "4000 0800 00000000", "0000 8847 00", "0000 0000"})
    void otherKindsOfGreAreLeftAlone(String hex) {
        assertFalse(wrap(hex));
        assertTrue(envelope.problems().isEmpty());
    }

    @Test
    void everyPrefixOfTheLongestHeaderIsNoted() {
        byte[] bytes = Hex.bytes("b000 22eb 1234 0000 00000007 00000009 2064 0007 00000000 0000 0001 1800000000000000");
        for (int length = 0; length < bytes.length; length++) {
            Envelope own = new Envelope();
            assertFalse(new GreView(new ProblemLog(own)).wrap(bytes, 0, length, bytes.length), "length " + length);
            assertEquals(Kind.CUT_BY_CAPTURE, own.problems().get(0).kind());
            Envelope shorter = new Envelope();
            assertFalse(new GreView(new ProblemLog(shorter)).wrap(bytes, 0, length, length), "length " + length);
            assertEquals(Kind.TOO_SHORT, shorter.problems().get(0).kind());
        }
        assertTrue(view.wrap(bytes, 0, bytes.length, bytes.length));
    }
}
