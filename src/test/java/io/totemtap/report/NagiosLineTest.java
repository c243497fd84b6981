package io.totemtap.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.cli.Cases;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NagiosLineTest {

    @ParameterizedTest
    @CsvSource({
        "healthy, TOTEM OK - Nothing is lost, loss=0.00%",
        "switch-drop-oneway, TOTEM CRITICAL - THE SWITCH loses the multicast, loss=50.91%",
        "node-captures-only, TOTEM WARNING - THE SWITCH loses the multicast, loss=100.00%"
    })
    void theLineSaysWhatTheVerdictSays(String name, String begin, String loss) {
        String line = NagiosLine.line(Cases.diagnosis(name));
        assertTrue(line.startsWith(begin), line);
        String performance = line.substring(line.indexOf('|') + 1).trim();
        assertTrue(performance.startsWith(loss + ";;;0;100 lost="), line);
        for (String value : performance.split(" ", -1)) {
            assertTrue(value.matches("[a-z]+=([0-9.]+[%c]?|U%?);;;0(;100)?"), value);
        }
        assertEquals(line.indexOf('|'), line.lastIndexOf('|'));
    }

    @Test
    void hostileTextCannotBeginPerformanceDataOrALine() {
        assertEquals("a/b c d e", NagiosLine.plain("a|b\nc\u001bd\u202ee"));
        assertEquals(900, NagiosLine.plain("x".repeat(5000)).length());
    }

    @Test
    void theReportIsOneLine() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new NagiosLine().write(Cases.diagnosis("healthy"), out);
        String text = out.toString(StandardCharsets.UTF_8);
        assertEquals(text.length() - 1, text.indexOf('\n'));
        assertTrue(text.contains(" hosts=2;;;0 captures=4;;;0 "), text);
    }
}
