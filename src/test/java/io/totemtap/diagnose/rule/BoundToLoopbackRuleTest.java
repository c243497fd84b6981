package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
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

/** A daemon that speaks to its own host only. */
class BoundToLoopbackRuleTest {

    private static final Rule RULE = new BoundToLoopbackRule();

    private static Observation seen(String source, int packets, boolean before) {
        Cluster cluster = new Cluster();
        if (before) {
            cluster.at(0).message(1, 1).at(0.1).message(1, 2);
        }
        for (int i = 0; i < packets; i++) {
            cluster.line().at(1 + i).frame(Packets.udp(source, GROUP, cluster.messagePayload(1, 3 + i)));
        }
        return cluster.end();
    }

    @Test
    void alwaysOnLoopback() {
        Facts facts = new MadeFacts().anywhere("a", seen("127.0.0.1", 5, false)).facts();
        assertEquals(List.of("fault bound-to-loopback cluster proven"), Told.by(RULE, facts));
        assertEquals(List.of(), facts.picture().hosts(), "127.0.0.1 is everybody and nobody");
    }

    @Test
    void forAWhile() {
        Facts facts = new MadeFacts().on(1, seen("127.0.0.2", 5, true)).facts();
        assertEquals(List.of("warning bound-to-loopback cluster proven"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).startsWith("the daemon on n1 multicast from a loopback address from "));
    }

    @Test
    void onAnInterface() {
        assertEquals(
                List.of(),
                Told.by(RULE, new MadeFacts().on(1, seen("10.77.0.1", 5, false)).facts()));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void tooFewToTell() {
        assertEquals(
                List.of(),
                Told.by(RULE, new MadeFacts().on(1, seen("127.0.0.1", 2, true)).facts()));
    }
}
