package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes whose daemons do not read each other's messages. */
class GenerationMismatchRuleTest {

    private static final Rule RULE = new GenerationMismatchRule();

    private static Facts looking(TotemDialect one, boolean little, TotemDialect other, boolean otherLittle) {
        Timeline line = new Timeline();
        Cluster first = new Cluster(line, one, little);
        Cluster second = new Cluster(line, other, otherLittle);
        for (int second10 = 1; second10 < 100; second10++) {
            first.at(second10 / 10.0).join(1, 0, 1);
            second.at(second10 / 10.0 + 0.05).join(2, 0, 2);
        }
        return new MadeFacts().on(1, line.end()).facts();
    }

    @Test
    void corosyncThreeBesideOlderOnes() {
        assertEquals(
                List.of(
                        "points cluster n1>n2 proven",
                        "fault generation-mismatch cluster proven",
                        "points cluster n2>n1 proven"),
                Told.by(RULE, looking(TotemDialect.COROSYNC3, true, TotemDialect.OPENAIS_COROSYNC1, true)));
    }

    @Test
    void theByteOrderIsNoMatter() {
        assertEquals(
                List.of(),
                Told.by(RULE, looking(TotemDialect.OPENAIS_COROSYNC1, true, TotemDialect.OPENAIS_COROSYNC1, false)));
    }

    @Test
    void oneGeneration() {
        assertEquals(List.of(), Told.by(RULE, looking(TotemDialect.COROSYNC3, true, TotemDialect.COROSYNC3, true)));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void whatStaysOpaqueTellsNothing() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("openais-secauth-wrongkey").facts()));
    }
}
