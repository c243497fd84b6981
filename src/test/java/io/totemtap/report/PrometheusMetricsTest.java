package io.totemtap.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.cli.Cases;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusMetricsTest {

    @ParameterizedTest
    @ValueSource(strings = {"switch-drop-oneway", "healthy-3-nodes", "no-join"})
    void theTextIsInTheExpositionFormat(String name) {
        String text = new PrometheusMetrics().text(Cases.diagnosis(name));
        assertTrue(text.endsWith("\n"));
        String family = "";
        Set<String> samples = new HashSet<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                assertEquals("# TYPE " + family + " gauge", line);
            } else if (line.startsWith("# HELP ")) {
                family = line.split(" ", -1)[2];
            } else {
                assertTrue(
                        line.matches(
                                family + "(\\{([a-z]+=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\",?)+\\})? -?[0-9]+(\\.[0-9]+)?"),
                        line);
                assertTrue(samples.add(line.substring(0, line.lastIndexOf(' '))), line);
            }
        }
    }

    @Test
    void theNumbersAreThoseOfTheDiagnosis() {
        String text = new PrometheusMetrics().text(Cases.diagnosis("switch-drop-oneway"));
        for (String line : List.of(
                "totemtap_status{status=\"fault\"} 1",
                "totemtap_status{status=\"healthy\"} 0",
                "totemtap_verdict{place=\"switch\",certainty=\"proven\"} 1",
                "totemtap_verdict{place=\"none\",certainty=\"\"} 0",
                "totemtap_suspect_standing{place=\"switch\"} 1",
                "totemtap_suspect_standing{place=\"sender\"} 0",
                "totemtap_path_lost_messages{group=\"239.192.53.207:5405\",from=\"n1\",to=\"n2\"} 56",
                "totemtap_path_sent_messages{group=\"239.192.53.207:5405\",from=\"n2\",to=\"n1\"} 48",
                "totemtap_path_loss_ratio{group=\"239.192.53.207:5405\",from=\"n1\",to=\"n2\"} 0.509091",
                "totemtap_findings{id=\"loss-between-captures\",severity=\"fault\"} 1",
                "totemtap_hosts 2",
                "totemtap_capture_packets{capture=\"n1\"} 4153")) {
            assertTrue(text.contains("\n" + line + "\n"), line + " is not in\n" + text);
        }
    }

    @Test
    void labelValuesAreEscaped() {
        assertEquals("a\\\"b\\\\c\\nd e", PrometheusMetrics.escaped("a\"b\\c\nd\u0007e"));
        String text = new PrometheusMetrics(name -> name + "\"} 1\nevil 1").text(Cases.diagnosis("healthy"));
        assertTrue(text.lines().noneMatch(line -> line.startsWith("evil")), text);
        assertTrue(text.contains("totemtap_status{status=\"healthy\"} 1"));
    }
}
