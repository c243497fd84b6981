package io.totemtap.cli;

import io.totemtap.diagnose.Diagnosis;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Diagnoses of the recordings in {@code captures}, each made once. */
public final class Cases {

    private static final Map<String, Diagnosis> MADE = new ConcurrentHashMap<>();

    private Cases() {}

    /** The directory of a case. */
    public static Path directory(String name) {
        return Path.of("captures", name);
    }

    /** What the program says of a case. */
    public static Diagnosis diagnosis(String name) {
        return MADE.computeIfAbsent(name, Cases::make);
    }

    private static Diagnosis make(String name) {
        return new Analysis(
                        List.of(directory(name).toString()),
                        new AnalysisOptions(),
                        ZoneOffset.UTC,
                        new Progress(false),
                        Optional.empty())
                .run();
    }
}
