package io.totemtap.capture;

/** A capture, case or host fact that cannot be had. The message is one sentence for the user, with what to do. */
public final class CaptureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, as far as the exit code depends on it (product page, section 2). */
    public enum Reason {
        /** It is there, and nothing of it can be understood: exit code 65. */
        UNREADABLE,
        /** No such file, directory or interface: exit code 66. */
        NOT_FOUND,
        /** The system does not allow it: exit code 77. */
        NO_PERMISSION,
        /** What was asked for makes no sense, such as a case file with mistakes: exit code 64. */
        WRONG_USAGE
    }

    private final Reason reason;

    /**
     * Creates it.
     *
     * @param reason decides the exit code
     * @param message one sentence, with what to do
     */
    public CaptureException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Creates it, keeping what the system said. */
    public CaptureException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
