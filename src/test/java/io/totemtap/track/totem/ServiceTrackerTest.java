package io.totemtap.track.totem;

import static io.totemtap.track.Packets.ip;
import static io.totemtap.track.StateChange.Kind.NAMED_CLUSTER;
import static io.totemtap.track.StateChange.Kind.TOLD_OF_FENCING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.Vectors;
import io.totemtap.decode.totem.Wire;
import io.totemtap.net.Endpoint;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes tell of themselves to the services of others. */
class ServiceTrackerTest {

    private static final TotemDialect DIALECT = TotemDialect.OPENAIS_COROSYNC1;

    private final Timeline line = new Timeline();
    private boolean little = true;
    private double now;

    private Wire wire() {
        return new Wire(DIALECT, little);
    }

    /** An MCAST of node 1 with one message to a group. */
    private void message(int seq, long ring, String group, byte[] body) {
        byte[] message = wire().u16(1)
                .u16(group.length())
                .raw(group.getBytes(StandardCharsets.ISO_8859_1))
                .raw(body)
                .bytes();
        Wire mcast = wire().mcast(1, 2, seq, ring)
                .u16(0)
                .u16(0)
                .u8(0)
                .u8(0)
                .u16(1)
                .u16(message.length)
                .raw(message);
        now += 0.01;
        line.at(now).frame(Packets.udp(Cluster.address(1), Cluster.GROUP, mcast.packet()));
    }

    private void nodeJoin(int seq, long ring, String name) {
        byte[] body = wire().u32(392)
                .zeros(4)
                .u32(0x0001_0000)
                .zeros(4)
                .u32(11)
                .zeros(4)
                .u16(4)
                .zeros(6)
                .u32(2)
                .zeros(4)
                .zeros(64)
                .u16(name.length())
                .zeros(6)
                .text(name, 256)
                .zeros(24)
                .bytes();
        message(seq, ring, "a", body);
    }

    private Wire cman(int command) {
        return wire().u8(0).u8(0).u16(0).u32(0).u32(7).u32(0).u8(command);
    }

    private void transition(int seq, long ring, int configuration) {
        message(
                seq,
                ring,
                "CMAN",
                cman(5).u8(1)
                        .u16(513)
                        .u32(1)
                        .u32(2)
                        .u32(6)
                        .u32(2)
                        .u32(0)
                        .u32(configuration)
                        .u32(0)
                        .u64(0)
                        .u64(0)
                        .text("stores", 16)
                        .u8(0)
                        .bytes());
    }

    private void filler(int from, int count) {
        for (int i = 0; i < count; i++) {
            message(from + i, 8, "a", new byte[20]);
        }
    }

    @Test
    void theVectorOfATransitionNamesTheCluster() {
        line.at(1)
                .frame(Packets.udp(
                        Cluster.address(2),
                        Cluster.GROUP,
                        Vectors.hex(Vectors.ALL.get("cman_transition"), "udp_payload")));
        Observation seen = line.end();
        assertEquals(1, seen.introductions().size());
        Introduction told = seen.introductions().get(0);
        assertEquals(ip(Cluster.address(2)), told.host());
        assertEquals(new Endpoint(ip(Cluster.GROUP), 5405), told.group());
        assertEquals(OptionalLong.of(1), told.nodeId());
        assertEquals(Optional.of(new Introduction.Cluster("mycluster", 56756, 42)), told.cluster());
        assertEquals(
                List.of("1.0 10.77.0.2 NAMED_CLUSTER mycluster, id 56756, configuration 42"),
                Timeline.changes(seen, NAMED_CLUSTER));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNodeJoinNamesTheNode(boolean littleEndian) {
        little = littleEndian;
        nodeJoin(1, 8, "db-1");
        Introduction told = line.end().introductions().get(0);
        assertEquals("db-1", told.name());
        assertEquals(OptionalLong.of(11), told.nodeId());
        assertEquals(Optional.empty(), told.cluster());
    }

    @Test
    void anAddressIsNoName() {
        nodeJoin(1, 8, "10.77.0.1");
        assertEquals("", line.end().introductions().get(0).name());
    }

    @Test
    void onlyTheFirstMessagesOnARingAreReadWhole() {
        filler(1, ServiceTracker.AFTER_A_CHANGE);
        nodeJoin(200, 8, "db-1");
        assertEquals(List.of(), line.end().introductions());
    }

    @Test
    void aNewRingIsReadAgain() {
        filler(1, ServiceTracker.AFTER_A_CHANGE);
        nodeJoin(200, 12, "db-1");
        assertEquals("db-1", line.end().introductions().get(0).name());
    }

    @Test
    void cmanIsReadAtAnyTimeAndToldOnceUnlessItChanges() {
        filler(1, 2 * ServiceTracker.AFTER_A_CHANGE);
        transition(200, 8, 3);
        transition(201, 8, 3);
        transition(202, 8, 4);
        Observation seen = line.end();
        assertEquals(2, Timeline.changes(seen, NAMED_CLUSTER).size());
        assertEquals(
                Optional.of(new Introduction.Cluster("stores", 513, 4)),
                seen.introductions().get(0).cluster());
        assertEquals(3, seen.introductions().get(0).seen().count());
    }

    @Test
    void fencingIsToldWithItsAgent() {
        filler(1, 2 * ServiceTracker.AFTER_A_CHANGE);
        message(
                200,
                8,
                "CMAN",
                cman(11).u8(1).u16(0).u32(2).u64(1_300_000_000L).text("ilo", 4).bytes());
        Observation seen = line.end();
        Introduction.Fence fence = seen.introductions().get(0).fences().get(0);
        assertEquals(2, fence.nodeId());
        assertEquals("ilo", fence.agent());
        assertEquals(
                List.of("1.29 10.77.0.1 TOLD_OF_FENCING node 2 was fenced by ilo"),
                Timeline.changes(seen, TOLD_OF_FENCING));
    }

    @Test
    void dataOfOtherServicesTellsNothing() {
        filler(1, 2 * ServiceTracker.AFTER_A_CHANGE);
        message(200, 8, "CMAN", wire().u8(11).zeros(15).zeros(40).bytes());
        message(201, 8, "CMAN", new byte[3]);
        message(202, 8, "", new byte[0]);
        assertEquals(List.of(), line.end().introductions());
    }
}
