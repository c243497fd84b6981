package io.totemtap.capture.host.witness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The compiled program that the build put into the jar. */
final class WitnessObject {

    private static final String RESOURCE = "/io/totemtap/capture/host/mcastwitness.bpf.o";

    private WitnessObject() {}

    /** Its bytes; empty if the jar was built without clang. */
    static Optional<byte[]> bytes() {
        try (InputStream in = WitnessObject.class.getResourceAsStream(RESOURCE)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the jar has it. */
    static boolean isThere() {
        return WitnessObject.class.getResource(RESOURCE) != null;
    }
}
