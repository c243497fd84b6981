package io.totemtap.cli;

import io.totemtap.capture.live.LiveFilter;
import io.totemtap.capture.live.LiveSettings;
import io.totemtap.net.EpochNanos;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Options that say where and how to capture; letters follow tcpdump. */
final class LiveOptions {

    final boolean lines;
    private final Given given;

    /** What the user said. */
    LiveOptions(Given given) {
        this.given = given;
        lines = given.has("--lines");
    }

    static void declare(Synopsis synopsis) {
        synopsis.required("-i --interface", "IF", "Interface to capture on; see totemtap interfaces. Repeatable.")
                .flag(
                        "-p --no-promiscuous",
                        "Do not make the interface promiscuous (the default, because promiscuity hides a broken filter"
                                + " of the NIC and can heal the patient).")
                .flag("-P --promiscuous", "Make the interface promiscuous.")
                .number("-B --buffer-size", "KiB", "Room in the kernel for frames not read yet (default: 65536).")
                .number("-s --snapshot-length", "BYTES", "The most bytes kept of a frame (default: all).")
                .number("-c", "COUNT", "End after COUNT packets.")
                .value("--duration", "TIME", "End after TIME: 90, 90s, 15m, 2h.")
                .value("-w", "FILE", "Keep the packets in FILE (pcapng).")
                .value(
                        "--case",
                        "DIR",
                        "Keep packets, what this host says about itself, and case.json in DIR, for totemtap analyze"
                                + " DIR.")
                .flag("-l --lines", "One line for every change instead of a screen.")
                .flag(
                        "--no-witness",
                        "Do not let the kernel count what becomes of each group's packets after they arrived.");
    }

    /** Whether the kernel's own witness is to count. */
    boolean isWitnessWanted() {
        return !given.has("--no-witness");
    }

    Optional<Path> write() {
        return given.file("-w");
    }

    Optional<Path> caseDirectory() {
        return given.file("--case");
    }

    /**
     * The settings.
     *
     * @param filter replaces the default
     * @param ports of clusters that are configured, for the default filter
     * @throws OutputException for values that make no sense
     */
    LiveSettings settings(Optional<String> filter, Collection<Integer> ports) {
        boolean promiscuous = given.has("--promiscuous");
        if (given.has("--no-promiscuous") && promiscuous) {
            throw new OutputException(ExitCode.USAGE, "Choose one of -p and -P.");
        }
        if (write().isPresent() && caseDirectory().isPresent()) {
            throw new OutputException(ExitCode.USAGE, "Choose one of -w and --case; a case keeps the packets too.");
        }
        long buffer = given.number("--buffer-size", LiveSettings.BUFFER / 1024);
        if (buffer < 16 || buffer > 2_000_000) {
            throw new OutputException(ExitCode.USAGE, "-B takes 16 to 2000000 KiB.");
        }
        long snapLength = given.number("--snapshot-length", LiveSettings.SNAP_LENGTH);
        if (snapLength < 64 || snapLength > LiveSettings.SNAP_LENGTH) {
            throw new OutputException(ExitCode.USAGE, "-s takes 64 to " + LiveSettings.SNAP_LENGTH + " bytes.");
        }
        long count = given.number("-c", 0);
        if (count < 0) {
            throw new OutputException(ExitCode.USAGE, "-c takes a number of packets.");
        }
        return new LiveSettings(
                List.copyOf(new LinkedHashSet<>(given.values("--interface"))),
                filter.orElseGet(() -> LiveFilter.of(ports)),
                promiscuous,
                (int) (buffer * 1024),
                (int) snapLength,
                count,
                nanos(given.value("--duration").orElse("")));
    }

    /** "90", "90s", "1.5m", "2h" in nanoseconds; 0 for an empty text. */
    static long nanos(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            return 0;
        }
        String number = lower.replaceFirst("[smh]$", "");
        long unit = lower.endsWith("h") ? 3600 : lower.endsWith("m") ? 60 : 1;
        if (!number.matches("\\d{1,9}(\\.\\d{1,3})?") || new BigDecimal(number).signum() == 0) {
            throw new OutputException(ExitCode.USAGE, "--duration takes a time such as 90, 90s, 15m or 2h.");
        }
        return new BigDecimal(number)
                .multiply(BigDecimal.valueOf(unit))
                .multiply(BigDecimal.valueOf(EpochNanos.SECOND))
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }
}
