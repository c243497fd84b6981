package io.totemtap.cli;

import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Verdict;
import io.totemtap.net.EpochNanos;
import io.totemtap.report.Escape;
import java.io.PrintStream;
import java.time.ZoneId;

/** One line for every change. */
final class LineDisplay implements LiveDisplay {

    private static final int MOST_A_SECOND = 20;

    private final PrintStream out;
    private final ZoneId zone;
    private int thisSecond;
    private long omitted;

    LineDisplay(PrintStream out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    private void line(long timeNanos, String text) {
        out.println(EpochNanos.toClock(timeNanos, zone) + "  " + Escape.forTerminal(text));
        out.flush();
    }

    @Override
    public void message(long timeNanos, String text) {
        line(timeNanos, text);
    }

    @Override
    public void event(long timeNanos, String host, String text) {
        if (thisSecond++ < MOST_A_SECOND) {
            line(timeNanos, host + "  " + text);
        } else {
            omitted++;
        }
    }

    @Override
    public void verdict(long timeNanos, Diagnosis diagnosis) {
        line(timeNanos, "verdict: " + sentence(diagnosis.verdict()));
    }

    /** The verdict in one line: how sure, then what. */
    static String sentence(Verdict verdict) {
        return switch (verdict.status()) {
            case HEALTHY -> "healthy: " + verdict.headline();
            case INCONCLUSIVE -> "cannot tell yet: " + verdict.headline();
            case FAULT -> verdict.certainty().id() + ", " + verdict.place().id() + ": " + verdict.headline();
        };
    }

    @Override
    public void show(LiveMoment moment) {
        if (omitted > 0) {
            line(moment.timeNanos(), omitted + " more changes");
        }
        omitted = 0;
        thisSecond = 0;
    }

    @Override
    public void close() {
        out.flush();
    }
}
