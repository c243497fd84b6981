package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** Nodes 1 and 2 start together; node 1 hears node 2 only from some second on, and its log says when it fences. */
class FencedEarlyRuleTest {

    private static final Rule RULE = new FencedEarlyRule();

    private static final String LOG = """
            Jun 16 02:22:58 n1 kernel: bnx2: eth0 NIC Copper Link is Up, 1000 Mbps full duplex
            Jun 16 02:22:59 n1 openais[1]: [TOTEM] entering GATHER state from 15.
            Jun 16 02:22:59 n1 openais[1]: [TOTEM] entering OPERATIONAL state.
            Jun 16 02:23:%02d n1 fenced[7120]: n2 not a cluster member after 3 sec post_join_delay
            Jun 16 02:23:%02d n1 fenced[7120]: fencing node "n2"
            """;

    private static String fencing(int second) {
        return LOG.formatted(second - 3, second - 2);
    }

    /** Each has a ring of its own and multicasts; nothing of node 2 comes to the first capture before a moment. */
    private static Observation seen(int node, DoublePredicate hasOther) {
        Timeline line = new Timeline();
        Cluster cluster = new Cluster(line, TotemDialect.OPENAIS_COROSYNC1, true).ring(node, 8);
        line.at(0.1).frame(Packets.report(2, Cluster.address(node), Cluster.GROUP));
        cluster.at(2.0).join(node, 0, node);
        for (int i = 1; i < 200; i++) {
            double now = 2 + i * 0.3;
            if (i % 10 == 0) {
                line.at(now).frame(Packets.arp(Cluster.address(1), Cluster.address(2)));
            }
            cluster.ring(node, 8).at(now + 0.01).merge(node);
            if (hasOther.test(now)) {
                cluster.ring(3 - node, 8).at(now + 0.02).merge(3 - node);
            }
        }
        return cluster.end();
    }

    private static MadeFacts hears(DoublePredicate hasOther) {
        return new MadeFacts().on(1, seen(1, hasOther)).on(2, seen(2, now -> false));
    }

    @Test
    void fencedBeforeTheFirstMessageCame() {
        MadeFacts made = hears(now -> now > 32).log(1, fencing(10));
        assertEquals(List.of("warning fenced-too-early none likely"), Told.by(RULE, made.facts()));
    }

    @Test
    void heardBeforeItIsFencedForAnotherReason() {
        assertEquals(
                List.of(),
                Told.by(RULE, hears(now -> now > 5).log(1, fencing(20)).facts()));
    }

    @Test
    void whatNeverCameIsNoMatterOfTime() {
        assertEquals(
                List.of(), Told.by(RULE, hears(now -> false).log(1, fencing(10)).facts()));
    }

    @Test
    void longAfterTheStartItIsNotTheStart() {
        assertEquals(
                List.of(),
                Told.by(RULE, hears(now -> now > 55).log(1, fencing(45)).facts()));
    }

    @Test
    void nobodyIsFenced() {
        String quiet = fencing(10).lines().limit(3).reduce("", (text, line) -> text + line + "\n");
        assertEquals(
                List.of(), Told.by(RULE, hears(now -> now > 32).log(1, quiet).facts()));
    }

    @Test
    void withoutTheLogNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, hears(now -> now > 32).facts()));
    }

    @Test
    void withoutTheOthersCaptureNobodyKnowsThatItSent() {
        MadeFacts made = new MadeFacts().on(1, seen(1, now -> now > 32)).log(1, fencing(10));
        assertEquals(List.of(), Told.by(RULE, made.facts()));
    }
}
