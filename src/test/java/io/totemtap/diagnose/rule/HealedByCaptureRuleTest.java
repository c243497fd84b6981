package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rings become one as the capture begins. */
class HealedByCaptureRuleTest {

    private static final Rule RULE = new HealedByCaptureRule();

    @Test
    void ringsThatWereApartBecameOne() {
        assertEquals(
                List.of("warning healed-by-capture undecided possible"),
                Told.by(RULE, GoldenCase.kept("nic-filter-promisc").facts()));
    }

    @Test
    void formedFromTheBeginning() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void aMirrorHealsNothing() {
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        GoldenCase.kept("nic-filter-promisc")
                                .facts(capture -> capture.startsWith("sw"), host -> true)));
    }
}
