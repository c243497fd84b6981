package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages built field by field, in each layout and byte order. */
class TotemDecoderTest {

    private static final long HIGH_NODE = 0xc0a80151L;
    private static final TotemDialect OPENAIS = TotemDialect.OPENAIS_COROSYNC1;

    private final List<DecodeProblem> problems = new ArrayList<>();
    private final TotemDecoder decoder = new TotemDecoder(TotemKeyring.EMPTY);

    static Stream<Arguments> layouts() {
        return Stream.of(TotemDialect.values())
                .flatMap(dialect -> Stream.of(Arguments.of(dialect, true), Arguments.of(dialect, false)));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void tokenHasItsFieldsInEveryLayout(TotemDialect dialect, boolean little) {
        Wire wire = new Wire(dialect, little)
                .header(TotemType.ORF_TOKEN, 0, HIGH_NODE)
                .u32(0xffff_fff0L)
                .u32(0x8000_0001L)
                .u32(0xffff_ffffL)
                .u32(HIGH_NODE)
                .ringId(3, 0x0123_4567_89ab_cdefL)
                .u32(17)
                .u32(50)
                .u32(-1)
                .u32(2)
                .ringId(3, 12)
                .u32(0xffff_ffeeL)
                .ringId(4, 16)
                .u32(1);
        OrfToken token = assertInstanceOf(OrfToken.class, decode(wire.packet()));
        assertEquals(List.of(), problems);
        assertEquals(HIGH_NODE, token.nodeId());
        assertEquals(little, token.isLittleEndian());
        assertEquals(dialect, token.dialect());
        assertEquals(0xffff_fff0L, token.seq());
        assertEquals(0x8000_0001L, token.tokenSeq());
        assertEquals(0xffff_ffffL, token.aru());
        assertEquals(HIGH_NODE, token.aruAddress());
        assertEquals(0x0123_4567_89ab_cdefL, token.ringSequence());
        assertEquals(3, token.ringId().representative().nodeId());
        assertEquals(17, token.backlog());
        assertEquals(50, token.fcc());
        assertEquals(-1, token.retransFlag());
        assertEquals(2, token.retransmitCount());
        assertEquals(12, token.retransmitRingId(0).sequence());
        assertEquals(0xffff_ffeeL, token.retransmitSeq(0));
        assertEquals(4, token.retransmitRingId(1).representative().nodeId());
        assertEquals(1, token.retransmitSeq(1));
        assertThrows(IndexOutOfBoundsException.class, () -> token.retransmitSeq(2));
        assertEquals(wire.bytes().length, token.length());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void mcastHasItsFieldsInEveryLayout(TotemDialect dialect, boolean little) {
        Wire wire = new Wire(dialect, little)
                .header(TotemType.MCAST, 2, 7)
                .processor(7)
                .u32(0x8000_0000L)
                .u32(0xffff_ffffL)
                .ringId(2, 20)
                .u32(0xdead_beefL)
                .u32(1)
                .raw(Vectors.hex("0000000000000000"));
        Mcast mcast = assertInstanceOf(Mcast.class, decode(wire.packet()));
        assertEquals(List.of(), problems);
        assertEquals(7, mcast.systemFrom().nodeId());
        assertEquals(0x8000_0000L, mcast.seq());
        assertEquals(0xffff_ffffL, mcast.thisSeqno());
        assertEquals(20, mcast.ringSequence());
        assertEquals(2, mcast.ringId().representative().nodeId());
        assertEquals(1, mcast.guarantee());
        assertEquals("0000000000000000", Vectors.hex(mcast.payload()));
        assertFalse(mcast.isRecovery());
        assertThrows(IllegalStateException.class, mcast::inner);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void joinHasItsFieldsInEveryLayout(TotemDialect dialect, boolean little) {
        Wire wire = new Wire(dialect, little)
                .header(TotemType.MEMB_JOIN, 0, 2)
                .processor(2)
                .u32(3)
                .u32(2)
                .u64(0x8000_0000_0000_0000L)
                .processor(1)
                .processor(2)
                .processor(3)
                .processor(3)
                .processor(2);
        MembJoin join = assertInstanceOf(MembJoin.class, decode(wire.packet()));
        assertEquals(List.of(), problems);
        assertEquals(0x8000_0000_0000_0000L, join.ringSequence());
        assertEquals(List.of(1L, 2L, 3L), nodeIds(join.procCount(), join::proc));
        assertEquals(List.of(3L, 2L), nodeIds(join.failedCount(), join::failed));
        assertTrue(join.isFailedToReceive());
        assertFalse(join.isLeave());
        assertTrue(join.procListHas(join.proc(0).key()));
        assertFalse(join.failedListHas(join.proc(0).key()));
        assertThrows(IndexOutOfBoundsException.class, () -> join.proc(3));
        assertThrows(IndexOutOfBoundsException.class, () -> join.failed(2));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void leaveIsNotAFailureToReceive(TotemDialect dialect, boolean little) {
        Wire wire = new Wire(dialect, little)
                .header(TotemType.MEMB_JOIN, 0, 0)
                .processor(2)
                .u32(1)
                .u32(1)
                .u64(8)
                .processor(1)
                .processor(2);
        MembJoin join = assertInstanceOf(MembJoin.class, decode(wire.packet()));
        assertTrue(join.isLeave());
        assertFalse(join.isFailedToReceive());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void commitTokenHasItsFieldsInEveryLayout(TotemDialect dialect, boolean little) {
        Wire wire = new Wire(dialect, little)
                .header(TotemType.MEMB_COMMIT_TOKEN, 0, 1)
                .u32(5)
                .ringId(1, 24)
                .u32(0)
                .u32(1)
                .u32(2)
                .processor(1)
                .processor(9)
                .ringId(1, 20)
                .u32(100)
                .u32(99)
                .u32(1)
                .ringId(9, 16)
                .u32(0xffff_fff0L)
                .u32(49)
                .u32(0);
        MembCommitToken token = assertInstanceOf(MembCommitToken.class, decode(wire.packet()));
        assertEquals(List.of(), problems);
        assertEquals(5, token.tokenSeq());
        assertEquals(24, token.ringSequence());
        assertEquals(0, token.retransFlag());
        assertEquals(1, token.membIndex());
        assertEquals(List.of(1L, 9L), nodeIds(token.addressCount(), token::address));
        assertEquals(2, token.entryCount());
        assertEquals(20, token.entryRingSequence(0));
        assertEquals(100, token.entryAru(0));
        assertEquals(99, token.entryHighDelivered(0));
        assertEquals(1, token.entryReceivedFlag(0));
        assertEquals(9, token.entryRingId(1).representative().nodeId());
        assertEquals(0xffff_fff0L, token.entryAru(1));
        assertEquals(0, token.entryReceivedFlag(1));
        assertThrows(IndexOutOfBoundsException.class, () -> token.entryAru(2));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void mergeDetectAndHoldCancelHaveTheirFieldsInEveryLayout(TotemDialect dialect, boolean little) {
        Wire merge = new Wire(dialect, little)
                .header(TotemType.MEMB_MERGE_DETECT, 0, 5)
                .processor(5)
                .ringId(6, 28);
        MembMergeDetect detect = assertInstanceOf(MembMergeDetect.class, decode(merge.packet()));
        assertEquals(5, detect.systemFrom().nodeId());
        assertEquals(6, detect.ringId().representative().nodeId());
        assertEquals(28, detect.ringSequence());
        Wire hold = new Wire(dialect, little)
                .header(TotemType.TOKEN_HOLD_CANCEL, 0, 5)
                .ringId(6, 32);
        TokenHoldCancel cancel = assertInstanceOf(TokenHoldCancel.class, decode(hold.packet()));
        assertEquals(5, cancel.nodeId());
        assertEquals(32, cancel.ringSequence());
        assertEquals(6, cancel.ringId().representative().nodeId());
        assertEquals(List.of(), problems);
    }

    @Test
    void ringTestsHaveNumberAndActivatorAndNoNodeId() {
        for (TotemType type : List.of(TotemType.RING_TEST_ACTIVE, TotemType.RING_TEST_ACTIVATE)) {
            for (TotemDialect dialect : List.of(OPENAIS, TotemDialect.COROSYNC2)) {
                Wire wire = new Wire(dialect, false)
                        .u8(type.number())
                        .u8(0x5a)
                        .u16(0xff22)
                        .u32(1)
                        .u32(HIGH_NODE);
                RingTest test = assertInstanceOf(RingTest.class, decode(wire.packet()));
                assertEquals(type, test.type());
                assertEquals(1, test.ringNumber());
                assertEquals(HIGH_NODE, test.activatorNodeId());
                assertEquals(0, test.nodeId());
                assertEquals(dialect == OPENAIS ? Generation.B : Generation.C2_3, test.generation());
            }
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void addressesOfBothFamiliesAndBothRingsAreRead() {
        for (boolean little : new boolean[] {true, false}) {
            for (TotemDialect dialect : List.of(OPENAIS, TotemDialect.COROSYNC2)) {
                Wire wire = new Wire(dialect, little)
                        .header(TotemType.MEMB_MERGE_DETECT, 0, 5)
                        .processor(5, "2001:db8::5", "192.168.7.5")
                        .ip(5, "2001:db8::5")
                        .u64(8);
                MembMergeDetect detect = assertInstanceOf(MembMergeDetect.class, decode(wire.packet()));
                assertEquals(
                        List.of(ip("2001:db8::5"), ip("192.168.7.5")),
                        detect.systemFrom().addresses());
                assertEquals(
                        List.of(ip("2001:db8::5")),
                        detect.ringId().representative().addresses());
                assertTrue(detect.systemFrom().isSameAs(detect.ringId().representative()));
                assertEquals(detect.systemFromKey(), detect.ringRepresentativeKey());
            }
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void recoveryMessageKeepsTheByteOrderOfTheInnerOriginator() {
        for (TotemDialect dialect : TotemDialect.values()) {
            byte[] inner = new Wire(dialect, false)
                    .mcast(2, 4711)
                    .raw(Vectors.hex("0000000000000000"))
                    .bytes();
            Wire outer = new Wire(dialect, true).mcast(1, 3).raw(inner);
            Mcast mcast = assertInstanceOf(Mcast.class, decode(outer.packet()));
            assertTrue(mcast.isLittleEndian());
            assertTrue(mcast.isRecovery());
            assertEquals(3, mcast.seq());
            assertTrue(mcast.hasInner());
            assertFalse(mcast.inner().isLittleEndian());
            assertEquals(4711, mcast.inner().seq());
            assertEquals(inner.length, mcast.inner().length());
            assertEquals("0000000000000000", Vectors.hex(mcast.inner().payload()));
            assertFalse(mcast.inner().hasInner());
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void recoveryMessageWithoutAMessageInsideIsAProblem() {
        byte[] garbage = new Wire(OPENAIS, true).mcast(1, 3).zeros(120).packet();
        assertFalse(assertInstanceOf(Mcast.class, decode(garbage)).hasInner());
        assertEquals(List.of(Kind.BAD_VALUE), kinds());
        byte[] other = new Wire(OPENAIS, true)
                .mcast(1, 3)
                .header(TotemType.TOKEN_HOLD_CANCEL, 0, 1)
                .ringId(1, 8)
                .packet();
        assertFalse(assertInstanceOf(Mcast.class, decode(other)).hasInner());
        assertEquals(List.of(Kind.BAD_VALUE), kinds());
        byte[] tooShort = new Wire(OPENAIS, true)
                .mcast(1, 3)
                .header(TotemType.MCAST, 2, 1)
                .zeros(80)
                .packet();
        assertFalse(assertInstanceOf(Mcast.class, decode(tooShort)).hasInner());
        assertEquals(List.of(Kind.TOO_SHORT), kinds());
        decode(new Wire(OPENAIS, true).mcast(1, 3).packet());
        assertEquals(List.of(Kind.TOO_SHORT), kinds());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void countBeyondItsLimitGivesNoEntriesAndAProblem(TotemDialect dialect, boolean little) {
        for (long count : new long[] {31, 0x7fff_ffffL, 0xffff_ffffL}) {
            Wire wire = new Wire(dialect, little)
                    .header(TotemType.ORF_TOKEN, 0, 1)
                    .zeros(16)
                    .ringId(1, 8)
                    .zeros(12)
                    .u32(count);
            OrfToken token = assertInstanceOf(OrfToken.class, decode(wire.packet()));
            assertEquals(0, token.retransmitCount());
            assertEquals(count, token.claimedRetransmitCount());
            assertEquals(
                    List.of(new DecodeProblem(
                            Layer.TOTEM, Kind.BAD_VALUE, wire.bytes().length - 4, 0, 0, LengthFrom.TOTEM_ENTRY_COUNT)),
                    taken());
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void joinAndCommitCountsBeyondTheirLimitGiveNoEntries(TotemDialect dialect, boolean little) {
        for (long[] counts : new long[][] {{768, 1}, {0, 769}, {0xffff_ffffL, 0xffff_ffffL}, {0x8000_0000L, 0}}) {
            Wire wire = new Wire(dialect, little)
                    .header(TotemType.MEMB_JOIN, 0, 1)
                    .processor(1)
                    .u32(counts[0])
                    .u32(counts[1])
                    .u64(8)
                    .zeros(200);
            MembJoin join = assertInstanceOf(MembJoin.class, decode(wire.packet()));
            assertEquals(0, join.procCount());
            assertEquals(0, join.failedCount());
            assertFalse(join.isFailedToReceive());
            assertEquals(List.of(Kind.BAD_VALUE), kinds());
        }
        for (long count : new long[] {385, 0xffff_ffffL}) {
            Wire wire = new Wire(dialect, little)
                    .header(TotemType.MEMB_COMMIT_TOKEN, 0, 1)
                    .u32(1)
                    .ringId(1, 8)
                    .zeros(8)
                    .u32(count)
                    .zeros(200);
            MembCommitToken token = assertInstanceOf(MembCommitToken.class, decode(wire.packet()));
            assertEquals(0, token.addressCount());
            assertEquals(0, token.entryCount());
            assertEquals(List.of(Kind.BAD_VALUE), kinds());
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void claimBeyondThePacketGivesWhatIsThere(TotemDialect dialect, boolean little) {
        Wire wire = new Wire(dialect, little)
                .header(TotemType.MEMB_JOIN, 0, 1)
                .processor(1)
                .u32(2)
                .u32(2)
                .u64(8)
                .processor(1)
                .processor(2)
                .processor(3);
        MembJoin join = assertInstanceOf(MembJoin.class, decode(wire.packet()));
        assertEquals(2, join.procCount());
        assertEquals(1, join.failedCount());
        assertEquals(2, join.claimedFailedCount());
        assertEquals(List.of(Kind.CLAIMS_TOO_MUCH), kinds());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void messageLongerThanItsCountsSayIsDecodedWithAProblem(TotemDialect dialect, boolean little) {
        Wire wire = new Wire(dialect, little)
                .header(TotemType.MEMB_MERGE_DETECT, 0, 5)
                .processor(5)
                .ringId(6, 28)
                .zeros(3);
        assertEquals(
                28,
                assertInstanceOf(MembMergeDetect.class, decode(wire.packet())).ringSequence());
        int length = wire.bytes().length;
        assertEquals(
                List.of(new DecodeProblem(Layer.TOTEM, Kind.BAD_VALUE, 0, length - 3, length, LengthFrom.FIXED_SIZE)),
                taken());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void cutListHoldsTheWholeEntriesThatAreThere(TotemDialect dialect, boolean little) {
        Wire wire = new Wire(dialect, little)
                .header(TotemType.ORF_TOKEN, 0, 1)
                .zeros(16)
                .ringId(1, 8)
                .zeros(12)
                .u32(3);
        int list = wire.packet().length;
        wire.ringId(1, 8).u32(10).ringId(1, 8).u32(11).ringId(1, 8).u32(12);
        byte[] packet = wire.packet();
        int entry = dialect.ringIdLength() + 4;
        for (int cut = list; cut < packet.length; cut++) {
            OrfToken token = assertInstanceOf(OrfToken.class, decode(Arrays.copyOf(packet, cut), packet.length));
            assertEquals((cut - list) / entry, token.retransmitCount(), "cut at " + cut);
            assertEquals(
                    List.of(new DecodeProblem(
                            Layer.TOTEM,
                            Kind.CUT_BY_CAPTURE,
                            0,
                            wire.bytes().length,
                            cut - wire.prefix(),
                            LengthFrom.CAPTURED_LENGTH)),
                    taken());
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void cutInTheFixedPartIsOpaqueAndStillNamesTypeAndNode(TotemDialect dialect, boolean little) {
        Wire wire = new Wire(dialect, little).mcast(2, 9).zeros(100);
        byte[] packet = wire.packet();
        int header = wire.prefix() + (dialect == TotemDialect.COROSYNC3 ? 13 : 8);
        for (int cut = header; cut < packet.length - 100; cut++) {
            OpaqueTotem opaque = assertInstanceOf(OpaqueTotem.class, decode(Arrays.copyOf(packet, cut), packet.length));
            assertEquals(TotemType.MCAST, opaque.visibleType());
            assertEquals(TotemType.OPAQUE, opaque.type());
            assertEquals(1, opaque.nodeId());
            assertEquals(cut, opaque.payload().length());
            assertEquals(packet.length, opaque.payloadLength());
            assertTrue(opaque.isPlausible());
            assertEquals(List.of(Kind.CUT_BY_CAPTURE), kinds());
        }
        decode(Arrays.copyOf(packet, packet.length - 1), packet.length);
        assertEquals(List.of(Kind.CUT_BY_CAPTURE), kinds());
    }

    @Test
    void messageThatEndsInTheFixedPartIsTooShortNotCut() {
        byte[] packet = Arrays.copyOf(new Wire(OPENAIS, true).mcast(2, 9).packet(), 60);
        assertInstanceOf(OpaqueTotem.class, decode(packet));
        assertEquals(
                List.of(new DecodeProblem(Layer.TOTEM, Kind.TOO_SHORT, 0, 98, 60, LengthFrom.FIXED_SIZE)), taken());
    }

    @Test
    void unreadablePayloadIsOpaqueWithoutNodeOrType() {
        OpaqueTotem opaque = assertInstanceOf(OpaqueTotem.class, decode(new byte[200]));
        assertEquals(TotemType.OPAQUE, opaque.visibleType());
        assertEquals(0, opaque.nodeId());
        assertEquals(0, opaque.encapsulated());
        assertEquals(-1, opaque.keyIndex());
        assertEquals(TotemEnvelope.UNKNOWN, opaque.envelope());
        assertEquals(200, opaque.payloadLength());
        assertEquals(
                List.of(new DecodeProblem(Layer.TOTEM_ENVELOPE, Kind.UNDECODABLE, 0, 0, 0, LengthFrom.FIXED_SIZE)),
                taken());
        assertInstanceOf(OpaqueTotem.class, decode(new byte[20], 200));
        assertEquals(
                List.of(new DecodeProblem(
                        Layer.TOTEM_ENVELOPE, Kind.CUT_BY_CAPTURE, 0, 200, 20, LengthFrom.CAPTURED_LENGTH)),
                taken());
        assertInstanceOf(OpaqueTotem.class, decode(new byte[0]));
    }

    @Test
    void portTellsOpenaisFromCorosync() {
        byte[] little = new Wire(OPENAIS, true)
                .header(TotemType.TOKEN_HOLD_CANCEL, 0, 5)
                .ringId(6, 32)
                .packet();
        byte[] big = new Wire(OPENAIS, false)
                .header(TotemType.TOKEN_HOLD_CANCEL, 0, 5)
                .ringId(6, 32)
                .packet();
        assertEquals(Generation.A, generation(little, 5149));
        assertEquals(Generation.B, generation(little, 5404));
        assertEquals(Generation.A_OR_B, generation(little, 40000));
        assertEquals(Generation.A_OR_B, generation(big, 5404));
        assertEquals(Generation.UNKNOWN, generation(new byte[100], 40000));
        assertEquals(Generation.A, generation(new byte[100], 5149));
        assertEquals(Generation.A_OR_B, generation(new byte[100], 5404));
    }

    @Test
    void contentsTellOpenaisFromCorosyncWhereThePortDoesNot() {
        byte[] leave = new Wire(OPENAIS, true)
                .header(TotemType.MEMB_JOIN, 0, 0)
                .processor(2)
                .zeros(16)
                .packet();
        assertEquals(Generation.B, generation(leave, 40000));
        byte[] unsetVersion =
                new Wire(OPENAIS, true).mcast(2, 1).u16(48).zeros(6).packet();
        assertEquals(Generation.A, generation(unsetVersion, 5404));
        byte[] version = new Wire(OPENAIS, true).mcast(2, 1).u16(0).zeros(6).packet();
        assertEquals(Generation.B, generation(version, 5404));
        byte[] recovery =
                new Wire(OPENAIS, true).mcast(1, 1).mcast(2, 7).zeros(8).packet();
        assertEquals(Generation.B, generation(recovery, 5404));
    }

    @Test
    void sameRingAndNodeGiveTheSameInstances() {
        byte[] first = new Wire(OPENAIS, true)
                .header(TotemType.MEMB_MERGE_DETECT, 0, 5)
                .processor(5)
                .ringId(6, 28)
                .packet();
        byte[] second = new Wire(OPENAIS, false)
                .header(TotemType.MEMB_MERGE_DETECT, 0, 5)
                .processor(5)
                .ringId(6, 28)
                .packet();
        byte[] later = new Wire(OPENAIS, true)
                .header(TotemType.MEMB_MERGE_DETECT, 0, 5)
                .processor(5)
                .ringId(6, 32)
                .packet();
        MembMergeDetect detect = assertInstanceOf(MembMergeDetect.class, decode(first));
        RingId ring = detect.ringId();
        Processor from = detect.systemFrom();
        decode(later);
        assertNotSame(ring, detect.ringId());
        assertTrue(ring.compareTo(detect.ringId()) < 0);
        assertSame(detect, decode(second));
        assertSame(ring, detect.ringId());
        assertSame(from, detect.systemFrom());
    }

    @Test
    void manyDifferentRingsAreAllReadRight() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 2000; i++) {
                byte[] packet = new Wire(TotemDialect.COROSYNC3, true)
                        .header(TotemType.MEMB_MERGE_DETECT, 0, i)
                        .processor(i)
                        .ringId(i, i / 3)
                        .packet();
                MembMergeDetect detect = assertInstanceOf(MembMergeDetect.class, decode(packet));
                assertEquals(new Processor(i, List.of()), detect.systemFrom());
                assertEquals(new RingId(new Processor(i, List.of()), i / 3), detect.ringId());
            }
        }
    }

    @Test
    void unknownTypeInAnAuthenticMessageIsAProblem() {
        // A decrypted payload whose digest fits is a message whatever it says; here the hash is an open one.
        OpenedTotem opened = new OpenedTotem();
        byte[] message =
                new Wire(OPENAIS, true).u8(9).u8(0).u16(0xff22).u32(1).zeros(40).bytes();
        opened.begin(Vectors.range(message), message.length, new byte[0], 0, Recipe.NONE);
        opened.readable(Recipe.CLEAR, OPENAIS, 0, message.length);
        assertInstanceOf(OpaqueTotem.class, decoder.decode(opened, 5404, 5405, problems::add));
        assertEquals(List.of(Kind.UNKNOWN_TYPE), kinds());
        message[2] = 0;
        opened.begin(Vectors.range(message), message.length, new byte[0], 0, Recipe.NONE);
        opened.readable(Recipe.CLEAR, OPENAIS, 0, message.length);
        assertInstanceOf(OpaqueTotem.class, decoder.decode(opened, 5404, 5405, problems::add));
        assertEquals(List.of(Kind.BAD_VALUE), kinds());
    }

    private TotemMessage decode(byte[] packet) {
        return decode(packet, packet.length);
    }

    private TotemMessage decode(byte[] packet, int claimed) {
        return decoder.decode(Vectors.range(packet), claimed, 5404, 5405, 1, problems::add);
    }

    private Generation generation(byte[] packet, int sourcePort) {
        return decoder.decode(Vectors.range(packet), packet.length, sourcePort, 5405, 1, problems::add)
                .generation();
    }

    private List<DecodeProblem> taken() {
        List<DecodeProblem> result = List.copyOf(problems);
        problems.clear();
        return result;
    }

    private List<Kind> kinds() {
        return taken().stream().map(DecodeProblem::kind).toList();
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private interface ByIndex {

        Processor at(int i);
    }

    private static List<Long> nodeIds(int count, ByIndex list) {
        List<Long> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(list.at(i).nodeId());
        }
        return result;
    }
}
