package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Configurations that do not match the wire, or each other. */
class ConfigurationRuleTest {

    private static final Rule RULE = new ConfigurationRule();

    private static String conf(String group, int token) {
        return """
                totem {
                    version: 2
                    cluster_name: hacluster
                    token: %d
                    interface {
                        ringnumber: 0
                        bindnetaddr: 10.77.0.0
                        mcastaddr: %s
                        mcastport: 5405
                    }
                }
                """.formatted(token, group);
    }

    private static MadeFacts wire() {
        return new MadeFacts().on(1, new TwoNodes(20).seen(now -> true));
    }

    @Test
    void anotherGroupIsOnTheWire() {
        Facts facts = wire().configuration(conf("239.1.2.3", 1000)).facts();
        assertEquals(List.of("warning configuration-differs none proven"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).contains("239.1.2.3:5405"));
    }

    @Test
    void theNodesFilesDiffer() {
        Facts facts = wire().configuration(conf(GROUP, 1000))
                .configuration(conf(GROUP, 5000))
                .facts();
        assertEquals(List.of("warning settings-differ none proven"), Told.by(RULE, facts));
        assertTrue(Told.statement(RULE, facts).contains("1000 ms and 5000 ms"));
    }

    @Test
    void asConfigured() {
        Facts facts = wire().configuration(conf(GROUP, 1000))
                .configuration(conf(GROUP, 1000))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void withoutConfigurationOrWireNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, wire().facts()));
        Facts silent = new MadeFacts()
                .on(
                        1,
                        new Timeline()
                                .at(1)
                                .frame(Packets.arp(address(1), address(2)))
                                .end())
                .configuration(conf("239.1.2.3", 1000))
                .facts();
        assertEquals(List.of(), Told.by(RULE, silent));
    }
}
