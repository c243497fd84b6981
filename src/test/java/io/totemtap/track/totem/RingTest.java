package io.totemtap.track.totem;

import static io.totemtap.track.Cluster.address;
import static io.totemtap.track.Packets.ip;
import static io.totemtap.track.StateChange.Kind.COMMIT;
import static io.totemtap.track.StateChange.Kind.GATHER;
import static io.totemtap.track.StateChange.Kind.LEFT_CLUSTER;
import static io.totemtap.track.StateChange.Kind.OPERATIONAL;
import static io.totemtap.track.StateChange.Kind.RING_ENDED;
import static io.totemtap.track.StateChange.Kind.RING_FORMED;
import static io.totemtap.track.StateChange.Kind.SINGLETON_RING;
import static io.totemtap.track.Timeline.changes;
import static io.totemtap.track.Timeline.nanos;
import static io.totemtap.track.Timeline.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.Vectors;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import io.totemtap.track.totem.Node.Phase;
import io.totemtap.track.totem.Ring.Ended;
import io.totemtap.track.totem.Ring.Formed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rings that form, work and end, on a timeline. */
class RingTest {

    private final Cluster cluster = new Cluster();

    static Stream<Arguments> layouts() {
        return Stream.of(TotemDialect.values())
                .flatMap(dialect -> Stream.of(Arguments.of(dialect, true), Arguments.of(dialect, false)));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void joinsCommitTokenAndTokensFormARing(TotemDialect dialect, boolean little) {
        Cluster both = new Cluster(new Timeline(), dialect, little).forms(1, 1, 2);
        Observation seen = both.end();
        String ring = dialect == TotemDialect.COROSYNC3 ? "node 1.8" : "10.77.0.1.8";
        assertEquals(
                List.of(
                        "1.0 10.77.0.1 GATHER",
                        "1.01 10.77.0.2 GATHER",
                        "1.05 10.77.0.1 COMMIT",
                        "1.06 10.77.0.2 COMMIT",
                        "1.09 10.77.0.1 RING_FORMED " + ring,
                        "1.09 10.77.0.1 OPERATIONAL " + ring,
                        "1.1 10.77.0.2 OPERATIONAL " + ring),
                changes(seen, GATHER, COMMIT, RING_FORMED, OPERATIONAL));
        assertEquals(1, seen.rings().size());
        Ring formed = seen.rings().get(0);
        assertEquals(8, formed.id().sequence());
        assertEquals(1, formed.id().representative().nodeId());
        assertEquals(List.of(ip(address(1)), ip(address(2))), formed.members());
        assertTrue(formed.membersKnown());
        assertEquals(List.of(4L), formed.previousSequences());
        assertEquals(Formed.COMMIT_TOKEN, formed.formedBy());
        assertEquals(Ended.NOT_SEEN, formed.endedBy());
        assertEquals(nanos(1.1), formed.endNanos());
        assertEquals(6, formed.seen().count());
        assertEquals(
                List.of(Phase.OPERATIONAL, Phase.OPERATIONAL),
                seen.nodes().stream().map(Node::phaseAtEnd).toList());
        assertEquals(List.of(), seen.problems());
    }

    @Test
    void aRingThatWasThereBeforeTheCaptureHasNoBeginning() {
        Ring ring = cluster.at(1)
                .token(1, 2, 500, 40, 40)
                .at(1.01)
                .token(2, 3, 501, 40, 40)
                .end()
                .rings()
                .get(0);
        assertEquals(Formed.NOT_SEEN, ring.formedBy());
        assertFalse(ring.membersKnown());
        assertEquals(List.of(ip(address(1)), ip(address(2)), ip(address(3))), ring.members());
    }

    @Test
    void aJoinOfAMemberEndsItsRing() {
        cluster.forms(0, 1, 2).at(5).join(2, 0, 1, 2).at(5.1).join(1, 0, 1, 2);
        Observation seen = cluster.end();
        Ring ring = seen.rings().get(0);
        assertEquals(Ended.GATHER, ring.endedBy());
        assertEquals(5, seconds(ring.endNanos()));
        assertEquals(List.of("5.0 10.77.0.2 RING_ENDED 10.77.0.1.8"), changes(seen, RING_ENDED));
    }

    @Test
    void leavingEndsTheRingOfTheOneThatLeaves() {
        cluster.forms(0, 1, 2).at(5).leave(2, 1, 2);
        Observation seen = cluster.end();
        assertEquals(Ended.LEAVE, seen.rings().get(0).endedBy());
        assertEquals(
                List.of("5.0 10.77.0.2 RING_ENDED 10.77.0.1.8", "5.0 10.77.0.2 LEFT_CLUSTER"),
                changes(seen, RING_ENDED, LEFT_CLUSTER));
        Node left = seen.nodes().get(1);
        assertEquals(Phase.LEFT, left.phaseAtEnd());
        assertEquals(1, left.leaves().count());
        assertEquals(1, left.joins().count(), "a leave is no JOIN");
    }

    @Test
    void aNodeAloneHasARingOfItsOwn() {
        cluster.ring(3, 12);
        for (int i = 0; i < 5; i++) {
            cluster.at(i * 0.2).merge(3);
        }
        Observation seen = cluster.end();
        Ring ring = seen.rings().get(0);
        assertEquals(Formed.ALONE, ring.formedBy());
        assertEquals(List.of(ip(address(3))), ring.members());
        assertEquals(5, ring.seen().count());
        assertEquals(List.of("0.0 10.77.0.3 SINGLETON_RING 10.77.0.3.12"), changes(seen, SINGLETON_RING, RING_FORMED));
    }

    @Test
    void singletonsThatHearEachOtherBecomeOneRing() {
        cluster.ring(1, 4).at(0).merge(1).ring(2, 4).at(0.1).merge(2).ring(1, 8).forms(0.2, 1, 2);
        Observation seen = cluster.end();
        assertEquals(
                List.of(Ended.GATHER, Ended.GATHER, Ended.NOT_SEEN),
                seen.rings().stream().map(Ring::endedBy).toList());
        assertEquals(List.of(), changes(seen, RING_ENDED), "a ring of one that ends is no event");
        assertEquals(1, changes(seen, RING_FORMED).size());
    }

    @Test
    void aMergeDetectOfARepresentativeWithMembersMakesNoSingleton() {
        cluster.forms(0, 1, 2).at(1).merge(1).at(2).holdCancel(2);
        Observation seen = cluster.end();
        assertEquals(List.of(), changes(seen, SINGLETON_RING));
        assertEquals(Formed.COMMIT_TOKEN, seen.rings().get(0).formedBy());
        assertEquals(8, seen.rings().get(0).seen().count());
    }

    @Test
    void ringsOfOneIdOnTwoPortsAreTwo() {
        byte[] token = cluster.tokenPayload(1, 5, 0, 0);
        cluster.line().at(0).frame(Packets.udp(address(1), 5404, address(2), 5405, true, token));
        cluster.line().at(1).frame(Packets.udp(address(1), 6808, address(2), 6809, true, token));
        assertEquals(
                List.of(5405, 6809),
                cluster.end().rings().stream().map(Ring::port).toList());
    }

    @Test
    void ringsBeyondTheLimitAreCountedAndTheLatestAreFollowed() {
        for (int i = 0; i < 1_050; i++) {
            cluster.ring(1, 4L * i).at(i).merge(1);
        }
        Observation seen = cluster.end();
        assertEquals(1024, seen.rings().size());
        assertEquals(4L * 1_049, seen.rings().get(1023).id().sequence(), "the ring in use at the end is kept");
        assertEquals(List.of("26 further rings and pairs of nodes"), seen.omitted());
    }

    @Test
    void moreMembersThanSomeDaemonHasAreNotKept() {
        for (int i = 0; i < 400; i++) {
            String from = "10.77." + (1 + i / 200) + "." + (1 + i % 200);
            cluster.line().at(i * 0.001).frame(Packets.udp(from, address(1), cluster.tokenPayload(2, i, 0, 0)));
        }
        assertEquals(384, cluster.end().rings().get(0).members().size());
    }

    /** Recorded packets of all generations; the addresses of the machines that sent them are those of {@link Cluster}. */
    @Test
    void recordedPacketsOfEachGenerationMakeItsRings() {
        for (String generation : List.of("A", "B", "C", "D")) {
            Timeline line = new Timeline();
            double time = 0;
            for (JsonNode packet : Vectors.ALL.get("packets")) {
                if (packet.has("ip_src") && packet.get("generation").asText().equals(generation)) {
                    time += 0.1;
                    line.at(time)
                            .frame(Packets.udp(
                                    packet.get("ip_src").asText(),
                                    packet.get("src_port").asInt(),
                                    packet.get("ip_dst").asText(),
                                    packet.get("dst_port").asInt(),
                                    true,
                                    Vectors.hex(packet, "udp_payload")));
                }
            }
            Observation seen = line.end();
            assertEquals(List.of(), seen.problems(), generation);
            assertEquals(
                    List.of(ip(address(1)), ip(address(2)), ip(address(3))),
                    seen.nodes().stream().map(Node::host).sorted().toList(),
                    generation);
            assertTrue(seen.rings().stream().anyMatch(ring -> ring.formedBy() == Formed.COMMIT_TOKEN), generation);
            assertTrue(changes(seen, GATHER).size() >= 2, generation);
        }
    }

    @Test
    void withoutTokensTheJoinsBeforeARingTellItsMembers() {
        Cluster cluster = new Cluster();
        cluster.ring(1, 8);
        cluster.at(0).join(1, 0, 1, 2, 3).at(0.01).join(2, 0, 1, 2, 3).at(0.02).join(3, 0, 1, 2, 3);
        cluster.at(0.5).join(1, 1, 1, 2, 3).at(0.51).join(2, 1, 1, 2, 3);
        cluster.ring(1, 12).at(0.6).message(1, 1).at(0.61).message(2, 2);
        for (int i = 0; i < 5; i++) {
            cluster.at(1 + i).message(1, 3 + i).at(1.1 + i).repeat(1, 1, 3 + i);
        }
        Observation seen = cluster.end();
        Ring ring = seen.rings().get(seen.rings().size() - 1);
        assertTrue(ring.membersKnown());
        assertEquals(2, ring.members().size());
        Hearing told = seen.hearings().stream()
                .filter(one -> one.from().equals(ip(address(1))) && one.to().equals(ip(address(2))))
                .findFirst()
                .orElseThrow();
        assertEquals(5, told.passedHere(), "repeats of what passed are for the only other member");
    }

    @Test
    void joinsThatListSomebodyWhoWasNeverMetDoNotTellTheMembers() {
        Cluster cluster = new Cluster();
        cluster.ring(1, 8).at(0).join(1, 0, 1, 2, 7).at(0.01).join(2, 0, 1, 2, 7);
        cluster.ring(1, 12).at(0.6).message(1, 1).at(0.61).message(2, 2);
        Observation seen = cluster.end();
        assertFalse(seen.rings().get(seen.rings().size() - 1).membersKnown());
    }
}
