package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.Transcript;
import io.totemtap.cli.Cases;
import io.totemtap.correlate.Period;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Clue.Effect;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a witness would have counted, beside recordings in which one direction is broken. */
class KernelWitnessRuleTest {

    private static final String FIREWALL = "host-firewall";
    private static final String SWITCH = "switch-drop-oneway-3-nodes";
    private static final String SENDER = "sender-firewall";
    private static final String HEALTHY = "healthy";
    private static final String DROP = "reason NETFILTER_DROP at nft_do_chain[nf_tables]";
    private static final String ALL = "arrived again offered read sent driver busy dropped";

    /** Membership and socket of a running daemon, in the kernel's form (least significant byte first). */
    private static final String HOST = """
            ### ip maddress show
            2:\tnet0
            \tinet  %1$s
            ### cat /proc/net/udp
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
              100: %2$s:%3$04X 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4711 2 0000000000000000 0
            """;

    /** A recording, and a direction of it. */
    private static final class Scene {
        final Facts facts;
        final Direction direction;
        final IpAddress group;
        final int port;
        final Period trouble;

        Scene(String name) {
            facts = Cases.diagnosis(name).facts();
            direction = facts.pairs().stream()
                    .filter(pair -> pair.isTroubled())
                    .findFirst()
                    .or(() -> facts.pairs().stream().findFirst())
                    .orElseThrow()
                    .direction();
            group = facts.groupsOf(direction.from()).get(0).address();
            port = facts.groupsOf(direction.from()).get(0).port();
            trouble = facts.pair(direction).orElseThrow().trouble().orElse(new Period(0, 0));
        }

        private String hex() {
            StringBuilder text = new StringBuilder();
            String[] bytes = group.toString().split("\\.", -1);
            for (int i = bytes.length - 1; i >= 0; i--) {
                text.append(String.format("%02X", Integer.parseInt(bytes[i])));
            }
            return text.toString();
        }

        /** A line of what was counted. */
        String line(String start, String way, String rest) {
            return start + " " + way + " " + direction.from() + " " + group + " " + port + " net0 vlan 0 " + rest
                    + "\n";
        }

        /** A state with a reading of a witness that began before the trouble. */
        HostState state(long untilNanos, String sees, String counts) {
            String witness = "### totemtap kernel-witness\nwitness 1 from " + (trouble.fromNanos() - EpochNanos.SECOND)
                    + " until " + untilNanos + " sockets function reasons yes\nsees " + sees
                    + "\nlost places 0 drops 0 headers 0 owners 0 missed 0\n" + counts;
            String host = String.format(HOST, group, hex(), port);
            return HostState.of(Transcript.parse(host + witness, false).get(0), "host");
        }

        List<Conclusion> judge(IpAddress host, HostState... states) {
            Facts all = new Facts(facts.picture(), Map.of(host, List.of(states)), List.of(), List.of(), ZoneOffset.UTC);
            return new KernelWitnessRule().evaluate(all);
        }

        List<Conclusion> judgeReceiver(String sees, String counts) {
            return judge(direction.to(), state(trouble.toNanos() + EpochNanos.SECOND, sees, counts));
        }

        String arrived(long packets) {
            return line("count arrived", "in", "socket 0 packets " + packets);
        }

