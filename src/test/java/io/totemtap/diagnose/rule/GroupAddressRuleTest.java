package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups with one Ethernet address. */
class GroupAddressRuleTest {

    private static final Rule RULE = new GroupAddressRule();

    private static Facts on(String group, String other) {
        Timeline line = new Timeline();
        byte[] message = new Cluster().messagePayload(1, 1);
        for (int i = 0; i < 10; i++) {
            line.at(i).frame(Packets.udp(address(1), group, message));
            line.at(i + 0.5).frame(Packets.udp(address(3), 9000, other, 9001, true, new byte[40]));
        }
        return new MadeFacts().on(1, line.end()).facts();
    }

    @Test
    void anotherGroupHasTheAddress() {
        Facts facts = on(GROUP, "239.64.221.146");
        assertEquals(List.of("note group-shares-mac none proven"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).contains("01:00:5e:40:dd:92"));
        assertEquals(
                List.of("note group-shares-mac none proven"),
                Told.by(RULE, GoldenCase.kept("mac-alias").facts()));
    }

    @Test
    void theAddressBelongsToLinkLocalGroups() {
        assertEquals(List.of("warning group-shares-mac none proven"), Told.by(RULE, on("239.0.0.5", "239.1.2.3")));
        assertEquals(List.of("warning group-shares-mac none proven"), Told.by(RULE, on("239.128.0.5", "239.1.2.3")));
    }

    @Test
    void addressesOfTheirOwn() {
        assertEquals(List.of(), Told.by(RULE, on(GROUP, "239.64.221.147")));
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void whatWasNotCapturedCannotBeKnown() {
        Facts facts = new MadeFacts().on(1, new TwoNodes(30).seen(now -> true)).facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
