package io.totemtap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.VantagePoint;
import io.totemtap.correlate.Correlator;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.rule.RuleBook;
import io.totemtap.report.JsonReport;
import io.totemtap.report.text.TextReport;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known and what is reported depend on the cluster, not on how long it was watched. */
class MemoryBoundTest {

    /** Enough to reach every limit: rings, changes, spans, entries of the time line. */
    private static final int RESTLESS = 1_500;

    /** Two nodes form a new ring every second, exchange some messages and part again. */
    private static Observation watch(int rings) {
        Cluster cluster = new Cluster();
        for (int i = 0; i < rings; i++) {
            cluster.ring(1, 8 + 4L * i).forms(i, 1, 2);
            for (int number = 1; number <= 6; number++) {
                double time = i + 0.2 + number * 0.02;
                int from = 1 + number % 2;
                cluster.at(time).message(from, number);
                cluster.at(time + 0.01).token(from, 3 - from, number, number, number - 1);
            }
        }
        return cluster.end();
    }

    private static Diagnosis diagnose(Observation seen) {
        CaptureStatistics statistics =
                new CaptureStatistics("pcap", List.of(), List.of(), List.of(), Map.of(), List.of(), false);
        Vantage capture = Vantage.of("n1", "n1.pcap", VantagePoint.named("n1", List.of()), statistics, seen);
        Facts facts = new Facts(
                Correlator.correlate(List.of(capture), Map.of()), Map.of(), List.of(), List.of(), ZoneOffset.UTC);
        return new Diagnostician(RuleBook.RULES).diagnose(facts);
    }

    private static String json(Diagnosis diagnosis) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonReport("test").write(diagnosis, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int textSize(Diagnosis diagnosis) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TextReport(100, false).write(diagnosis, out);
        return out.size();
    }

    private static long heap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void tenTimesAsLongTakesNoMoreRoom() {
        long empty = heap();
        Observation brief = watch(RESTLESS);
        long afterBrief = heap();
        Observation tenfold = watch(10 * RESTLESS);
        long afterTenfold = heap();
        assertTrue(tenfold.frames() > 9 * brief.frames());
        long one = afterBrief - empty;
        long ten = afterTenfold - afterBrief;
        assertTrue(
                ten < one + (6 << 20),
                one + " bytes are kept of " + brief.frames() + " frames, " + ten + " of ten times");
        assertEquals(brief.rings().size(), tenfold.rings().size());
        assertEquals(brief.changes().size(), tenfold.changes().size());
        Diagnosis ofBrief = diagnose(brief);
        Diagnosis ofTenfold = diagnose(tenfold);
        String longReport = json(ofTenfold);
        assertTrue(longReport.length() < json(ofBrief).length() * 1.1, longReport.length() + " characters");
        assertTrue(textSize(ofTenfold) < textSize(ofBrief) * 1.1);
        assertTrue(longReport.contains("later entries are left out"), "the time line says where it ends");
        assertTrue(longReport.contains("limit-reached"), "limits are reported");
        brief.sightings().close();
        tenfold.sightings().close();
    }
}
