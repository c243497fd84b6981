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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Ipv4ViewTest {

    private final Envelope envelope = new Envelope();
    private final Ipv4View view = new Ipv4View(new ProblemLog(envelope));

    // IP (tos 0xc0, ttl 1, id 0, offset 0, flags [DF], proto IGMP (2), length 32, options (RA))
    //     192.168.1.81 > 239.192.53.207: igmp v2 report 239.192.53.207
    private final byte[] report = Hex.bytes("46c0002000004000 0102fc8e c0a80151 efc035cf 94040000 1600c46fefc035cf");

    // IP (tos 0x0, ttl 1, id 18193, offset 48, flags [none], proto UDP (17), length 28)
    private final byte[] plain = Hex.bytes("4500001c47110006 01110000 c0a80151 efc035cf 0102030405060708");

    private boolean wrap(byte[] bytes) {
        return view.wrap(bytes, 0, bytes.length, bytes.length);
    }

    private DecodeProblem onlyProblem() {
        assertEquals(1, envelope.problems().size(), envelope.problems()::toString);
        return envelope.problems().get(0);
    }

    @Test
    void readsTheFixedPart() {
        assertTrue(wrap(report));
        assertEquals(
                "192.168.1.81",
                IpAddress.of(view.sourceHigh(), view.sourceLow()).toString());
        assertEquals(
                "239.192.53.207",
                IpAddress.of(view.destinationHigh(), view.destinationLow()).toString());
        assertEquals(2, view.protocol());
        assertEquals(1, view.timeToLive());
        assertEquals(0xc0, view.typeOfService());
        assertEquals(0, view.identification());
        assertTrue(view.dontFragment());
        assertFalse(view.isFragment());
        assertEquals(32, view.totalLength());
        assertEquals(24, view.payloadOffset());
        assertEquals(8, view.payloadCaptured());
        assertEquals(8, view.payloadLength());
        assertTrue(envelope.problems().isEmpty());
    }

    @Test
    void readsFragments() {
        assertTrue(wrap(plain));
        assertTrue(view.isFragment());
        assertFalse(view.moreFragments());
        assertEquals(48, view.fragmentOffset());
        assertEquals(0x4711, view.fragmentIdentification());
        plain[6] = 0x20;
        plain[7] = 0;
        assertTrue(wrap(plain));
        assertTrue(view.isFragment());
        assertTrue(view.moreFragments());
        assertEquals(0, view.fragmentOffset());
        plain[6] = (byte) 0x9f;
        plain[7] = (byte) 0xff;
        assertTrue(wrap(plain));
        assertEquals(65_528, view.fragmentOffset());
        assertFalse(view.moreFragments());
        assertFalse(view.dontFragment());
    }

    @ParameterizedTest
    @CsvSource({
        "94040000, true",
        "01010100, false",
        "00940400, false",
        "07040400, false",
        "0194040000000000, true",
        "0704040094040000, true",
    })
    void findsRouterAlertAmongTheOptions(String options, boolean alert) {
        int words = options.length() / 8;
        byte[] bytes = Hex.bytes("4" + (5 + words) + "000000 00000000 01020000 c0a80151 efc035cf", options);
        assertTrue(wrap(bytes));
        assertEquals(alert, view.routerAlert());
        assertTrue(envelope.problems().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"94000000", "94010000", "94050000", "01010194", "07030094"})
    void optionsWithImpossibleLengthsAreNotedAndTheRestIsRead(String options) {
        byte[] bytes = Hex.bytes("46000018 00000000 01020000 c0a80151 efc035cf", options);
        assertTrue(wrap(bytes));
        assertFalse(view.routerAlert());
        assertEquals(Kind.BAD_VALUE, onlyProblem().kind());
    }

    @Test
    void theAlertOfOnePacketIsNotThatOfTheNext() {
        assertTrue(wrap(report));
        assertTrue(view.routerAlert());
        assertTrue(wrap(plain));
        assertFalse(view.routerAlert());
    }

    @Test
    void paddingBehindTheTotalLengthIsNoPayload() {
        assertTrue(view.wrap(Hex.bytes("4500001600000000 01110000 c0a80151 efc035cf aabb 0000 0000"), 0, 26, 26));
        assertEquals(2, view.payloadCaptured());
        assertEquals(2, view.payloadLength());
    }

    @Test
    void aSlicedPayloadKeepsItsLength() {
        assertTrue(view.wrap(report, 0, 26, 32));
        assertEquals(2, view.payloadCaptured());
        assertEquals(8, view.payloadLength());
        assertTrue(envelope.problems().isEmpty());
    }

    @Test
    void aTotalLengthOfZeroIsAllThereIs() {
        report[3] = 0;
        assertTrue(wrap(report));
        assertEquals(32, view.totalLength());
        assertEquals(8, view.payloadLength());
    }

    @Test
    void aTotalLengthThatClaimsTooMuchIsNotedAndCutDown() {
        report[2] = (byte) 0xff;
        assertTrue(wrap(report));
        assertEquals(8, view.payloadLength());
        assertEquals(0xff20, view.totalLength());
        assertEquals(
                new DecodeProblem(Layer.IP, Kind.CLAIMS_TOO_MUCH, 2, 0xff20, 32, LengthFrom.IP_TOTAL_LENGTH),
                onlyProblem());
    }

    @Test
    void aTotalLengthShorterThanTheHeaderIsRefused() {
        report[3] = 23;
        assertFalse(wrap(report));
        assertTrue(view.hasFixedPart());
        assertEquals(
                new DecodeProblem(Layer.IP, Kind.CLAIMS_TOO_MUCH, 0, 24, 23, LengthFrom.IP_HEADER_LENGTH),
                onlyProblem());
    }

    @Test
    void aHeaderLengthUnderTwentyIsRefused() {
        report[0] = 0x44;
        assertFalse(wrap(report));
        assertTrue(view.hasFixedPart());
        assertEquals(
                new DecodeProblem(Layer.IP, Kind.BAD_VALUE, 0, 20, 16, LengthFrom.IP_HEADER_LENGTH), onlyProblem());
    }

    @Test
    void optionsThatAreCutLeaveTheFixedPart() {
        assertFalse(view.wrap(report, 0, 23, 32));
        assertTrue(view.hasFixedPart());
        assertEquals(2, view.protocol());
        assertEquals(
                new DecodeProblem(Layer.IP, Kind.CUT_BY_CAPTURE, 0, 24, 23, LengthFrom.IP_HEADER_LENGTH),
                onlyProblem());
    }

    @Test
    void underTwentyBytesThereIsNothing() {
        assertFalse(view.wrap(report, 0, 19, 32));
        assertFalse(view.hasFixedPart());
        assertFalse(view.wrap(report, 0, 19, 19));
        assertEquals(
                List.of(Kind.CUT_BY_CAPTURE, Kind.TOO_SHORT),
                envelope.problems().stream().map(DecodeProblem::kind).toList());
    }

    @Test
    void anotherVersionIsRefused() {
        report[0] = 0x66;
        assertFalse(wrap(report));
        assertFalse(view.hasFixedPart());
        assertEquals(Kind.BAD_VALUE, onlyProblem().kind());
    }

    @Test
    void theHeaderChecksumCoversTheOptions() {
        assertTrue(wrap(report));
        view.checkHeader();
        assertTrue(envelope.problems().isEmpty());
        report[22] = 1;
        assertTrue(wrap(report));
        view.checkHeader();
        assertEquals(Kind.BAD_CHECKSUM, onlyProblem().kind());
    }

    @Test
    void aHeaderChecksumOfZeroWasLeftToTheCard() {
        report[10] = 0;
        report[11] = 0;
        assertTrue(wrap(report));
        view.checkHeader();
        assertEquals(Kind.CHECKSUM_NOT_FILLED_IN, onlyProblem().kind());
    }

    @Test
    void thePseudoHeaderIsAddressesProtocolAndLength() {
        assertTrue(wrap(report));
        assertEquals(0xc0a8 + 0x0151 + 0xefc0 + 0x35cf + 17 + 32, view.pseudoHeaderSum(17, 32));
    }
}
