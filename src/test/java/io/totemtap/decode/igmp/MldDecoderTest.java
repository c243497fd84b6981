package io.totemtap.decode.igmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import io.totemtap.net.InternetChecksum;
import io.totemtap.net.Ipv6Address;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MldDecoderTest {

    /** Any sum will do: the decoder adds it as it is. */
    private static final long PSEUDO_HEADER = 0x4_5678;

    private static final String ANY_HEX = "00".repeat(16);
    private static final String GROUP_HEX = "ff15000000000000 000000000000ddb4";
    private static final String HOST_HEX = "fe80000000000000 0000c0fffea80151";
    private static final Ipv6Address GROUP = address("ff15::ddb4");
    private static final Ipv6Address HOST = address("fe80::c0ff:fea8:151");

    private final Envelope envelope = new Envelope();
    private final MldDecoder decoder = new MldDecoder(new ProblemLog(envelope));

    private static Ipv6Address address(String text) {
        return Ipv6Address.parse(text).orElseThrow();
    }

    private static byte[] message(String... hex) {
        byte[] bytes = Hex.bytes(hex);
        int sum = InternetChecksum.finish(InternetChecksum.add(PSEUDO_HEADER, bytes, 0, bytes.length));
        bytes[2] = (byte) (sum >>> 8);
        bytes[3] = (byte) sum;
        return bytes;
    }

    private Optional<MldMessage> decode(byte[] bytes, int captured) {
        return decoder.decode(Arrays.copyOf(bytes, captured), 0, captured, bytes.length, PSEUDO_HEADER);
    }

    private MldMessage decode(byte[] bytes) {
        return decode(bytes, bytes.length).orElseThrow();
    }

    private List<Kind> kinds() {
        return envelope.problems().stream().map(DecodeProblem::kind).toList();
    }

    @Test
    void readsAQueryOfVersionOne() {
        MldQuery query = assertInstanceOf(MldQuery.class, decode(message("82000000 93e80000", ANY_HEX)));
        assertEquals(MldVersion.V1, query.version());
        assertTrue(query.isGeneral());
        assertEquals(37_864_000_000L, query.maxResponseNanos(), "linear in version 1");
        assertEquals(Checksum.GOOD, query.checksum());
        assertEquals(List.of(), kinds());
    }

    @Test
    void readsAQueryOfVersionTwo() {
        // multicast listener query v2 [max resp delay=81536] [gaddr ff15::ddb4 sflag robustness=2 qqi=125, 1 source(s)]
        assertEquals(
                new MldQuery(
                        MldVersion.V2,
                        new MaximumResponseCode(0x93e8),
                        GROUP,
                        true,
                        2,
                        new Qqic(125),
                        List.of(HOST),
                        Checksum.GOOD),
                decode(message("82000000 93e80000", GROUP_HEX, "0a7d0001", HOST_HEX)));
        assertEquals(81_536, new MaximumResponseCode(0x93e8).millis(MldVersion.V2));
        assertEquals(List.of(), kinds());
    }

    /** RFC 3810 section 8.1: 24 octets are version 1, 28 or more version 2, all else is ignored. */
    @ParameterizedTest
    @CsvSource({"4, none", "23, none", "24, V1", "25, none", "27, none", "28, V2", "29, V2", "1400, V2"})
    void theLengthTellsTheVersionOfAQuery(int length, String version) {
        byte[] bytes = new byte[length];
        bytes[0] = (byte) 130;
        Optional<MldMessage> message = decode(bytes, length);
        if (version.equals("none")) {
            assertEquals(Optional.empty(), message);
            assertTrue(kinds().contains(Kind.TOO_SHORT));
        } else {
            assertEquals(
                    MldVersion.valueOf(version),
                    assertInstanceOf(MldQuery.class, message.orElseThrow()).version());
        }
    }

    @Test
    void theVersionIsToldByTheLengthOnTheWireNotByWhatWasCaptured() {
        assertEquals(Optional.empty(), decode(message("82000000 27100000", ANY_HEX, "027d0000"), 24));
        assertEquals(
                List.of(new DecodeProblem(Layer.MLD, Kind.CUT_BY_CAPTURE, 0, 28, 24, LengthFrom.FIXED_SIZE)),
                envelope.problems());
    }

    @Test
    void readsReportsAndDone() {
        assertEquals(new MldReportV1(GROUP, Checksum.GOOD), decode(message("83000000 00000000", GROUP_HEX)));
        assertEquals(new MldDone(GROUP, Checksum.GOOD), decode(message("84000000 00000000", GROUP_HEX, "0102")));
        assertEquals(List.of(), kinds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"82000000 00000000", "83000000 00000000", "84000000 00000000"})
    void aGroupThatIsNoneIsNoted(String start) {
        decode(message(start, HOST_HEX));
        assertEquals(
                List.of(new DecodeProblem(Layer.MLD, Kind.BAD_VALUE, 8, 0, 0, LengthFrom.FIXED_SIZE)),
                envelope.problems());
    }

    @Test
    void readsRecordsWithSourcesAndAuxiliaryData() {
        MldReportV2 report = assertInstanceOf(
                MldReportV2.class,
                decode(message(
                        "8f000000 00000002", "04010000", GROUP_HEX, "deadbeef", "06000001", GROUP_HEX, HOST_HEX)));
        assertEquals(
                List.of(
                        new GroupRecord(GroupRecord.Type.CHANGE_TO_EXCLUDE_MODE, 4, GROUP, 0, List.of(), 1),
                        new GroupRecord(GroupRecord.Type.BLOCK_OLD_SOURCES, 6, GROUP, 1, List.of(HOST), 0)),
                report.records());
        assertEquals(List.of(), kinds());
    }

    @Test
    void hostileCountsEndWithTheBytes() {
        MldReportV2 report = assertInstanceOf(
                MldReportV2.class, decode(message("8f000000 0000ffff", "0300ffff", GROUP_HEX, HOST_HEX)));
        assertEquals(65_535, report.recordCount());
        assertEquals(1, report.records().size());
        assertEquals(List.of(HOST), report.records().get(0).sources());
        assertFalse(report.records().get(0).wantsNothing());
        assertEquals(List.of(Kind.CLAIMS_TOO_MUCH), kinds());
    }

    @Test
    void whatFollowsTheListsIsNoted() {
        decode(message("8f000000 00000000", "01"));
        assertEquals(
                List.of(new DecodeProblem(Layer.MLD, Kind.BAD_VALUE, 8, 0, 1, LengthFrom.RECORD_COUNT)),
                envelope.problems());
    }

    @Test
    void aBrokenChecksumIsInTheMessageAndInTheProblems() {
        byte[] bytes = message("83000000 00000000", GROUP_HEX);
        bytes[3] ^= 1;
        assertEquals(new MldReportV1(GROUP, Checksum.BAD), decode(bytes));
        assertEquals(List.of(Kind.BAD_CHECKSUM), kinds());
    }

    @Test
    void everyPrefixIsCutAndNothingElse() {
        byte[] bytes = message("8f000000 00000002", "04000000", GROUP_HEX, "01000001", GROUP_HEX, HOST_HEX);
        for (int length = 1; length < bytes.length; length++) {
            Envelope own = new Envelope();
            Optional<MldMessage> message = new MldDecoder(new ProblemLog(own))
                    .decode(Arrays.copyOf(bytes, length), 0, length, bytes.length, PSEUDO_HEADER);
            assertEquals(length >= 8, message.isPresent());
            assertEquals(1, own.problems().size());
            assertEquals(Kind.CUT_BY_CAPTURE, own.problems().get(0).kind());
        }
    }

    @Test
    void fourTypesAreMld() {
        for (int type = 0; type < 256; type++) {
            boolean expected = type == 130 || type == 131 || type == 132 || type == 143;
            assertEquals(expected, MldDecoder.isType(type));
        }
    }
}
