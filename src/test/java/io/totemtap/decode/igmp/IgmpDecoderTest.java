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
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IgmpDecoderTest {

    private static final Ipv4Address GROUP = address("239.192.53.207");
    private static final String GROUP_HEX = "efc035cf";

    private final Envelope envelope = new Envelope();
    private final IgmpDecoder decoder = new IgmpDecoder(new ProblemLog(envelope));

    private static Ipv4Address address(String text) {
        return Ipv4Address.parse(text).orElseThrow();
    }

    /** The bytes with the checksum, octets 2 and 3, put right. */
    private static byte[] message(String... hex) {
        byte[] bytes = Hex.bytes(hex);
        if (bytes.length >= 4) {
            int sum = InternetChecksum.finish(InternetChecksum.add(0, bytes, 0, bytes.length));
            bytes[2] = (byte) (sum >>> 8);
            bytes[3] = (byte) sum;
        }
        return bytes;
    }

    private IgmpMessage decode(byte[] bytes, int captured) {
        return decoder.decode(Arrays.copyOf(bytes, captured), 0, captured, bytes.length)
                .orElseThrow();
    }

    private IgmpMessage decode(byte[] bytes) {
        return decode(bytes, bytes.length);
    }

    private List<Kind> kinds() {
        return envelope.problems().stream().map(DecodeProblem::kind).toList();
    }

    @Test
    void readsAQueryOfVersionOne() {
        MembershipQuery query = assertInstanceOf(MembershipQuery.class, decode(message("11000000 00000000")));
        assertEquals(IgmpVersion.V1, query.version());
        assertTrue(query.isGeneral());
        assertEquals(10_000_000_000L, query.maxResponseNanos());
        assertEquals(Checksum.GOOD, query.checksum());
        assertEquals(List.of(), kinds());
    }

    @Test
    void readsAQueryOfVersionTwo() {
        MembershipQuery query = assertInstanceOf(MembershipQuery.class, decode(message("11c80000", GROUP_HEX)));
        assertEquals(IgmpVersion.V2, query.version());
        assertFalse(query.isGeneral());
        assertEquals(GROUP, query.group());
        assertEquals(20_000_000_000L, query.maxResponseNanos(), "200 tenths: linear in version 2");
        assertEquals(0, query.robustness());
        assertEquals(Qqic.NONE, query.queryInterval());
    }

    @Test
    void readsAQueryOfVersionThree() {
        // igmp query v3 [max resp time 20.8s] [gaddr 239.192.53.207, 2 source(s)]
        MembershipQuery query = assertInstanceOf(
                MembershipQuery.class, decode(message("118a0000", GROUP_HEX, "0a8f0002 c0a80151 c0a80152")));
        assertEquals(
                new MembershipQuery(
                        IgmpVersion.V3,
                        new MaxRespCode(0x8a),
                        GROUP,
                        true,
                        2,
                        new Qqic(0x8f),
                        List.of(address("192.168.1.81"), address("192.168.1.82")),
                        Checksum.GOOD),
                query);
        assertEquals(20_800_000_000L, query.maxResponseNanos());
        assertEquals(248, query.queryInterval().seconds());
        assertEquals(List.of(), kinds());
    }

    @ParameterizedTest
    @CsvSource({"00, false, 0", "02, false, 2", "07, false, 7", "08, true, 0", "0f, true, 7", "f2, false, 2"})
    void flagsAreSuppressionAndRobustness(String flags, boolean suppress, int robustness) {
        MembershipQuery query =
                assertInstanceOf(MembershipQuery.class, decode(message("11640000 00000000", flags, "7d0000")));
        assertEquals(suppress, query.suppressRouterProcessing());
        assertEquals(robustness, query.robustness());
    }

    /** RFC 3376 section 7.1: version by length, code 0 or not. */
    @ParameterizedTest
    @CsvSource({
        "4, 0, none",
        "7, 100, none",
        "8, 0, V1",
        "8, 1, V2",
        "8, 255, V2",
        "9, 0, none",
        "9, 100, none",
        "11, 100, none",
        "12, 0, V3",
        "12, 100, V3",
        "13, 100, V3",
        "1480, 100, V3"
    })
    void lengthAndCodeTellTheVersionOfAQuery(int length, int code, String version) {
        byte[] bytes = new byte[length];
        bytes[0] = 0x11;
        bytes[1] = (byte) code;
        IgmpMessage message = decode(bytes);
        if (version.equals("none")) {
            assertEquals(new UnknownIgmp(0x11, message.checksum()), message);
            assertTrue(kinds().contains(Kind.TOO_SHORT));
        } else {
            assertEquals(
                    IgmpVersion.valueOf(version),
                    assertInstanceOf(MembershipQuery.class, message).version());
        }
    }

    @Test
    void theVersionIsToldByTheLengthOnTheWireNotByWhatWasCaptured() {
        byte[] bytes = message("11640000 00000000 027d0000");
        assertEquals(new UnknownIgmp(0x11, Checksum.UNKNOWN), decode(bytes, 8));
        assertEquals(List.of(Kind.CUT_BY_CAPTURE), kinds());
    }

    @Test
    void readsReportsAndLeaves() {
        assertEquals(new MembershipReportV1(GROUP, Checksum.GOOD), decode(message("12000000", GROUP_HEX)));
        assertEquals(new MembershipReportV2(GROUP, Checksum.GOOD), decode(message("16000000", GROUP_HEX)));
        assertEquals(new LeaveGroup(GROUP, Checksum.GOOD), decode(message("17000000", GROUP_HEX)));
        assertEquals(new LeaveGroup(Ipv4Address.UNSPECIFIED, Checksum.GOOD), decode(message("17000000 00000000")));
        assertEquals(List.of(), kinds());
    }

    @Test
    void whatFollowsAMessageOfEightBytesIsIgnoredButForTheChecksum() {
        byte[] bytes = message("16000000", GROUP_HEX, "0102030405");
        assertEquals(new MembershipReportV2(GROUP, Checksum.GOOD), decode(bytes));
        assertEquals(List.of(), kinds());
        bytes[12]++;
        assertEquals(new MembershipReportV2(GROUP, Checksum.BAD), decode(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12000000 c0a80151", "16000000 00000000", "17000000 c0a80151", "11640000 c0a80151"})
    void aGroupThatIsNoneIsNoted(String hex) {
        decode(message(hex));
        assertEquals(
                List.of(new DecodeProblem(Layer.IGMP, Kind.BAD_VALUE, 4, 0, 0, LengthFrom.FIXED_SIZE)),
                envelope.problems());
    }

    @Test
    void aBrokenChecksumIsInTheMessageAndInTheProblems() {
        byte[] bytes = message("16000000", GROUP_HEX);
        bytes[3] ^= 1;
        assertEquals(new MembershipReportV2(GROUP, Checksum.BAD), decode(bytes));
        assertEquals(
                List.of(new DecodeProblem(Layer.IGMP, Kind.BAD_CHECKSUM, 2, 0, 0, LengthFrom.FIXED_SIZE)),
                envelope.problems());
    }

    @Test
    void readsEveryKindOfRecord() {
        StringBuilder hex = new StringBuilder("22000000 00000008");
        for (int type = 0; type < 8; type++) {
            hex.append(" 0").append(type).append("000000 ef00000").append(type);
        }
        MembershipReportV3 report = assertInstanceOf(MembershipReportV3.class, decode(message(hex.toString())));
        assertEquals(8, report.recordCount());
        assertEquals(8, report.records().size());
        for (int type = 0; type < 8; type++) {
            GroupRecord record = report.records().get(type);
            assertEquals(GroupRecord.Type.of(type), record.type());
            assertEquals(type, record.typeNumber());
            assertEquals(new Ipv4Address(0xef000000 + type), record.group());
        }
        assertEquals(List.of(Kind.UNKNOWN_TYPE, Kind.UNKNOWN_TYPE), kinds());
    }

    @Test
    void readsSourcesAndStepsOverAuxiliaryData() {
        MembershipReportV3 report = assertInstanceOf(
                MembershipReportV3.class,
                decode(message(
                        "22000000 00000002",
                        "01020002 ef010203 c0a80151 c0a80152 deadbeef deadbeef",
                        "03000000 ef090909")));
        assertEquals(
                List.of(
                        new GroupRecord(
                                GroupRecord.Type.MODE_IS_INCLUDE,
                                1,
                                address("239.1.2.3"),
                                2,
                                List.of(address("192.168.1.81"), address("192.168.1.82")),
                                2),
                        new GroupRecord(
                                GroupRecord.Type.CHANGE_TO_INCLUDE_MODE, 3, address("239.9.9.9"), 0, List.of(), 0)),
                report.records());
        assertTrue(report.records().get(1).wantsNothing());
        assertEquals(List.of(), kinds());
    }

    @Test
    void aReportWithoutRecordsIsAReport() {
        assertEquals(new MembershipReportV3(0, List.of(), Checksum.GOOD), decode(message("22000000 00000000")));
        assertEquals(List.of(), kinds());
    }

    @Test
    void aHostileRecordCountEndsWithTheBytes() {
        byte[] bytes = message("22000000 0000ffff", "04000000 efc035cf".repeat(4));
        assertEquals(40, bytes.length);
        MembershipReportV3 report = assertInstanceOf(MembershipReportV3.class, decode(bytes));
        assertEquals(65_535, report.recordCount());
        assertEquals(4, report.records().size());
        assertEquals(
                List.of(new DecodeProblem(Layer.IGMP, Kind.CLAIMS_TOO_MUCH, 40, 8, 0, LengthFrom.RECORD_COUNT)),
                envelope.problems());
    }

    @Test
    void aHostileSourceCountEndsWithTheBytesAndIsNoLeave() {
        byte[] bytes = message("22000000 00000002", "0300ffff efc035cf c0a80151 c0a80152", "c0a8");
        MembershipReportV3 report = assertInstanceOf(MembershipReportV3.class, decode(bytes));
        assertEquals(1, report.records().size());
        GroupRecord record = report.records().get(0);
        assertEquals(65_535, record.sourceCount());
        assertEquals(2, record.sources().size());
        assertFalse(record.wantsNothing());
        assertEquals(
                List.of(new DecodeProblem(
                        Layer.IGMP, Kind.CLAIMS_TOO_MUCH, 16, 4 * 65_535, 10, LengthFrom.RECORD_COUNT)),
                envelope.problems());
    }

    @Test
    void auxiliaryDataThatIsNotThereEndsTheList() {
        byte[] bytes = message("22000000 00000002", "04ff0000 efc035cf", "04000000 efc035cf");
        MembershipReportV3 report = assertInstanceOf(MembershipReportV3.class, decode(bytes));
        assertEquals(1, report.records().size());
        assertEquals(List.of(Kind.CLAIMS_TOO_MUCH), kinds());
    }

    @Test
    void aHostileSourceCountOfAQueryEndsWithTheBytes() {
        byte[] bytes = message("11640000 efc035cf 027dffff c0a80151");
        MembershipQuery query = assertInstanceOf(MembershipQuery.class, decode(bytes));
        assertEquals(List.<IpAddress>of(address("192.168.1.81")), query.sources());
        assertEquals(List.of(Kind.CLAIMS_TOO_MUCH), kinds());
    }

    @Test
    void whatFollowsTheListsIsNoted() {
        decode(message("22000000 00000001", "04000000 efc035cf", "0102"));
        decode(message("11640000 00000000 027d0000 01"));
        assertEquals(
                List.of(
                        new DecodeProblem(Layer.IGMP, Kind.BAD_VALUE, 16, 0, 2, LengthFrom.RECORD_COUNT),
                        new DecodeProblem(Layer.IGMP, Kind.BAD_VALUE, 12, 0, 1, LengthFrom.RECORD_COUNT)),
                envelope.problems());
    }

    @Test
    void everyPrefixOfAReportKeepsTheRecordsThatAreThere() {
        byte[] bytes = message(
                "22000000 00000003",
                "04000000 efc035cf",
                "01010002 ef010203 c0a80151 c0a80152 deadbeef",
                "03000000 ef090909");
        List<Integer> records = new ArrayList<>();
        for (int length = 1; length < bytes.length; length++) {
            Envelope own = new Envelope();
            Optional<IgmpMessage> message =
                    new IgmpDecoder(new ProblemLog(own)).decode(Arrays.copyOf(bytes, length), 0, length, bytes.length);
            assertEquals(Checksum.UNKNOWN, message.orElseThrow().checksum());
            assertEquals(1, own.problems().size(), "length " + length + own.problems());
            assertEquals(Kind.CUT_BY_CAPTURE, own.problems().get(0).kind());
            if (message.get() instanceof MembershipReportV3 report) {
                records.add(report.records().size());
            } else {
                assertTrue(length < 8);
                assertEquals(new UnknownIgmp(0x22, Checksum.UNKNOWN), message.get());
            }
        }
        List<Integer> expected = new ArrayList<>();
        for (int length = 8; length < bytes.length; length++) {
            expected.add(length < 16 ? 0 : length < 24 ? 1 : 2);
        }
        assertEquals(expected, records);
    }

    @Test
    void aCutIsReportedEvenWhereACountIsAlsoHostile() {
        byte[] bytes = message("22000000 00000001", "0400ffff efc035cf c0a80151 c0a80152");
        decode(bytes, 20);
        assertEquals(List.of(Kind.CLAIMS_TOO_MUCH, Kind.CUT_BY_CAPTURE), kinds());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x12, 0x16, 0x17, 0x22})
    void underEightBytesThereIsNoReport(int type) {
        byte[] bytes = new byte[7];
        bytes[0] = (byte) type;
        assertEquals(type, assertInstanceOf(UnknownIgmp.class, decode(bytes)).type());
        assertTrue(envelope.problems()
                .contains(new DecodeProblem(Layer.IGMP, Kind.TOO_SHORT, 0, 8, 7, LengthFrom.FIXED_SIZE)));
    }

    @Test
    void withoutATypeThereIsNoMessage() {
        assertEquals(Optional.empty(), decoder.decode(new byte[0], 0, 0, 0));
        assertEquals(Optional.empty(), decoder.decode(new byte[0], 0, 0, 8));
        assertEquals(List.of(Kind.TOO_SHORT, Kind.CUT_BY_CAPTURE), kinds());
    }

    @ParameterizedTest
    @CsvSource({
        "13, false",
        "14, false",
        "1e, false",
        "1f, false",
        "30, false",
        "32, false",
        "00, true",
        "18, true",
        "33, true",
        "ff, true"
    })
    void otherTypesAreKeptAndNotedUnlessDefinedElsewhere(String type, boolean noted) {
        IgmpMessage message = decode(message(type, "000000 00000000"));
        assertEquals(new UnknownIgmp(Integer.parseInt(type, 16), Checksum.GOOD), message);
        assertEquals(noted ? List.of(Kind.UNKNOWN_TYPE) : List.of(), kinds());
    }
}
