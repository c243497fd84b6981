package io.totemtap.decode.totem.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.totem.Mcast;
import io.totemtap.decode.totem.Processor;
import io.totemtap.decode.totem.RingId;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.TotemKeyring;
import io.totemtap.decode.totem.Vectors;
import io.totemtap.decode.totem.Wire;
import io.totemtap.net.Ipv4Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceDecoderTest {

    private static final TotemDialect A = TotemDialect.OPENAIS_COROSYNC1;

    private final List<DecodeProblem> problems = new ArrayList<>();

    static Stream<Arguments> layouts() {
        return Stream.of(TotemDialect.values())
                .flatMap(dialect -> Stream.of(Arguments.of(dialect, true), Arguments.of(dialect, false)));
    }

    @Test
    void transitionOfTheVectorNamesTheCluster() {
        JsonNode vector = Vectors.ALL.get("cman_transition");
        JsonNode fields = vector.get("fields");
        CmanMessage.Transition transition =
                assertInstanceOf(CmanMessage.Transition.class, read(vector).get(0));
        assertEquals(fields.get("srcid").asLong(), transition.sourceNodeId());
        assertEquals(fields.get("first_trans").asInt() == 1, transition.first());
        assertEquals(fields.get("cluster_id").asInt(), transition.clusterId());
        assertEquals(fields.get("votes").asInt(), transition.votes());
        assertEquals(fields.get("expected_votes").asInt(), transition.expectedVotes());
        assertEquals(fields.get("major_version").asLong(), transition.majorVersion());
        assertEquals(fields.get("minor_version").asLong(), transition.minorVersion());
        assertEquals(fields.get("patch_version").asLong(), transition.patchVersion());
        assertEquals(fields.get("config_version").asLong(), transition.configVersion());
        assertEquals(fields.get("node_flags").asLong(), transition.flags());
        assertEquals(fields.get("fence_time").asLong(), transition.fenceTime());
        assertEquals(fields.get("join_time").asLong(), transition.joinTime());
        assertEquals(fields.get("clustername").asText(), transition.clusterName());
        assertEquals(fields.get("fence_agent").asText(), transition.fenceAgent());
        assertEquals(2, transition.nodeId());
        assertEquals(List.of(), problems);
    }

    @Test
    void messagesOfCapturedMcastsAreThoseTheirDaemonsSent() {
        List<String> kinds = new ArrayList<>();
        for (JsonNode node : Vectors.ALL.get("packets")) {
            if (node.get("type").asText().equals("MCAST") && node.path("note").isMissingNode()) {
                StringBuilder found = new StringBuilder(node.get("generation").asText());
                read(node).forEach(message -> found.append(' ')
                        .append(message.getClass().getSimpleName()));
                kinds.add(found.toString());
            }
        }
        assertEquals(
                List.of("A SyncBarrier", "B MembDetermine SyncBarrier", "C SyncBarrier", "D VotequorumNodeInfo"),
                kinds);
        assertEquals(List.of(), problems);
    }

    @Test
    void captureGivesTheVotesOfANode() {
        JsonNode node = Vectors.list(Vectors.ALL.get("packets")).stream()
                .filter(packet -> packet.get("generation").asText().equals("D"))
                .filter(packet -> packet.get("type").asText().equals("MCAST"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(new ServiceMessage.VotequorumNodeInfo(1, 1, 1, 3, 8)), read(node));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void syncMessagesNameTheRing(TotemDialect dialect, boolean little) {
        Totempg line = new Totempg(dialect, little, problems);
        int alignment = dialect == TotemDialect.COROSYNC3 ? 4 : 2;
        byte[] ring = line.wire().ringId(3, 24).zeros(alignment).bytes();
        Wire build = line.wire().ringId(3, 24).zeros(alignment);
        build.u32(3).zeros(4).u32(8).u32(1).u32(0).zeros(4 * 125);
        line.send(1, line.packet(0, 0, line.service("sync", 0, ring), line.service("syncv2", 2, ring)));
        line.send(2, line.packet(0, 0, line.service("sync", 1, build.bytes()), line.service("sync", 3, ring)));
        RingId expected = ring(dialect, 3, 24);
        assertEquals(
                List.of(
                        new ServiceMessage.SyncBarrier(1, expected),
                        new ServiceMessage.MembDetermine(1, expected),
                        new ServiceMessage.ServiceBuild(1, expected, List.of(8L, 1L, 0L)),
                        new ServiceMessage.UnknownService(1, "sync", 0, 3, 16 + ring.length)),
                line.messages());
        assertEquals(List.of(), problems);
        assertEquals(dialect == TotemDialect.COROSYNC3 ? 552 : 568, 16 + build.bytes().length);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void cpgMessagesNameGroupAndProcess(TotemDialect dialect, boolean little) {
        Totempg line = new Totempg(dialect, little, problems);
        byte[] proc =
                name(line.wire(), "clvmd").u32(4242).zeros(4).u32(2).zeros(4).bytes();
        Wire joinlist = line.wire();
        for (String group : List.of("clvmd", "pcmk")) {
            name(joinlist.u32(77).zeros(4), group);
        }
        byte[] mcast = name(line.wire(), "pcmk")
                .u32(5000)
                .zeros(4)
                .u32(77)
                .zeros(4)
                .u32(3)
                .zeros(12)
                .text("the data", 8)
                .bytes();
        line.send(
                1,
                line.packet(
                        0,
                        0,
                        line.service("a", cpg(dialect, 0), proc),
                        line.service("a", cpg(dialect, 1), proc),
                        line.service("a", cpg(dialect, 2), joinlist.bytes()),
                        line.service("a", cpg(dialect, 3), mcast),
                        line.service("a", cpg(dialect, 9), mcast)));
        assertEquals(
                List.of(
                        new CpgMessage.ProcJoin(1, "clvmd", 4242),
                        new CpgMessage.ProcLeave(1, "clvmd", 4242, 2),
                        new CpgMessage.Joinlist(
                                1, List.of(new CpgMessage.Member("clvmd", 77), new CpgMessage.Member("pcmk", 77))),
                        new CpgMessage.Mcast(1, "pcmk", 3, 77, 5000),
                        new ServiceMessage.UnknownService(1, "a", cpg(dialect, 0) >>> 16, 9, 16 + mcast.length)),
                line.messages());
        assertEquals(List.of(), problems);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void downlistsOfBothKindsNameTheNodesThatWent(TotemDialect dialect, boolean little) {
        Totempg line = new Totempg(dialect, little, problems);
        byte[] old = line.wire()
                .u32(2)
                .zeros(4)
                .u32(3)
                .u32(0xc0a80151L)
                .zeros(4 * 382)
                .bytes();
        byte[] now = line.wire()
                .u32(4)
                .zeros(4)
                .u32(1)
                .zeros(4)
                .u32(3)
                .zeros(4 * 383)
                .bytes();
        line.send(1, line.packet(0, 0, line.service("a", cpg(dialect, 4), old)));
        line.send(2, line.packet(0, 0, line.service("a", cpg(dialect, 5), now)));
        assertEquals(
                List.of(
                        new CpgMessage.Downlist(1, 0, List.of(3L, 0xc0a80151L)),
                        new CpgMessage.Downlist(1, 4, List.of(3L))),
                line.messages());
        assertEquals(List.of(), problems);
        assertEquals(1560 - 16, old.length);
        assertEquals(1568 - 16, now.length);
    }

    @Test
    void pieceOfALongCpgMessageIsReadLikeTheWhole() {
        Totempg line = new Totempg(TotemDialect.COROSYNC3, true, problems);
        byte[] partial = name(line.wire(), "pcmk")
                .u32(1_000_000)
                .zeros(4)
                .u32(60_000)
                .zeros(4)
                .u32(77)
                .zeros(4)
                .u32(1)
                .zeros(4)
                .u32(3)
                .zeros(12)
                .bytes();
        line.send(1, line.packet(0, 0, line.service("a", cpg(TotemDialect.COROSYNC3, 6), partial)));
        assertEquals(List.of(new CpgMessage.Mcast(1, "pcmk", 3, 77, 1_000_000)), line.messages());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void fencedMessagesAreLittleEndianWhateverTheSender(TotemDialect dialect, boolean little) {
        Totempg line = new Totempg(dialect, little, problems);
        Wire fenced = new Wire(dialect, true)
                .u16(1)
                .u16(1)
                .u16(1)
                .u16(2)
                .u32(7)
                .u32(0)
                .u32(0x1234)
                .u32(1)
                .u32(5)
                .zeros(12);
        byte[] header = fenced.bytes();
        fenced.u32(32).u32(32).u32(3).u32(4).u32(5).u32(6).u32(1).u32(9);
        Wire start = name(line.wire(), "fenced:default").zeros(24).zeros(8).raw(fenced.bytes());
        Wire tooShort = name(line.wire(), "fenced:default").zeros(24).zeros(8).raw(Arrays.copyOf(header, 39));
        Wire noCounts = name(line.wire(), "fenced:default").zeros(24).zeros(8).raw(header);
        line.send(
                1,
                line.packet(
                        0,
                        0,
                        line.service("a", cpg(dialect, 3), start.bytes()),
                        line.service("a", cpg(dialect, 3), noCounts.bytes()),
                        line.service("a", cpg(dialect, 3), tooShort.bytes())));
        assertEquals(
                List.of(
                        new CpgMessage.Fenced(
                                1,
                                "fenced:default",
                                2,
                                7,
                                0,
                                0x1234,
                                1,
                                5,
                                List.of(new CpgMessage.FencedChange(3, 4, 5, 6, 1, 9))),
                        new CpgMessage.Fenced(1, "fenced:default", 2, 7, 0, 0x1234, 1, 5, List.of()),
                        new CpgMessage.Mcast(1, "fenced:default", 0, 0, 0)),
                line.messages());
        assertEquals(List.of(Kind.TOO_SHORT, Kind.TOO_SHORT), kinds());
    }

    @Test
    void clmNodeJoinNamesTheNode() {
        for (boolean little : new boolean[] {true, false}) {
            Totempg line = new Totempg(A, little, problems);
            Wire join = line.wire()
                    .u32(16797962)
                    .zeros(4)
                    .u16(9)
                    .zeros(6)
                    .u32(1)
                    .zeros(4)
                    .text("10.77.0.1", 64)
                    .u16(9)
                    .zeros(6)
                    .text("10.77.0.1", 256)
                    .u32(1)
                    .zeros(4)
                    .u64(1_795_364_029_973_000_000L)
                    .u64(8);
            line.send(1, line.packet(0, 0, line.service("a", 1 << 16, join.bytes())));
            assertEquals(
                    List.of(new ServiceMessage.ClmNodeJoin(
                            1, 16797962, "10.77.0.1", "10.77.0.1", 1_795_364_029_973_000_000L)),
                    line.messages());
            assertEquals(392, join.bytes().length + 16);
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void sameNumberIsAnotherServiceInAnotherGeneration() {
        Totempg openais = new Totempg(A, true, problems);
        openais.send(1, openais.packet(0, 0, openais.service("a", 5 << 16, new byte[16])));
        assertEquals(List.of(new ServiceMessage.UnknownService(1, "a", 5, 0, 32)), openais.messages());
        Totempg corosync = new Totempg(TotemDialect.COROSYNC2, true, problems);
        corosync.send(1, corosync.packet(0, 0, corosync.service("a", 5 << 16, new byte[16])));
        assertEquals(List.of(new ServiceMessage.VotequorumNodeInfo(1, 0, 0, 0, 0)), corosync.messages());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void claimedSizesAndCountsAreHarmless(TotemDialect dialect, boolean little) {
        for (int size : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 15}) {
            Totempg line = new Totempg(dialect, little, problems);
            line.send(1, line.packet(0, 0, line.service("a", cpg(dialect, 5), size, new byte[16])));
            assertEquals(List.of(new CpgMessage.Downlist(1, 0, List.of())), line.messages());
            assertEquals(List.of(size < 16 ? Kind.BAD_VALUE : Kind.CLAIMS_TOO_MUCH), kinds());
        }
        Totempg line = new Totempg(dialect, little, problems);
        byte[] lying = line.wire().u32(-1).u32(-1).u32(-1).u32(-1).u32(9).bytes();
        line.send(1, line.packet(0, 0, line.service("a", cpg(dialect, 5), lying)));
        assertEquals(List.of(new CpgMessage.Downlist(1, 0xffff_ffffL, List.of(9L))), line.messages());
        assertEquals(List.of(Kind.CLAIMS_TOO_MUCH), kinds());
        line.messages().clear();
        byte[] longName = line.wire()
                .u32(-1)
                .zeros(4)
                .text("x".repeat(128), 128)
                .zeros(16)
                .bytes();
        line.send(2, line.packet(0, 0, line.service("a", cpg(dialect, 0), longName)));
        assertEquals(List.of(new CpgMessage.ProcJoin(1, "x".repeat(128), 0)), line.messages());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void messageShorterThanItsKindIsUnknownAndAProblem(TotemDialect dialect, boolean little) {
        int[] ids = {
            cpg(dialect, 0),
            cpg(dialect, 1),
            cpg(dialect, 3),
            cpg(dialect, 4),
            cpg(dialect, 5),
            cpg(dialect, 6),
            dialect == A ? 1 << 16 : 5 << 16
        };
        for (int id : ids) {
            Totempg line = new Totempg(dialect, little, problems);
            line.send(1, line.packet(0, 0, line.service("a", id, new byte[7])));
            assertEquals(
                    List.of(new ServiceMessage.UnknownService(1, "a", id >>> 16, id & 0xffff, 23)), line.messages());
            assertEquals(List.of(Kind.TOO_SHORT), kinds());
        }
        Totempg line = new Totempg(dialect, little, problems);
        line.send(1, line.packet(0, 0, line.service("sync", 0, new byte[5]), line.message("a", new byte[15])));
        assertEquals(
                List.of(
                        new ServiceMessage.UnknownService(1, "sync", 0, 0, 21),
                        new ServiceMessage.UnknownService(1, "a", -1, -1, 15)),
                line.messages());
        assertEquals(List.of(Kind.TOO_SHORT, Kind.TOO_SHORT), kinds());
    }

    @Test
    void textIsKeptAsItWasOnTheWire() {
        Totempg line = new Totempg(A, true, problems);
        byte[] proc = name(line.wire(), "\u001b[31m<b>\u00ff").zeros(16).bytes();
        line.send(1, line.packet(0, 0, line.service("a", cpg(A, 0), proc)));
        assertEquals(List.of(new CpgMessage.ProcJoin(1, "\u001b[31m<b>\u00ff", 0)), line.messages());
    }

    private List<ServiceMessage> read(JsonNode packet) {
        byte[] payload = Vectors.hex(packet, "udp_payload");
        Mcast mcast = assertInstanceOf(
                Mcast.class,
                new TotemDecoder(TotemKeyring.EMPTY)
                        .decode(Vectors.range(payload), payload.length, 5149, 5405, 1, problems::add));
        ServiceReading reading = new ServiceReading(problems);
        reading.read(mcast);
        return reading.messages();
    }

    private List<Kind> kinds() {
        List<Kind> kinds = problems.stream().map(DecodeProblem::kind).toList();
        problems.clear();
        return kinds;
    }

    /** A CPG group's name: 136 bytes. */
    private static Wire name(Wire wire, String name) {
        return wire.u32(name.length()).zeros(4).text(name, 128);
    }

    private static int cpg(TotemDialect dialect, int function) {
        return (dialect == A ? 8 : 2) << 16 | function;
    }

    private static RingId ring(TotemDialect dialect, long nodeId, long sequence) {
        Processor representative = new Processor(
                nodeId,
                dialect == TotemDialect.COROSYNC3 ? List.of() : List.of(new Ipv4Address(0x0a4d0000 | (int) nodeId)));
        return new RingId(representative, sequence);
    }
}
