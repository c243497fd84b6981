package io.totemtap.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.cli.Cases;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisplayFilterTest {

    @Test
    void numbersAreSortedAndOnce() {
        assertEquals("frame.number in {14, 17, 22}", DisplayFilter.of(List.of(22L, 14L, 17L, 14L)));
        assertEquals("frame.number == 9", DisplayFilter.of(List.of(9L)));
        assertEquals("", DisplayFilter.of(Evidence.of("a counter")));
    }

    @Test
    void aFindingHasAFilterForEachCapture() throws Exception {
        Finding finding = Cases.diagnosis("switch-drop-oneway").findings().get(0);
        Map<String, String> filters = DisplayFilter.of(finding);
        assertEquals(List.of("sw-p1"), List.copyOf(filters.keySet()));
        String shown = Tool.run(
                "tshark",
                "-r",
                Cases.directory("switch-drop-oneway").resolve("sw-p1.pcap.gz").toString(),
                "-Y",
                filters.getOrDefault("sw-p1", ""),
                "-T",
                "fields",
                "-e",
                "frame.number");
        assertTrue(finding.evidence().stream()
                .flatMap(evidence -> evidence.frames().stream())
                .allMatch(frame -> shown.lines().anyMatch(line -> line.equals(Long.toString(frame)))));
    }
}
