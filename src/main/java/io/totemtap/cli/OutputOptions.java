package io.totemtap.cli;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.cli.ExitCode.FailOn;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options that say what is written, where, and how it looks. */
final class OutputOptions {

    /** Formats of the report. */
    enum Format {
        /** For people. */
        TEXT,
        /** For programs. */
        JSON,
        /** For people who do not have this program. */
        HTML
    }

    /** Whether text is painted. */
    enum Colour {
        /** On a terminal, unless NO_COLOR is set. */
        AUTO,
        /** Always. */
        ALWAYS,
        /** Never. */
        NEVER;

        /** Whether what goes to {@code toTerminal} is painted. */
        boolean paints(boolean toTerminal) {
            return switch (this) {
                case ALWAYS -> true;
                case NEVER -> false;
                case AUTO ->
                    toTerminal
                            && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                            && !"dumb".equals(System.getenv("TERM"));
            };
        }
    }

    @Option(
            names = "--format",
            paramLabel = "text|json|html",
            description = "Format of the report on standard output or in -o (default: text).")
    Format format = Format.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the report to FILE instead of standard output.")
    @Nullable
    private Path output;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the JSON report to FILE as well.")
    @Nullable
    private Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page that explains itself to FILE as well.")
    @Nullable
    private Path html;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description =
                    "Write every IGMP, MLD and totem packet and every state change to FILE, one JSON object a line.")
    @Nullable
    private Path events;

    @Option(
            names = "--annotate",
            paramLabel = "FILE.pcapng",
            description = "Write the frames that carry evidence to FILE, with the findings as packet comments.")
    @Nullable
    private Path annotate;

    @ArgGroup(exclusive = false)
    private Redaction redaction = new Redaction();

    /** What is hidden. */
    private static final class Redaction {
        @Option(
                names = "--redact",
                required = true,
                description = "Replace names and addresses by pseudonyms, the same in everything that is written.")
        private boolean redact;

        @Option(
                names = "--redact-map",
                paramLabel = "FILE",
                description = "Write which pseudonym stands for what to FILE, which only you may read.")
        @Nullable
        private Path mapping;
    }

    @Option(names = "--nagios", description = "Print one line of a monitoring plug-in instead of the report.")
    private boolean nagios;

    @Option(
            names = "--prometheus",
            paramLabel = "FILE",
            description = "Write metrics for the textfile collector to FILE.")
    @Nullable
    private Path prometheus;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            description = "Colours in text (default: auto, which honours NO_COLOR).")
    Colour colour = Colour.AUTO;

    @Option(
            names = "--fail-on",
            paramLabel = "healthy-only|likely|proven",
            description =
                    "Exit with 0 unless the cluster is not healthy, a fault is likely, or proven (default: healthy-only).")
    FailOn failOn = FailOn.HEALTHY_ONLY;

    @ArgGroup
    private Clock clock = new Clock();

    /** Which clock times are told by. */
    private static final class Clock {
        @Option(names = "--utc", description = "Tell times in UTC (the default).")
        private boolean utc;

        @Option(names = "--local", description = "Tell times by this machine's time zone.")
        private boolean local;
    }

    Optional<Path> output() {
        return Optional.ofNullable(output);
    }

    Optional<Path> json() {
        return Optional.ofNullable(json);
    }

    Optional<Path> html() {
        return Optional.ofNullable(html);
    }

    Optional<Path> annotate() {
        return Optional.ofNullable(annotate);
    }

    Optional<Path> prometheus() {
        return Optional.ofNullable(prometheus);
    }

    /** Where the pseudonyms are told. */
    Optional<Path> mapping() {
        return Optional.ofNullable(redaction.mapping);
    }

    boolean nagios() {
        return nagios;
    }

    boolean redacts() {
        return redaction.redact;
    }

    /**
     * Refuses what does not go together.
     *
     * @throws CaptureException if it does not
     */
    void check() {
        if (redacts() && events != null) {
            throw new CaptureException(
                    Reason.WRONG_USAGE,
                    "--events is written while captures are read, before it is known what to redact; leave one of "
                            + "--events and --redact out.");
        }
    }

    Optional<Path> events() {
        return Optional.ofNullable(events);
    }

    /** The zone of times in text. */
    ZoneId zone() {
        return clock.local && !clock.utc ? ZoneId.systemDefault() : ZoneOffset.UTC;
    }

    /** Whether what goes to {@code toTerminal} is painted. */
    boolean paints(boolean toTerminal) {
        return colour.paints(toTerminal);
    }
}
