package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
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

/** The shape of a loss hints at its cause. */
class LossShapeRuleTest {

    private static final Rule RULE = new LossShapeRule();

    private static double part(double now) {
        return now - Math.floor(now);
    }

    /** Node 1 sends twelve messages in five seconds of ten, and three in the others; with a limit the first four of a second pass. */
    private static Facts limited(boolean limit) {
        return new MadeFacts()
                .on(1, seen(now -> true))
                .on(2, seen(now -> !limit || part(now) < 0.33))
                .facts();
    }

    private static Observation seen(DoublePredicate has) {
        Cluster cluster = new Cluster(new Timeline(), TotemDialect.OPENAIS_COROSYNC1, true);
        cluster.line().at(0.1).frame(Packets.report(2, address(1), GROUP));
        cluster.line().at(0.2).frame(Packets.report(2, address(2), GROUP));
        int number = 1;
        for (int second = 1; second < 60; second++) {
            int rate = second % 10 < 5 ? 12 : 3;
            for (int i = 0; i < rate; i++) {
                double now = second + i / 12.0;
                if (has.test(now)) {
                    cluster.at(now).message(1, number);
                }
                cluster.at(now + 0.01).token(1, 2, 2L * number, number, number);
                cluster.at(now + 0.02).token(2, 1, 2L * number + 1, number, number);
                number++;
            }
        }
        return cluster.end();
    }

    @Test
    void whatExceedsARateIsLost() {
        assertEquals(List.of("warning rate-limited-loss none likely"), Told.by(RULE, limited(true)));
    }

    @Test
    void whatIsLongIsLost() {
        assertEquals(
                List.of("warning large-messages-lost none likely", "warning large-messages-lost none likely"),
                Told.by(RULE, GoldenCase.kept("mtu-mismatch").facts()));
    }

    @Test
    void whatIsLostAtRandomHasNoShape() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("switch-random-loss").facts()));
    }

    @Test
    void nothingLost() {
        assertEquals(List.of(), Told.by(RULE, limited(false)));
    }

    @Test
    void oneCaptureShowsNoShape() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("mtu-mismatch").facts(List.of("n1")::contains, host -> true)));
    }
}
