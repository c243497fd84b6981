package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Promiscuity;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.net.EpochNanos;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivePageTest {

    private static LiveMoment moment(String capture, long dropped) {
        try (Progress progress = new Progress(false)) {
            Diagnosis diagnosis = new Analysis(
                            List.of("captures/" + capture),
                            new AnalysisOptions(),
                            ZoneOffset.UTC,
                            progress,
                            Optional.empty())
                    .run();
            Vantage seen = diagnosis.facts().picture().captures().get(0);
            OfInterface counts = new OfInterface(0, 7, 700, 1, 2, 0, OptionalLong.of(dropped), OptionalLong.empty());
            CaptureStatistics statistics =
                    new CaptureStatistics("live", List.of(counts), List.of(), List.of(), Map.of(), List.of(), false);
            return new LiveMoment(
                    seen.observation().lastNanos() + EpochNanos.SECOND,
                    61 * EpochNanos.SECOND,
                    statistics,
                    3,
                    diagnosis);
        }
    }

    private static String text(LiveMoment moment, int width) {
        return new LivePage("eth0", Promiscuity.OFF, ZoneOffset.UTC)
                .compose(moment, width).stream()
                        .map(line -> line.paint(width, false))
                        .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({"healthy/n1.pcap.gz", "healthy-3-nodes/n1.pcap.gz", "switch-drop-oneway/n2.pcap.gz", "flatiron-oneway"})
    void fitsEightyColumnsAndTwentyFourLines(String capture) {
        String page = text(moment(capture, 0), 80);
        assertTrue(page.lines().allMatch(line -> line.length() <= 80), page);
        assertTrue(page.lines().count() <= 24, page);
        assertTrue(page.contains("heard by"), page);
        assertTrue(page.contains("not promiscuous  00:01:01  7 packets  3/s  0 lost here"), page);
        assertFalse(page.contains("\u001b"), page);
    }

    @ParameterizedTest
    @CsvSource({"40", "60", "160"})
    void fitsAnyWidth(int width) {
        String page = text(moment("healthy-3-nodes/n1.pcap.gz", 12), width);
        assertTrue(page.lines().allMatch(line -> line.length() <= width), page);
    }

    @ParameterizedTest
    @CsvSource({"true, '<1;31>ab<0>'", "false, ab"})
    void paintsOnlyWhereColoursAreWanted(boolean colours, String painted) {
        assertEquals(
                painted.replace("<", "\u001b[").replace(">", "m"),
                Styled.of("abc", Styled.BAD).paint(2, colours));
    }

    @ParameterizedTest
    @CsvSource({"'a bb ccc', 4, 'a bb|ccc'", "'long-word x', 4, 'long-word|x'", "'', 4, ''"})
    void wraps(String text, int width, String lines) {
        assertEquals(lines, String.join("|", Styled.wrap(text, width)));
    }
}
