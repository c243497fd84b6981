package io.totemtap.diagnose.rule;

import io.totemtap.correlate.HostLog;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.Rule;
import java.util.ArrayList;
import java.util.List;

/** Logs that were given but do not stand on the time line, because it cannot be told whose they are or how their clock went. */
public final class LogRule implements Rule {

    @Override
    public String id() {
        return "log-not-aligned";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (HostLog log : facts.logs()) {
            if (log.host().isEmpty()) {
                conclusions.add(new Limitation(
                        id(),
                        "whose log " + log.file() + " is",
                        "give it as --log NAME=FILE, by the name of a capture"));
            } else if (log.clock().isEmpty()) {
                conclusions.add(new Limitation(
                        id(),
                        "when the lines of " + log.file() + " were written: it shares too few states with what was "
                                + "captured of " + facts.name(log.host().get()),
                        "give the part of the log that covers the capture, with the lines of TOTEM"));
            }
        }
        return conclusions;
    }
}
