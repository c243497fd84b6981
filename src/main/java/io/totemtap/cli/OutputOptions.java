package io.totemtap.cli;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.cli.ExitCode.FailOn;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

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

    final Format format;
    final FailOn failOn;
    private final Colour colour;
    private final Given given;

    /** What the user said. */
    OutputOptions(Given given) {
        this.given = given;
        format = given.choice("--format", Format.TEXT);
        failOn = given.choice("--fail-on", FailOn.HEALTHY_ONLY);
        colour = given.choice("--color", Colour.AUTO);
    }

    static void declare(Synopsis synopsis) {
        synopsis.choice(
                        "--format",
                        Format.class,
                        "text|json|html",
                        "Format of the report on standard output or in -o (default: text).")
                .value("-o --output", "FILE", "Write the report to FILE instead of standard output.")
                .value("--json", "FILE", "Write the JSON report to FILE as well.")
                .value("--html", "FILE", "Write a page that explains itself to FILE as well.")
                .value(
                        "--events",
                        "FILE",
                        "Write every IGMP, MLD and totem packet and every state change to FILE, one JSON object a line.")
                .value(
                        "--annotate",
                        "FILE.pcapng",
                        "Write the frames that carry evidence to FILE, with the findings as packet comments.")
                .flag("--redact", "Replace names and addresses by pseudonyms, the same in everything that is written.")
                .value(
                        "--redact-map",
                        "FILE",
                        "Write which pseudonym stands for what to FILE, which only you may read.")
                .flag("--nagios", "Print one line of a monitoring plug-in instead of the report.")
                .value("--prometheus", "FILE", "Write metrics for the textfile collector to FILE.")
                .choice(
                        "--color",
                        Colour.class,
                        "auto|always|never",
                        "Colours in text (default: auto, which honours NO_COLOR).")
                .choice(
                        "--fail-on",
                        FailOn.class,
                        "healthy-only|likely|proven",
                        "Exit with 0 unless the cluster is not healthy, a fault is likely, or proven"
                                + " (default: healthy-only).")
                .flag("--utc", "Tell times in UTC (the default).")
                .flag("--local", "Tell times by this machine's time zone.");
    }

    Optional<Path> output() {
        return given.file("--output");
    }

    Optional<Path> json() {
        return given.file("--json");
    }

    Optional<Path> html() {
        return given.file("--html");
    }

    Optional<Path> annotate() {
        return given.file("--annotate");
    }

    Optional<Path> prometheus() {
        return given.file("--prometheus");
    }

    /** Where the pseudonyms are told. */
    Optional<Path> mapping() {
        return given.file("--redact-map");
    }

    boolean nagios() {
        return given.has("--nagios");
    }

    boolean redacts() {
        return given.has("--redact");
    }

    /**
     * Refuses what does not go together.
     *
     * @throws CaptureException if it does not
     */
    void check() {
        if (redacts() && events().isPresent()) {
            throw new CaptureException(
                    Reason.WRONG_USAGE,
                    "--events is written while captures are read, before it is known what to redact; leave one of "
                            + "--events and --redact out.");
        }
        if (mapping().isPresent() && !redacts()) {
            throw new CaptureException(Reason.WRONG_USAGE, "--redact-map tells what --redact hides; give both.");
        }
        if (given.has("--utc") && given.has("--local")) {
            throw new CaptureException(Reason.WRONG_USAGE, "Choose one of --utc and --local.");
        }
    }

    Optional<Path> events() {
        return given.file("--events");
    }

    /** The zone of times in text. */
    ZoneId zone() {
        return given.has("--local") ? ZoneId.systemDefault() : ZoneOffset.UTC;
    }

    /** Whether what goes to {@code toTerminal} is painted. */
    boolean paints(boolean toTerminal) {
        return colour.paints(toTerminal);
    }
}
