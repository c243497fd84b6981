package io.totemtap.report;

import io.totemtap.diagnose.Diagnosis;
import java.io.OutputStream;

/** Writes a diagnosis in one format. */
public interface Report {

    /**
     * Writes it; leaves the stream open.
     *
     * @throws java.io.UncheckedIOException if the stream fails
     */
    void write(Diagnosis diagnosis, OutputStream out);
}
