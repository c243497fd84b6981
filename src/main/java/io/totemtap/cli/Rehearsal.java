package io.totemtap.cli;

import io.totemtap.correlate.Correlator;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.rule.RuleBook;
import io.totemtap.report.JsonReport;
import io.totemtap.report.text.TextReport;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Goes through correlation, diagnosis and report with nothing in hand while the command line is parsed and the captures are read: the
 * second core loads what the first will need. Half of a short run is loading classes; this takes a quarter of it off the clock.
 */
final class Rehearsal {

    private Rehearsal() {}

    /** Begins in the background, where there is a second core. */
    static void begin() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Thread thread = new Thread(Rehearsal::perform, "rehearsal");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** What a run does when everything has been read, with no capture. */
    static void perform() {
        Facts facts =
                new Facts(Correlator.correlate(List.of(), Map.of()), Map.of(), List.of(), List.of(), ZoneOffset.UTC);
        Diagnosis diagnosis = new Diagnostician(RuleBook.RULES).diagnose(facts);
        new JsonReport(Version.text()).write(diagnosis, OutputStream.nullOutputStream());
        new TextReport(80, false).write(diagnosis, OutputStream.nullOutputStream());
    }
}
