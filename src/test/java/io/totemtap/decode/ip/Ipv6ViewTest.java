package io.totemtap.decode.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import io.totemtap.net.IpAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Ipv6ViewTest {

    private static final String ADDRESSES = "fe80000000000000 0000c0fffea80151 ff15000000000000 000000000000ddb4";
    private static final String HOP_BY_HOP_ALERT = "0502 0000 0100";

    private final Envelope envelope = new Envelope();
    private final Ipv6View view = new Ipv6View(new ProblemLog(envelope));

    /** A packet with this next header and these bytes behind the fixed part. */
    private static byte[] packet(int nextHeader, String... behind) {
        byte[] bytes = Hex.bytes("6b800000 0000", "0001", ADDRESSES, String.join("", behind));
        bytes[5] = (byte) (bytes.length - 40);
        bytes[6] = (byte) nextHeader;
        return bytes;
    }

    private boolean wrap(byte[] bytes) {
        return view.wrap(bytes, 0, bytes.length, bytes.length);
    }

    private DecodeProblem onlyProblem() {
        assertEquals(1, envelope.problems().size(), envelope.problems()::toString);
        return envelope.problems().get(0);
    }

    @Test
    void readsTheFixedPart() {
        assertTrue(wrap(packet(17, "0102030405060708")));
        assertEquals(
                "fe80::c0ff:fea8:151",
                IpAddress.of(view.sourceHigh(), view.sourceLow()).toString());
        assertEquals(
                "ff15::ddb4",
                IpAddress.of(view.destinationHigh(), view.destinationLow()).toString());
        assertEquals(17, view.protocol());
        assertEquals(1, view.hopLimit());
        assertEquals(0xb8, view.trafficClass());
        assertEquals(48, view.totalLength());
        assertEquals(40, view.payloadOffset());
        assertEquals(8, view.payloadLength());
        assertFalse(view.isFragment());
        assertFalse(view.routerAlert());
    }

    @Test
    void walksEveryKindOfExtension() {
        assertTrue(wrap(packet(
                0,
                "2b00" + HOP_BY_HOP_ALERT,
                "3c00 0400 00000000",
                "2c01 0104 00000000 0000000000000000",
                "1100 0000 00000007",
                "0102")));
        assertEquals(17, view.protocol());
        assertTrue(view.routerAlert());
        assertEquals(40 + 8 + 8 + 16 + 8, view.payloadOffset());
        assertEquals(2, view.payloadLength());
        assertFalse(view.isFragment());
        assertTrue(envelope.problems().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"0502 0000 0100, true", "0000 0000 0502, false", "0104 00000000, false", "0000 0502 0000, true"})
    void findsRouterAlertAmongTheHopByHopOptions(String options, boolean alert) {
        assertTrue(wrap(packet(0, "3a00", options, "00")));
        assertEquals(alert, view.routerAlert());
    }

    @Test
    void routerAlertCountsOnlyHopByHop() {
        assertTrue(wrap(packet(60, "3a00", HOP_BY_HOP_ALERT)));
        assertFalse(view.routerAlert());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0505 00000000", "0000 00000001", "0000 00000502"})
    void optionsWithImpossibleLengthsAreNoted(String options) {
        assertTrue(wrap(packet(0, "3a00", options)));
        assertEquals(58, view.protocol());
        assertEquals(Kind.BAD_VALUE, onlyProblem().kind());
    }

    @Test
    void readsFragments() {
        assertTrue(wrap(packet(44, "1100 0001 cafe4711", "0102030405060708")));
        assertTrue(view.isFragment());
        assertTrue(view.moreFragments());
        assertEquals(0, view.fragmentOffset());
        assertEquals(0xcafe4711, view.fragmentIdentification());
        assertTrue(wrap(packet(44, "1100 fff8 cafe4711", "01")));
        assertEquals(65_528, view.fragmentOffset());
        assertFalse(view.moreFragments());
        assertEquals(48, view.payloadOffset());
    }

    @Test
    void anAtomicFragmentIsNone() {
        assertTrue(wrap(packet(44, "1100 0000 cafe4711", "01")));
        assertFalse(view.isFragment());
    }

    @Test
    void behindALaterFragmentThereIsNoHeaderToWalk() {
        assertTrue(wrap(packet(44, "3c00 0008 cafe4711", "ffff")));
        assertEquals(60, view.protocol());
        assertEquals(2, view.payloadLength());
        assertTrue(envelope.problems().isEmpty());
    }

    @Test
    void eightExtensionsAreWalkedAndNineAreNot() {
        String option = "3c00 0104 00000000";
        assertTrue(wrap(packet(60, option.repeat(7), "1100 0104 00000000")));
        assertEquals(17, view.protocol());
        assertFalse(wrap(packet(60, option.repeat(8), "1100 0104 00000000")));
        assertTrue(view.hasFixedPart());
        assertEquals(new DecodeProblem(Layer.IP, Kind.BAD_VALUE, 104, 0, 0, LengthFrom.FIXED_SIZE), onlyProblem());
    }

    @Test
    void anExtensionThatClaimsTooMuchIsRefused() {
        assertFalse(wrap(packet(60, "1101 0104 00000000")));
        assertEquals(
                new DecodeProblem(Layer.IP, Kind.CLAIMS_TOO_MUCH, 40, 16, 8, LengthFrom.IP_EXTENSION_LENGTH),
                onlyProblem());
    }

    @Test
    void anExtensionThatIsCutIsNotedAsThat() {
        byte[] bytes = packet(60, "1101 0104 00000000 0000000000000000");
        assertFalse(view.wrap(bytes, 0, 48, 56));
        assertEquals(
                new DecodeProblem(Layer.IP, Kind.CUT_BY_CAPTURE, 40, 16, 8, LengthFrom.IP_EXTENSION_LENGTH),
                onlyProblem());
        assertTrue(view.hasFixedPart());
    }

    @Test
    void extensionsEndWithThePayloadLengthNotWithThePadding() {
        byte[] bytes = packet(60, "1100 0104 0000");
        byte[] padded = Arrays.copyOf(bytes, 60);
        assertFalse(view.wrap(padded, 0, 60, 60));
        assertEquals(new DecodeProblem(Layer.IP, Kind.TOO_SHORT, 40, 8, 6, LengthFrom.FIXED_SIZE), onlyProblem());
    }

    @Test
    void aPayloadLengthOfZeroIsAllThereIsUnlessNothingIsToFollow() {
        byte[] bytes = packet(17, "0102030405060708");
        bytes[5] = 0;
        assertTrue(wrap(bytes));
        assertEquals(8, view.payloadLength());
        assertEquals(48, view.totalLength());
        bytes[6] = 59;
        assertTrue(wrap(bytes));
        assertEquals(0, view.payloadLength());
        assertEquals(40, view.totalLength());
    }

    @Test
    void aPayloadLengthThatClaimsTooMuchIsNotedAndCutDown() {
        byte[] bytes = packet(17, "0102030405060708");
        bytes[5] = 9;
        assertTrue(wrap(bytes));
        assertEquals(8, view.payloadLength());
        assertEquals(
                new DecodeProblem(Layer.IP, Kind.CLAIMS_TOO_MUCH, 4, 49, 48, LengthFrom.IP_TOTAL_LENGTH),
                onlyProblem());
    }

    @Test
    void aSlicedPayloadKeepsItsLength() {
        assertTrue(view.wrap(packet(17, "0102030405060708"), 0, 43, 48));
        assertEquals(3, view.payloadCaptured());
        assertEquals(8, view.payloadLength());
    }

    @Test
    void underFortyBytesThereIsNothing() {
        assertFalse(view.wrap(packet(17), 0, 39, 40));
        assertFalse(view.hasFixedPart());
        assertEquals(Kind.CUT_BY_CAPTURE, onlyProblem().kind());
    }

    @Test
    void anotherVersionIsRefused() {
        byte[] bytes = packet(17);
        bytes[0] = 0x4b;
        assertFalse(wrap(bytes));
        assertFalse(view.hasFixedPart());
        assertEquals(Kind.BAD_VALUE, onlyProblem().kind());
    }

    @Test
    void thePseudoHeaderIsAddressesProtocolAndLength() {
        assertTrue(wrap(packet(17)));
        long addresses = 0xfe80 + 0xc0ff + 0xfea8 + 0x0151 + 0xff15 + 0xddb4;
        assertEquals(addresses + 17 + 32, view.pseudoHeaderSum(17, 32));
    }
}