        String offered(long packets) {
            return line("count offered", "in", "socket 4711 packets " + packets);
        }
    }

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
        Scene scene = new Scene(FIREWALL);
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
        Scene scene = new Scene(FIREWALL);
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
        Scene scene = new Scene(FIREWALL);
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
        Scene scene = new Scene(FIREWALL);
        assertEquals(
                List.of(),
                scene.judgeReceiver(ALL, scene.arrived(312) + scene.line("drop", "in", DROP + " packets 2")));
    }

    @Test
    void copiesForCapturesAndLossesBeforeTheTapAreNotTheHosts() {
        Scene scene = new Scene(FIREWALL);
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
        Scene scene = new Scene(FIREWALL);
        String counts = scene.arrived(312) + scene.line("drop", "in", "reason IP_INADDRERRORS at - packets 312");
        assertEquals(1, clues(scene.judgeReceiver(ALL, counts), Effect.POINTS).size());
        HostState full = scene.state(scene.trouble.toNanos(), ALL, counts);
        assertEquals(List.of(), scene.judge(scene.direction.to(), bare(full, counts, scene)));
    }

    @Test
    void dropsOnTheWayOutNameTheSender() {
        Scene scene = new Scene(SENDER);
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
        Scene scene = new Scene(SWITCH);
        List<Conclusion> found = scene.judgeReceiver(ALL, scene.arrived(312) + scene.offered(312));
        assertEquals(1, found.size(), found.toString());
        Clue clue = clues(found, Effect.CLEARS).get(0);
        assertEquals(List.of(Place.RECEIVER_HOST), clue.places());
        assertEquals(scene.direction, clue.direction());
        assertTrue(clue.because().startsWith("all 312 packets of "), clue.because());
    }

    @Test
    void nothingIsClearedThatIsNotKnown() {
        Scene scene = new Scene(SWITCH);
        String both = scene.arrived(312) + scene.offered(312);
        assertEquals(List.of(), scene.judgeReceiver("arrived again driver busy dropped", scene.arrived(312)));
        assertEquals(List.of(), scene.judgeReceiver(ALL, scene.arrived(312) + scene.offered(311)));
        assertEquals(List.of(), scene.judgeReceiver(ALL, both.replace("socket 4711", "socket 4712")));
        assertEquals(
                List.of(),
                scene.judgeReceiver(ALL, both + scene.line("drop", "in", "reason SOCKET_RCVBUFF at - packets 1")));
        long early = scene.trouble.fromNanos();
        assertEquals(List.of(), scene.judge(scene.direction.to(), scene.state(early, ALL, both)));
        assertEquals(List.of(), scene.judge(scene.direction.to(), losing(scene, "places 1 drops 0 headers 0", both)));
        assertEquals(
                List.of(),
                scene.judge(
                        scene.direction.to(),
                        losing(scene, "places 0 drops 0 headers 1", scene.arrived(3) + scene.offered(3))));
        assertEquals(List.of(), scene.judge(scene.direction.to(), bare(losing(scene, "", both), both, scene)));
    }

    @Test
    void headersOfOthersDoNotCount() {
        Scene scene = new Scene(SWITCH);
        String both = scene.arrived(1_000_000) + scene.offered(1_000_000);
        List<Conclusion> found = scene.judge(scene.direction.to(), losing(scene, "places 0 drops 0 headers 7", both));
        assertEquals(1, clues(found, Effect.CLEARS).size());
    }

    /** A state whose witness could not count everything. */
    private static HostState losing(Scene scene, String lost, String counts) {
        String text = "### totemtap kernel-witness\nwitness 1 from "
                + (scene.trouble.fromNanos() - 60 * EpochNanos.SECOND)
                + " until " + (scene.trouble.toNanos() + EpochNanos.SECOND) + " sockets function reasons yes\nsees "
                + ALL + "\n" + (lost.isEmpty() ? "" : "lost " + lost + " owners 0 missed 0\n") + counts;
        return HostState.of(
                Transcript.parse(String.format(HOST, scene.group, scene.hex(), scene.port) + text, false)
                        .get(0),
                "host");
    }

    /** The same of a host of which no membership and no socket are known. */
    private static HostState bare(HostState state, String counts, Scene scene) {
        String text = "### totemtap kernel-witness\nwitness 1 from "
                + state.witness().orElseThrow().fromNanos() + " until "
                + (scene.trouble.toNanos() + EpochNanos.SECOND) + " sockets function reasons yes\nsees " + ALL + "\n"
                + counts;
        return HostState.of(Transcript.parse(text, false).get(0), "host");
    }

    @Test
    void withoutAWitnessNothingIsSaid() {
        Scene scene = new Scene(HEALTHY);
        assertEquals(List.of(), new KernelWitnessRule().evaluate(scene.facts));
    }
}
