package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** A stretch that loses multicast and unicast alike. */
class UnicastLostTooRuleTest {

    private static final Rule RULE = new UnicastLostTooRule();
    private static final double LENGTH = 120;

    /** Every so many half seconds something is lost; {@code shift} of them later the next thing. */
    private static DoublePredicate allBut(int every, int shift) {
        return now -> Math.round(now * 2) % every != shift;
    }

    private static TwoNodes traffic() {
        return new TwoNodes(LENGTH).with(0.1, Packets.report(2, address(2), GROUP));
    }

    private static Facts facts(DoublePredicate hasMessage, DoublePredicate hasToken) {
        TwoNodes traffic = traffic();
        return new MadeFacts()
                .port(1, traffic.seen(now -> true))
                .port(2, traffic.seen(hasMessage, hasToken))
                .facts();
    }

    @Test
    void bothAreLost() {
        assertEquals(List.of("warning unicast-lost-too none likely"), Told.by(RULE, facts(allBut(5, 2), allBut(7, 3))));
    }

    @Test
    void theSentenceSaysHowMuch() {
        assertEquals(
                "not only multicast is lost on the way to n2: of 240 tokens to it 14 % never came, of the multicasts of "
                        + "n1 20 %: what loses both knows no groups, as a full queue or a damaged cable",
                Told.statement(RULE, facts(allBut(5, 2), allBut(7, 3))));
    }

    @Test
    void tokensAreSpared() {
        assertEquals(List.of(), Told.by(RULE, facts(allBut(5, 2), now -> true)));
    }

    /** A token here and there, where a fifth of the multicast is lost, is another matter. */
    @Test
    void fewTokensAreLost() {
        assertEquals(List.of(), Told.by(RULE, facts(allBut(5, 2), allBut(70, 3))));
    }

    @Test
    void allMulticastIsLost() {
        assertEquals(List.of(), Told.by(RULE, facts(now -> false, allBut(7, 3))));
    }

    @Test
    void recordingsThatLoseMulticastAlone() {
        for (String name : List.of("switch-random-loss", "switch-random-loss-5", "switch-rate-limit", "nic-filter")) {
            assertEquals(List.of(), Told.by(RULE, GoldenCase.kept(name).facts()), name);
        }
    }

    @Test
    void withoutTheOtherCaptureNobodyKnows() {
        Facts facts = new MadeFacts()
                .port(2, traffic().seen(allBut(5, 2), allBut(7, 3)))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
