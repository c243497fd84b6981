package io.totemtap.report.text;

import io.totemtap.capture.log.LogEvent;
import io.totemtap.capture.log.LogEvent.LinkChanged.Change;
import io.totemtap.correlate.HostLog;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The few lines of logs that tell most: fencing, other keys, pauses, links and cards, lost tokens. */
final class LogLines {

    private static final int MOST_LINES = 8;

    private static final int FENCING = 0;
    private static final int FOREIGN_KEY = 1;
    private static final int PAUSED = 2;
    private static final int LOST = 3;
    private static final int QUORUM = 4;
    private static final int MISSED = 5;
    private static final int SILENT = 6;

    private final Facts facts;
    private final Sheet sheet;

    LogLines(Facts facts, Sheet sheet) {
        this.facts = facts;
        this.sheet = sheet;
    }

    private record Told(HostLog log, HostLog.Line line) {

        int rank() {
            return LogLines.rank(line.event());
        }
    }

    void write() {
        List<Told> telling = new ArrayList<>();
        for (HostLog log : facts.logs()) {
            log.lines().stream()
                    .filter(line -> rank(line.event()) < SILENT)
                    .forEach(line -> telling.add(new Told(log, line)));
        }
        String label = "log";
        List<Told> shown = telling.stream()
                .sorted(Comparator.comparingInt(Told::rank)
                        .thenComparingLong(told -> told.line().nanos()))
                .limit(MOST_LINES)
                .sorted(Comparator.comparingLong(told -> told.line().nanos()))
                .toList();
        for (Told told : shown) {
            sheet.entry(label, words(told));
            label = "";
        }
        if (telling.size() > shown.size()) {
            sheet.entry(
                    "", "and " + Words.count(telling.size() - shown.size()) + " more (see the time line in --json)");
        }
    }

    private String words(Told told) {
        HostLog.Line line = told.line();
        return facts.clock(line.nanos()) + " "
                + told.log().host().map(facts::name).orElse("?") + " \"" + line.text()
                + "\"" + (line.times() > 1 ? " " + Words.count(line.times()) + " times" : "") + " \u00b7 "
                + told.log().file() + " line " + line.number();
    }

    /** What matters most has the lowest number. */
    private static int rank(LogEvent event) {
        if (event instanceof LogEvent.Fencing
                || event instanceof LogEvent.FenceResult
                || event instanceof LogEvent.FenceDue
                || event instanceof LogEvent.FenceDeferred) {
            return FENCING;
        }
        if (event instanceof LogEvent.InvalidDigest || event instanceof LogEvent.UnknownMessageType) {
            return FOREIGN_KEY;
        }
        if (event instanceof LogEvent.ProcessPaused) {
            return PAUSED;
        }
        if (event instanceof LogEvent.TokenLost
                || event instanceof LogEvent.FailedToReceive
                || event instanceof LogEvent.LeftWithoutLeave
                || event instanceof LogEvent.UnableToForm) {
            return LOST;
        }
        if (event instanceof LogEvent.QuorumChanged quorum) {
            return quorum.quorate() ? SILENT : QUORUM;
        }
        if (event instanceof LogEvent.LinkChanged link) {
            return link.change() == Change.PROMISCUOUS || link.change() == Change.NOT_PROMISCUOUS ? SILENT : LOST;
        }
        return event instanceof LogEvent.RetransmitList
                        || event instanceof LogEvent.InterfaceDown
                        || event instanceof LogEvent.RingFaulty
                ? MISSED
                : SILENT;
    }
}
