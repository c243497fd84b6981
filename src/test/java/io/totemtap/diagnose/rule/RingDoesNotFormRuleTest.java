package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.Verdict;
import io.totemtap.diagnose.Verdict.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everybody agrees, and the commit token does not come round. */
class RingDoesNotFormRuleTest {

    private static final Rule RULE = new RingDoesNotFormRule();

    @Test
    void agreedAgainAndAgain() {
        assertEquals(
                List.of("fault ring-does-not-form undecided proven"),
                Told.by(RULE, GoldenCase.kept("unicast-blocked").facts()));
    }

    /** Live, three seconds after the token was lost the verdict is no longer that nothing is lost. */
    @Test
    void brokeAndHasNotFormedSince() {
        GoldenCase blocked = GoldenCase.kept("unicast-blocked");
        assertEquals(List.of(), Told.by(RULE, blocked.alone("n2", 170)), "two seconds: it may yet form");
        Facts facts = blocked.alone("n2", 190);
        assertEquals(List.of("fault ring-does-not-form undecided likely"), Told.by(RULE, facts));
        Verdict verdict = GoldenCase.diagnose(facts).verdict();
        assertEquals(Status.FAULT, verdict.status());
        assertEquals(Place.UNDECIDED, verdict.place());
    }

    @Test
    void formedAgainOrOneIsLeft() {
        for (String recording : List.of("healthy-stop", "node-freeze", "crash", "link-flap")) {
            GoldenCase golden = GoldenCase.kept(recording);
            assertEquals(List.of(), Told.by(RULE, golden.facts()), recording);
        }
    }

    @Test
    void formed() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void whatNoKeyOpensCannotBeRead() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("openais-secauth-wrongkey").facts()));
    }
}
