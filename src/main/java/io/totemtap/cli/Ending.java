package io.totemtap.cli;

import java.util.concurrent.CountDownLatch;

/**
 * How the program ends. A signal (INT, TERM, HUP) asks the running command to come to its end with what it has understood so far; its
 * report is still written, and its exit code is the process's. Works without native code: the hook that the signal starts waits.
 */
final class Ending {

    private static final Ending PROGRAM = new Ending();

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Runnable stop = () -> {};
    private volatile boolean isOver;
    private volatile int code = ExitCode.UNKNOWN;

    private Ending() {}

    /** Of this process. */
    static Ending ofProgram() {
        return PROGRAM;
    }

    /** Makes a signal wait for {@link #exit}, which the caller promises to call. */
    void waitForExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::signalled, "ending"));
    }

    /** Says what ends the running command early. */
    void onSignal(Runnable stopCommand) {
        stop = stopCommand;
    }

    private void signalled() {
        if (isOver) {
            return;
        }
        stop.run();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    /** Ends the process with a code, after a signal too. */
    void exit(int exitCode) {
        code = exitCode;
        if (done.getCount() > 0) {
            isOver = true;
        }
        System.out.flush();
        System.err.flush();
        done.countDown();
        System.exit(exitCode);
    }
}
