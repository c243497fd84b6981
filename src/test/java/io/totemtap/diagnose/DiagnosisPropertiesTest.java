package io.totemtap.diagnose;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.diagnose.Suspect.State;
import io.totemtap.diagnose.Verdict.Status;
import io.totemtap.diagnose.rule.RuleBook;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every diagnosis, shown with all recordings in {@code captures/}, of which captures, states and seconds are left out.
 * {@code -Dtotemtap.hostile=full} cuts them at every second.
 */
@ParameterizedClass
@MethodSource("io.totemtap.diagnose.GoldenCase#names")
class DiagnosisPropertiesTest {

    private static final boolean FULL = "full".equals(System.getProperty("totemtap.hostile"));
    private static final int CUTS = 2;
    private static final int ORDERS = 3;

    private final GoldenCase golden;
    private final Facts facts;
    private final Verdict complete;
    private final Random random;

    DiagnosisPropertiesTest(String name) {
        golden = GoldenCase.kept(name);
        facts = golden.facts();
        complete = GoldenCase.diagnose(facts).verdict();
        random = new Random(name.hashCode());
    }

    /** What of a verdict must not depend on how the captures are ordered. */
    private static List<Object> core(Verdict verdict) {
        Map<Place, State> suspects = new TreeMap<>();
        verdict.suspects().forEach(suspect -> suspects.put(suspect.place(), suspect.state()));
        return List.of(
                verdict.status(),
                verdict.place(),
                verdict.certainty(),
                verdict.cause(),
                verdict.from(),
                verdict.to(),
                suspects);
    }

    private void accusesNobodyFalsely(Verdict verdict, String what) {
        assertFalse(golden.isFalselyAccused(verdict), () -> what + ": " + verdict);
        boolean nothingIsLost = golden.truth().contains(Place.NONE);
        assertFalse(nothingIsLost && verdict.status() == Status.FAULT, () -> what + ": " + verdict);
    }

    @Test
    void namesTheTruePlaceOrLeavesItStanding() {
        assertTrue(golden.fits(complete), complete::toString);
        accusesNobodyFalsely(complete, "all");
    }

    @Test
    void orderOfClues() {
        List<Rule> rules = new ArrayList<>(RuleBook.RULES);
        for (int i = 0; i < ORDERS; i++) {
            Collections.shuffle(rules, random);
            assertEquals(complete, new Diagnostician(rules).diagnose(facts).verdict());
        }
    }

    @Test
    void orderOfCaptures() {
        List<String> order = new ArrayList<>(golden.captures());
        for (int i = 0; i < ORDERS; i++) {
            Collections.shuffle(order, random);
            assertEquals(
                    core(complete),
                    core(GoldenCase.diagnose(golden.facts(order)).verdict()),
                    order::toString);
        }
    }

    @Test
    void captureLeftOut() {
        for (String capture : golden.captures()) {
            for (boolean states : new boolean[] {true, false}) {
                knowsLess(golden.facts(one -> !one.equals(capture), host -> states), "without " + capture);
                knowsLess(golden.facts(one -> one.equals(capture), host -> states), "only " + capture);
            }
        }
    }

    @Test
    void stateLeftOut() {
        knowsLess(golden.facts(one -> true, host -> false), "without states");
        for (String host : golden.hosts()) {
            knowsLess(golden.facts(one -> true, one -> !one.equals(host)), "without the state of " + host);
        }
    }

    /** Who knows less accuses nobody whom the complete case cleared, and clears nobody whom it named. */
    private void knowsLess(Facts less, String what) {
        Verdict verdict = GoldenCase.diagnose(less).verdict();
        accusesNobodyFalsely(verdict, what);
        assertTrue(golden.fits(verdict), () -> what + ": " + verdict);
    }

    @Test
    void cutShort() {
        int seconds = golden.seconds();
        List<Integer> cuts = FULL
                ? IntStream.rangeClosed(1, seconds).boxed().toList()
                : random.ints(CUTS, 1, seconds + 1).boxed().toList();
        for (int cut : cuts) {
            for (boolean states : new boolean[] {true, false}) {
                Facts less = golden.first(cut, states);
                accusesNobodyFalsely(
                        GoldenCase.diagnose(less).verdict(),
                        "the first " + cut + " s" + (states ? "" : " without states"));
            }
        }
    }

    @Test
    void losslessCaseNamesNobody() {
        if (golden.truth().equals(Set.of(Place.NONE))) {
            assertAll(
                    () -> assertEquals(Status.HEALTHY, complete.status()),
                    () -> assertEquals(Place.NONE, complete.place()),
                    () -> assertTrue(complete.suspects().stream()
                            .allMatch(suspect -> suspect.place() == Place.NONE || suspect.state() == State.CLEARED)));
        } else {
            assertNotEquals(Status.INCONCLUSIVE, complete.status());
        }
    }

    /** A place on the way is proven only where packets were seen before it and missing behind it. */
    @Test
    void provenOnTheWayIsSeenOnBothSides() {
        Map<Place, Spot> before = Map.of(
                Place.SENDER_NIC, Spot.SENDER,
                Place.SWITCH, Spot.ELSEWHERE,
                Place.RECEIVER_NIC, Spot.RECEIVER_PORT);
        Map<Place, Spot> behind = Map.of(
                Place.SENDER_NIC, Spot.SENDER_PORT,
                Place.SWITCH, Spot.RECEIVER_PORT,
                Place.RECEIVER_NIC, Spot.RECEIVER);
        Place place = complete.place();
        if (complete.certainty() == Certainty.PROVEN && before.containsKey(place)) {
            boolean seen = false;
            for (IpAddress from : complete.from()) {
                for (IpAddress to : complete.to()) {
                    for (Segment loss : facts.pair(new Direction(from, to))
                            .map(PairFacts::losses)
                            .orElse(List.of())) {
                        seen |= loss.from().spot().compareTo(before.getOrDefault(place, Spot.SENDER)) <= 0
                                && loss.to().spot().compareTo(behind.getOrDefault(place, Spot.RECEIVER)) >= 0;
                    }
                }
            }
            assertTrue(seen, complete::toString);
        }
    }

    /** What is named rests on something. */
    @Test
    void namedPlaceHasEvidence() {
        if (complete.status() == Status.FAULT) {
            Finding cause = GoldenCase.diagnose(facts).findings().stream()
                    .filter(finding -> finding.id().equals(complete.cause()))
                    .findFirst()
                    .orElseThrow();
            assertFalse(cause.evidence().isEmpty(), cause::toString);
        }
    }
}
