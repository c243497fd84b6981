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
import io.totemtap.track.Packets;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** Two sides with a querier each. */
class IgmpNotPassedRuleTest {

    private static final Rule RULE = new IgmpNotPassedRule();
    private static final String ONE = "10.77.0.254";
    private static final String OTHER = "10.77.0.253";
    private static final List<String> FOUND =
            List.of("points switch n1>n2 likely", "fault igmp-not-passed switch likely");

    /** A side on which these ask, at these seconds. */
    private static TwoNodes side(String querier, double... queries) {
        TwoNodes side = new TwoNodes(60).with(0.2, Packets.report(2, address(2), GROUP));
        for (double at : queries) {
            side.with(at, Packets.queryV2(querier, 20));
        }
        return side;
    }

    private static Facts facts(TwoNodes here, TwoNodes there, DoublePredicate arrives) {
        return new MadeFacts()
                .on(1, here.seen(now -> true))
                .on(2, there.seen(arrives))
                .facts();
    }

    private static final TwoNodes HERE = side(ONE, 5.1, 25.1, 45.1);
    private static final TwoNodes THERE = side(OTHER, 10.1, 30.1, 50.1);

    @Test
    void eachSideHasAQuerierOfItsOwn() {
        Facts facts = facts(HERE, THERE, now -> false);
        assertEquals(FOUND, Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts)
                .startsWith("n1 hears the queries of 10.77.0.254 and n2 those of 10.77.0.253, neither"));
        assertEquals(Place.SWITCH, GoldenCase.diagnose(facts).verdict().place());
        assertEquals(FOUND, Told.by(RULE, facts(HERE, THERE, now -> now < 20)));
    }

    @Test
    void bothDirectionsAreToldOnce() {
        List<String> told = Told.by(RULE, GoldenCase.kept("igmp-not-passed").facts());
        assertEquals(
                List.of(
                        "points switch n1>n2 likely",
                        "fault igmp-not-passed switch likely",
                        "points switch n2>n1 likely"),
                told);
    }

    @Test
    void whoHearsTheSameQuerierIsInOneDomain() {
        assertEquals(List.of(), Told.by(RULE, facts(HERE, HERE, now -> false)));
        assertEquals(List.of(), Told.by(RULE, facts(HERE, side(ONE, 5.1), now -> false)));
    }

    @Test
    void aSecondQuerierThatBothHear() {
        TwoNodes both = side(ONE, 5.1, 25.1, 45.1)
                .with(10.1, Packets.queryV2(OTHER, 20))
                .with(30.1, Packets.queryV2(OTHER, 20));
        assertEquals(List.of(), Told.by(RULE, facts(both, THERE, now -> false)));
    }

    @Test
    void aSideWithoutQueriesMayHaveThemFilteredOut() {
        assertEquals(List.of(), Told.by(RULE, facts(HERE, side(OTHER), now -> false)));
        assertEquals(List.of(), Told.by(RULE, facts(side(ONE), THERE, now -> false)));
    }

    @Test
    void oneQueryOrQueriesOneAfterTheOtherAreAnElection() {
        assertEquals(List.of(), Told.by(RULE, facts(HERE, side(OTHER, 30.1), now -> false)));
        assertEquals(List.of(), Told.by(RULE, facts(side(ONE, 5.1, 15.1), side(OTHER, 30.1, 50.1), now -> false)));
    }

    @Test
    void queriersWithoutAnAddressCannotBeToldApart() {
        assertEquals(List.of(), Told.by(RULE, facts(HERE, side("0.0.0.0", 10.1, 30.1), now -> false)));
    }

    @Test
    void whatPassesNowAndThenIsOfAnotherKind() {
        assertEquals(List.of(), Told.by(RULE, facts(HERE, THERE, now -> (long) (now * 2) % 3 != 0)));
    }

    @Test
    void nothingLost() {
        assertEquals(List.of(), Told.by(RULE, facts(HERE, THERE, now -> true)));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("rogue-querier").facts()));
    }
}
