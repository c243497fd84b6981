package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** A guest is moved, and the switch has its groups where it was. */
class GuestMovedRuleTest {

    private static final Rule RULE = new GuestMovedRule();
    private static final List<String> CAUSE = List.of("points switch n1>n2 likely", "fault guest-moved switch likely");
    private static final List<String> KNOWN = List.of("warning guest-moved none proven");

    private static Facts facts(TwoNodes traffic, DoublePredicate arrives) {
        return new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(arrives))
                .facts();
    }

    private static TwoNodes movedAt(double... moments) {
        TwoNodes traffic = new TwoNodes(120).with(0.2, Packets.report(2, address(2), GROUP));
        for (double at : moments) {
            traffic.with(at, Packets.reverseArp(address(2))).with(at + 0.05, Packets.reverseArp(address(2)));
        }
        return traffic;
    }

    @Test
    void lostFromTheMoveOn() {
        assertEquals(CAUSE, Told.by(RULE, facts(movedAt(60.1), now -> now < 60)));
        assertTrue(Told.statement(RULE, facts(movedAt(60.1), now -> now < 60))
                .contains("multicast to it was lost from then on: the switch"));
    }

    /** A guest is paused before it is announced. */
    @Test
    void lostFromShortlyBeforeTheAnnouncementOn() {
        assertEquals(CAUSE, Told.by(RULE, facts(movedAt(60.1), now -> now < 58)));
    }

    @Test
    void untilItReports() {
        TwoNodes traffic = movedAt(60.1).with(90.1, Packets.report(2, address(2), GROUP));
        Facts facts = facts(traffic, now -> now < 60 || now > 90.1);
        assertEquals(CAUSE, Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).contains("until it reported again"));
        assertEquals(Place.SWITCH, GoldenCase.diagnose(facts).verdict().place());
    }

    /** The sender's capture alone: the guest's requests in the token tell when it was cut off. */
    @Test
    void totemTellsWhereNothingWasMeasured() {
        assertEquals(
                List.of("points switch n1>n2 likely", "fault guest-moved switch likely"),
                Told.by(RULE, new MadeFacts().on(1, requests(20.1)).facts()));
        assertEquals(KNOWN, Told.by(RULE, new MadeFacts().on(1, requests(5.1)).facts()));
    }

    /** Node 2 hears until second 20, and then asks for the same message again and again. */
    private static Observation requests(double moved) {
        Cluster cluster = new Cluster();
        for (int i = 1; i <= 100; i++) {
            double now = i * 0.4;
            if (now > moved && now - 0.4 <= moved) {
                cluster.line().at(moved).frame(Packets.reverseArp(address(2)));
            }
            cluster.at(now).message(1, i);
            if (now <= 20) {
                cluster.token(1, 2, 2L * i, i, i).token(2, 1, 2L * i + 1, i, i);
            } else {
                cluster.token(1, 2, 2L * i, i, 50).token(2, 1, 2L * i + 1, i, 50, 51);
            }
        }
        return cluster.end();
    }

    @Test
    void aMoveWithoutALossNearItIsKnownAndNoCause() {
        assertEquals(KNOWN, Told.by(RULE, facts(movedAt(60.1), now -> true)));
        assertEquals(KNOWN, Told.by(RULE, facts(movedAt(60.1), now -> now < 50)));
        assertEquals(KNOWN, Told.by(RULE, facts(movedAt(60.1), now -> now < 70)));
    }

    @Test
    void whatNeverArrivedWasNotLostByTheMove() {
        assertEquals(KNOWN, Told.by(RULE, facts(movedAt(0.3), now -> false)));
    }

    /** The nearer the loss is to a move, the less is it chance. */
    @Test
    void movesAllTheTimeAreChance() {
        assertEquals(KNOWN, Told.by(RULE, facts(movedAt(15, 40, 60.1, 90), now -> now < 58)));
        assertEquals(CAUSE, Told.by(RULE, facts(movedAt(15, 40, 60.1, 90), now -> now < 60)));
    }

    @Test
    void theMoveOfTheSenderCutsNobodyElseOff() {
        TwoNodes traffic = new TwoNodes(120)
                .with(0.2, Packets.report(2, address(2), GROUP))
                .with(60.1, Packets.reverseArp(address(1)));
        assertEquals(KNOWN, Told.by(RULE, facts(traffic, now -> now < 60)));
    }

    /** Where nothing at all reaches the guest, its link is the cause. */
    @Test
    void aGuestThatIsNotReachedAtAll() {
        TwoNodes traffic = movedAt(60.1);
        Facts facts = new MadeFacts()
                .on(1, traffic.seen(now -> true))
                .on(2, traffic.seen(now -> now < 60, now -> now < 60))
                .facts();
        assertEquals(KNOWN, Told.by(RULE, facts));
    }

    @Test
    void strangersAndNobodyWhoMoves() {
        TwoNodes traffic = movedAt().with(60.1, Packets.reverseArp("10.77.0.77"));
        assertEquals(List.of(), Told.by(RULE, facts(traffic, now -> now < 60)));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }
}
