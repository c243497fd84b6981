package io.totemtap.cli;

/** A result that cannot be written; the message is a sentence for the user. */
final class OutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    OutputException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
