package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.correlate.ClockAlignment;
import io.totemtap.correlate.Correlation;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that differ between the configurations of one cluster's nodes. */
class SettingsDifferTest {

    private static ClusterConfiguration cman(String cluster, String totem) {
        return parse("<cluster name=\"" + cluster + "\" config_version=\"1\"><totem " + totem + "/></cluster>");
    }

    private static ClusterConfiguration parse(String text) {
        return ClusterConfiguration.parse(text.getBytes(StandardCharsets.UTF_8), "a file");
    }

    private static List<Conclusion> findings(ClusterConfiguration... configurations) {
        Correlation nothing = new Correlation(
                List.of(),
                new ClockAlignment(List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                0);
        return new ConfigurationRule()
                .evaluate(new Facts(nothing, Map.of(), List.of(configurations), List.of(), ZoneOffset.UTC));
    }

    @Test
    void aPacketSizeThatDiffersIsFound() {
        List<Conclusion> found = findings(cman("stores", "netmtu=\"1500\""), cman("stores", "netmtu=\"8982\""));
        assertEquals(1, found.size());
        Finding finding = (Finding) found.get(0);
        assertEquals("settings-differ", finding.id());
        assertTrue(finding.statement().contains("netmtu: 1500 bytes and 8982 bytes"), finding.statement());
        List<Conclusion> corosync = findings(
                parse("totem {\n cluster_name: stores\n netmtu: 1500\n}\n"),
                parse("totem {\n cluster_name: stores\n netmtu: 1400\n}\n"));
        assertEquals(1, corosync.size());
    }

    @Test
    void equalOnesAndThoseOfOtherClustersAreNot() {
        assertEquals(List.of(), findings(cman("stores", "netmtu=\"1500\""), cman("stores", "netmtu=\"1500\"")));
        assertEquals(List.of(), findings(cman("stores", "netmtu=\"1500\""), cman("other", "netmtu=\"8982\"")));
        assertEquals(List.of(), findings(cman("stores", "netmtu=\"1500\""), cman("stores", "netmtu=\"large\"")));
    }
}
