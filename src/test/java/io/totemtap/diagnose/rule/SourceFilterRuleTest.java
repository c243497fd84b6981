package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who asks for some sources only gets no others. */
class SourceFilterRuleTest {

    private static final Rule RULE = new SourceFilterRule();
    private static final int IS_INCLUDE = 1;
    private static final int IS_EXCLUDE = 2;
    private static final int ALLOW_NEW = 5;
    private static final int BLOCK_OLD = 6;

    private static Facts lostFrom(double seconds, TwoNodes traffic) {
        return new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(now -> now < seconds))
                .facts();
    }

    private static TwoNodes reports(int type, String... sources) {
        return new TwoNodes(60)
                .with(0.1, Packets.reportV3(address(1), IS_EXCLUDE, GROUP, List.of()))
                .with(0.2, Packets.reportV3(address(2), IS_EXCLUDE, GROUP, List.of()))
                .with(30.1, Packets.reportV3(address(2), type, GROUP, List.of(sources)));
    }

    @Test
    void lostSinceThePeerWasLeftOut() {
        assertEquals(
                List.of("explains n1>n2", "fault source-filter receiver-host proven"),
                Told.by(RULE, lostFrom(30.3, reports(IS_INCLUDE, address(9)))));
        assertEquals(
                List.of("explains n1>n2", "fault source-filter receiver-host proven"),
                Told.by(RULE, lostFrom(30.3, reports(IS_EXCLUDE, address(1)))));
    }

    @Test
    void thePeerIsAmongTheSources() {
        assertEquals(List.of(), Told.by(RULE, lostFrom(30.3, reports(IS_INCLUDE, address(9), address(1)))));
        assertEquals(List.of(), Told.by(RULE, lostFrom(30.3, reports(IS_EXCLUDE, address(9)))));
    }

    @Test
    void whatWasLostBeforeHasAnotherCause() {
        assertEquals(List.of(), Told.by(RULE, lostFrom(20, reports(IS_INCLUDE, address(9)))));
    }

    @Test
    void whoLaterWantsAllGetsAll() {
        TwoNodes traffic =
                reports(IS_INCLUDE, address(9)).with(40.1, Packets.reportV3(address(2), IS_EXCLUDE, GROUP, List.of()));
        assertEquals(List.of(), Told.by(RULE, lostFrom(30.3, traffic)));
    }

    /** As Linux tells it: the peer is blocked, its absence is repeated with each query, and later it is allowed again. */
    @Test
    void whatWasRefusedForAWhileIsNotHeardForAWhile() {
        TwoNodes traffic = reports(BLOCK_OLD, address(1))
                .with(35, Packets.reportV3(address(2), IS_EXCLUDE, GROUP, List.of(address(1))))
                .with(45, Packets.reportV3(address(2), ALLOW_NEW, GROUP, List.of(address(1))))
                .with(50, Packets.reportV3(address(2), IS_EXCLUDE, GROUP, List.of()));
        Facts refused = new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(now -> now < 30.3 || now > 45))
                .facts();
        assertEquals(List.of("explains n1>n2", "fault source-filter receiver-host proven"), Told.by(RULE, refused));
        assertEquals(List.of(), Told.by(RULE, lostFrom(30.3, traffic)));
    }

    @Test
    void sourcesThatAreAddedTellNothingOfThoseThatWereThere() {
        assertEquals(List.of(), Told.by(RULE, lostFrom(30.3, reports(ALLOW_NEW, address(9)))));
        TwoNodes unknown =
                new TwoNodes(60).with(30.1, Packets.reportV3(address(2), ALLOW_NEW, GROUP, List.of(address(9))));
        assertEquals(List.of(), Told.by(RULE, lostFrom(30.3, unknown)));
    }

    @Test
    void whoHearsAllTheSameIsNotAccused() {
        assertEquals(List.of(), Told.by(RULE, lostFrom(99, reports(IS_INCLUDE, address(9)))));
    }
}
