package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Totem tells who does not hear whom. */
class DaemonDeafRuleTest {

    private static final Rule RULE = new DaemonDeafRule();

    @Test
    void messagesAtTheTapOfADeafDaemonPointAtItsHost() {
        assertEquals(
                List.of(
                        "fault daemon-does-not-hear undecided proven",
                        "clears cluster unicast n1>n2",
                        "clears sender sender-nic switch receiver-nic unicast n1>n2",
                        "points receiver-host n1>n2 likely",
                        "clears sender n1>n2"),
                Told.by(RULE, GoldenCase.kept("host-firewall").facts()));
    }

    @Test
    void messagesMissingAtTheTapClearTheHost() {
        assertEquals(
                List.of(
                        "fault daemon-does-not-hear undecided proven",
                        "clears cluster unicast n1>n2",
                        "clears receiver-host n1>n2"),
                Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts(List.of("n2")::contains, host -> true)));
    }

    @Test
    void everybodyHears() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void fromTheSenderAloneTheReceiverIsNotSeen() {
        assertEquals(
                List.of(
                        "fault daemon-does-not-hear undecided proven",
                        "clears cluster unicast n1>n2",
                        "clears sender n1>n2"),
                Told.by(RULE, GoldenCase.kept("host-firewall").facts(List.of("n1")::contains, host -> true)));
    }
}
