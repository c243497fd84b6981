package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The version of cluster.conf, in a file and in cman's messages. The recorded nodes run version 1 of "nfsclux". */
class ConfigVersionRuleTest {

    private static final Rule RULE = new ConfigVersionRule();

    private static Facts beside(String name, int version) {
        String text = "<cluster name=\"" + name + "\" config_version=\"" + version + "\"/>";
        return GoldenCase.kept("openais-secauth-startup")
                .beside(ClusterConfiguration.parse(text.getBytes(StandardCharsets.UTF_8), "made up"));
    }

    @Test
    void anotherVersionRuns() {
        Facts facts = beside("nfsclux", 7);
        assertEquals(List.of("warning configuration-differs none proven"), Told.by(RULE, facts));
        String statement = Told.statement(RULE, facts);
        assertTrue(statement.contains("has config_version 7, and"), statement);
        assertTrue(statement.contains("told 1"), statement);
    }

    @Test
    void theSameVersionRuns() {
        assertEquals(List.of(), Told.by(RULE, beside("nfsclux", 1)));
    }

    @Test
    void theFileOfAnotherClusterProvesNothing() {
        assertEquals(List.of(), Told.by(RULE, beside("elsewhere", 7)));
    }

    @Test
    void whereNobodyTellsAVersionNobodyKnows() {
        Facts facts = new MadeFacts()
                .on(1, new TwoNodes(20).seen(now -> true))
                .configuration("<cluster name=\"nfsclux\" config_version=\"7\"/>")
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
