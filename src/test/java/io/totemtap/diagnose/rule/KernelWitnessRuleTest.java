package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.Transcript;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Clue.Effect;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.EpochNanos;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a witness would have counted, beside recordings in which one direction is broken. */
class KernelWitnessRuleTest {

    private static final String FIREWALL = "host-firewall";
    private static final String SWITCH = "switch-drop-oneway-3-nodes";
    private static final String SENDER = "sender-firewall";
    private static final String HEALTHY = "healthy";
    private static final String DROP = "reason NETFILTER_DROP at nft_do_chain[nf_tables]";
    private static final String ALL = "arrived again offered read sent driver busy dropped";

    private static List<Finding> findings(List<Conclusion> conclusions) {
        return conclusions.stream()
                .filter(Finding.class::isInstance)
                .map(Finding.class::cast)
                .toList();
    }

    private static List<Clue> clues(List<Conclusion> conclusions, Effect effect) {
        return conclusions.stream()
                .filter(Clue.class::isInstance)
                .map(Clue.class::cast)
                .filter(clue -> clue.effect() == effect)
                .toList();
    }

    @Test
    void dropsBehindTheTapNameTheReceivingHost() {
        WitnessScene scene = new WitnessScene(FIREWALL);
        List<Conclusion> found =
                scene.judgeReceiver(ALL, scene.arrived(312) + scene.line("drop", "in", DROP + " packets 312"));
        List<Clue> points = clues(found, Effect.POINTS);
        assertEquals(1, points.size(), found.toString());
        assertEquals(List.of(Place.RECEIVER_HOST), points.get(0).places());
        assertEquals(Certainty.PROVEN, points.get(0).certainty());
        assertEquals(scene.direction, points.get(0).direction());
        Finding finding = findings(found).get(0);
        assertEquals("kernel-drops", finding.id());
        assertEquals(Severity.FAULT, finding.severity());
        assertTrue(finding.statement().contains("dropped 312 packets"), finding.statement());
        assertTrue(finding.statement().contains("NETFILTER_DROP in nft_do_chain"), finding.statement());
        assertEquals(List.of(), clues(found, Effect.CLEARS));
    }

    @Test
    void aFullSocketIsLikelyOnly() {
        WitnessScene scene = new WitnessScene(FIREWALL);
        List<Conclusion> found = scene.judgeReceiver(
                ALL,
                scene.arrived(312)
                        + scene.offered(312)
                        + scene.line("drop", "in", "reason SOCKET_RCVBUFF at __udp_enqueue_schedule_skb packets 100"));
        assertEquals(Certainty.LIKELY, clues(found, Effect.POINTS).get(0).certainty());
        assertEquals(Certainty.LIKELY, findings(found).get(0).certainty());
    }

    @Test
    void dropsOfAnotherTimeExplainNothing() {
        WitnessScene scene = new WitnessScene(FIREWALL);
        String counts = scene.arrived(312) + scene.line("drop", "in", DROP + " packets 100");
        long early = scene.trouble.fromNanos() - 10 * EpochNanos.SECOND;
        HostState before = HostState.of(
                Transcript.parse(
                                "### totemtap kernel-witness\nwitness 1 from 5 until " + early
                                        + " sockets function reasons yes\nsees " + ALL + "\n" + counts,
                                false)
                        .get(0),
                "host");
        List<Conclusion> found = scene.judge(scene.direction.to(), before);
        assertEquals(List.of(), clues(found, Effect.POINTS));
        assertEquals(Severity.WARNING, findings(found).get(0).severity());
    }

    @Test
    void twoPacketsAreNothing() {
        WitnessScene scene = new WitnessScene(FIREWALL);
        assertEquals(
                List.of(),
                scene.judgeReceiver(ALL, scene.arrived(312) + scene.line("drop", "in", DROP + " packets 2")));
    }

    @Test
    void copiesForCapturesAndLossesBeforeTheTapAreNotTheHosts() {
        WitnessScene scene = new WitnessScene(FIREWALL);
        assertEquals(
                List.of(),
                scene.judgeReceiver(
                        ALL,
                        scene.arrived(312)
                                + scene.line("drop", "in", "reason PACKET_SOCK_ERROR at tpacket_rcv packets 100")
                                + scene.line("drop", "in", "reason CPU_BACKLOG at enqueue_to_backlog packets 100")));
    }

    @Test
    void nobodyJoinedNamesTheHostOnlyWhileTheDaemonRuns() {
        WitnessScene scene = new WitnessScene(FIREWALL);
        String counts = scene.arrived(312) + scene.line("drop", "in", "reason IP_INADDRERRORS at - packets 312");
        assertEquals(1, clues(scene.judgeReceiver(ALL, counts), Effect.POINTS).size());
        HostState full = scene.state(scene.trouble.toNanos(), ALL, counts);
        assertEquals(List.of(), scene.judge(scene.direction.to(), bare(full, counts, scene)));
    }

    @Test
    void dropsOnTheWayOutNameTheSender() {
        WitnessScene scene = new WitnessScene(SENDER);
        HostState state = scene.state(
                scene.trouble.toNanos() + EpochNanos.SECOND,
                ALL,
                scene.line("count sent", "out", "socket 9 packets 50")
                        + scene.line("drop", "out", DROP + " packets 50"));
        List<Conclusion> found = scene.judge(scene.direction.from(), state);
        assertFalse(clues(found, Effect.POINTS).isEmpty(), found.toString());
        clues(found, Effect.POINTS).forEach(clue -> assertEquals(List.of(Place.SENDER), clue.places()));
        assertEquals(Place.SENDER, findings(found).get(0).place());
    }

    @Test
    void everyPacketInTheDaemonsSocketClearsTheHost() {
        WitnessScene scene = new WitnessScene(SWITCH);
        List<Conclusion> found = scene.judgeReceiver(ALL, scene.arrived(312) + scene.offered(312));
        assertEquals(2, found.size(), found.toString());
        Clue clue = clues(found, Effect.CLEARS).get(0);
        assertEquals(List.of(Place.RECEIVER_HOST), clue.places());
        assertEquals(scene.direction, clue.direction());
        assertTrue(clue.because().startsWith("all 312 packets of "), clue.because());
        Finding note = findings(found).get(0);
        assertEquals("kernel-delivers", note.id());
        assertEquals(Severity.NOTE, note.severity());
        assertTrue(
                note.statement().endsWith(" were put into the daemon's socket: the host is cleared"), note.statement());
        assertTrue(note.evidence().get(0).text().contains(": 312 arrived, 0 dropped, 312 put into socket 4711, from "));
    }

    /** The same of a host of which no membership and no socket are known. */
    private static HostState bare(HostState state, String counts, WitnessScene scene) {
        String text = "### totemtap kernel-witness\nwitness 1 from "
                + state.witness().orElseThrow().fromNanos() + " until "
                + (scene.trouble.toNanos() + EpochNanos.SECOND) + " sockets function reasons yes\nsees " + ALL + "\n"
                + counts;
        return HostState.of(Transcript.parse(text, false).get(0), "host");
    }

    @Test
    void withoutAWitnessNothingIsSaid() {
        WitnessScene scene = new WitnessScene(HEALTHY);
        assertEquals(List.of(), new KernelWitnessRule().evaluate(scene.facts));
    }
}
