package io.totemtap.cli;

import io.totemtap.capture.CaptureException;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Verdict;
import io.totemtap.diagnose.Verdict.Status;

/** Exit codes: the monitoring plug-in convention for answers, sysexits for failures. */
final class ExitCode {

    /** Nothing is lost. */
    static final int HEALTHY = 0;

    /** Something is wrong, not proven. */
    static final int SUSPECTED = 1;

    /** Loss or fault proven. */
    static final int PROVEN = 2;

    /** Too little was captured. */
    static final int UNKNOWN = 3;

    static final int USAGE = 64;
    static final int UNREADABLE = 65;
    static final int NOT_FOUND = 66;
    static final int DEFECT = 70;
    static final int CANNOT_WRITE = 73;
    static final int NO_PERMISSION = 77;

    private ExitCode() {}

    static int of(Verdict verdict) {
        return switch (verdict.status()) {
            case HEALTHY -> HEALTHY;
            case INCONCLUSIVE -> UNKNOWN;
            case FAULT -> verdict.certainty() == Certainty.PROVEN ? PROVEN : SUSPECTED;
        };
    }

    static int of(CaptureException failure) {
        return switch (failure.reason()) {
            case UNREADABLE -> UNREADABLE;
            case NOT_FOUND -> NOT_FOUND;
            case NO_PERMISSION -> NO_PERMISSION;
            case WRONG_USAGE -> USAGE;
        };
    }

    /** Whether a verdict is bad enough for an answer other than 0, as {@code --fail-on} has it. */
    static int of(Verdict verdict, FailOn failOn) {
        int code = of(verdict);
        boolean fails =
                switch (failOn) {
                    case HEALTHY_ONLY -> code != HEALTHY;
                    case LIKELY -> verdict.status() == Status.FAULT && verdict.certainty() != Certainty.POSSIBLE;
                    case PROVEN -> code == PROVEN;
                };
        return fails ? code : HEALTHY;
    }

    /** What makes the command fail. */
    enum FailOn {
        /** Everything but a healthy verdict. */
        HEALTHY_ONLY,
        /** A fault that is likely or proven. */
        LIKELY,
        /** A proven fault. */
        PROVEN
    }
}
