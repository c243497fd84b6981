package io.totemtap.cli;

import io.totemtap.diagnose.Diagnosis;

/** What a person sees while a capture runs. Called on the thread that runs it. */
interface LiveDisplay extends AutoCloseable {

    /** A sentence about the capture itself. */
    void message(long timeNanos, String text);

    /** Something changed on the wire. */
    void event(long timeNanos, String host, String text);

    /** The verdict is another one now. */
    void verdict(long timeNanos, Diagnosis diagnosis);

    /** A second has passed. */
    void show(LiveMoment moment);

    /** Nothing is shown any more. */
    @Override
    void close();
}
