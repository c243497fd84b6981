package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each of two nodes is quorate alone, and each was alone. */
class TwoNodeRuleTest {

    private static final Rule RULE = new TwoNodeRule();

    private static String conf(String twoNode, String daemon) {
        return """
                <cluster name="alpha" config_version="1">
                  <cman expected_votes="1" two_node="%s"/>
                  %s
                  <clusternodes>
                    <clusternode name="n1" nodeid="1"/>
                    <clusternode name="n2" nodeid="2"/>
                  </clusternodes>
                </cluster>
                """.formatted(twoNode, daemon);
    }

    /** Each node has a ring of its own and multicasts merge-detects, which never come to the other one. */
    private static MadeFacts apart() {
        return new MadeFacts().on(1, alone(1)).on(2, alone(2));
    }

    private static Observation alone(int node) {
        Cluster cluster = new Cluster().ring(node, 8);
        cluster.line().at(0.1).frame(Packets.report(2, address(node), GROUP));
        cluster.line().at(0.2).frame(Packets.arp(address(1), address(2)));
        for (int i = 1; i < 100; i++) {
            cluster.at(i * 0.3).merge(node);
        }
        return cluster.end();
    }

    @Test
    void eachWasAlone() {
        Facts facts = apart().configuration(conf("1", "<fence_daemon post_join_delay=\"20\"/>"))
                .facts();
        assertEquals(List.of("warning two-node-fencing none proven"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).contains("20.0 s after it joins (post_join_delay)"));
    }

    @Test
    void withoutADelayItIsTheDefault() {
        String statement =
                Told.statement(RULE, apart().configuration(conf("1", "")).facts());
        assertTrue(statement.contains("3.0 s after it joins (post_join_delay, the default)"), statement);
    }

    @Test
    void whoeverNeedsAMajorityFencesNobodyAlone() {
        assertEquals(
                List.of(), Told.by(RULE, apart().configuration(conf("0", "")).facts()));
    }

    @Test
    void together() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("openais-secauth-startup").facts()));
    }

    @Test
    void withoutAConfigurationNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, apart().facts()));
    }

    @Test
    void withoutTheOthersCaptureNobodyKnowsThatItIsAlone() {
        Facts facts =
                new MadeFacts().on(1, alone(1)).configuration(conf("1", "")).facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
