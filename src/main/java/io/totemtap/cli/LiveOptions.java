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

    /** Millions of bytes, seconds, and files: more makes no sense. */
    private static final int MOST = 1_000_000;

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
                .flag(
                        "--alternate-promisc",
                        "Make the interface promiscuous in turn, three times ten seconds each: the test of the NIC's"
                                + " filter. Ends after a minute unless --duration says otherwise.")
                .number("-B --buffer-size", "KiB", "Room in the kernel for frames not read yet (default: 65536).")
                .number("-s --snapshot-length", "BYTES", "The most bytes kept of a frame (default: all).")
                .number("-c", "COUNT", "End after COUNT packets.")
                .value("--duration", "TIME", "End after TIME: 90, 90s, 15m, 2h.")
                .value("-w", "FILE", "Keep the packets in FILE (pcapng).")
                .number(
                        "-C",
                        "SIZE",
                        "Begin the next file of -w once one is larger than SIZE million bytes: FILE, FILE1, FILE2.")
                .number("-G", "SECONDS", "Begin the next file of -w every SECONDS seconds; names as with -C.")
                .number(
                        "-W",
                        "COUNT",
                        "At most COUNT files with -C or -G, FILE0, FILE1 and so on; the oldest is replaced.")
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

    /** Where packets go that are not kept in a case. */
    Optional<RecordingPlan> plan() {
        return write().map(file -> new RecordingPlan(
                file, given.number("-C", 0) * RecordingPlan.MILLION, given.number("-G", 0) * EpochNanos.SECOND, (int)
                        given.number("-W", 0)));
    }

    private void checkRotation() {
        boolean rotates = given.has("-C") || given.has("-G");
        if ((rotates || given.has("-W")) && write().isEmpty()) {
            throw new OutputException(ExitCode.USAGE, "-C, -G and -W belong to -w FILE.");
        }
        if (given.has("-W") && !rotates) {
            throw new OutputException(ExitCode.USAGE, "-W limits the files of -C or -G; give one of them.");
        }
        if (!isFrom(1, given.number("-C", 1)) || !isFrom(1, given.number("-G", 1))) {
            throw new OutputException(ExitCode.USAGE, "-C and -G take 1 to " + MOST + ".");
        }
        if (!isFrom(2, given.number("-W", 2))) {
            throw new OutputException(ExitCode.USAGE, "-W takes 2 to " + MOST + " files.");
        }
    }

    private static boolean isFrom(int least, long number) {
        return number >= least && number <= MOST;
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
        boolean inTurn = given.has("--alternate-promisc");
        boolean plain = given.has("--no-promiscuous");
        if ((plain && promiscuous) || (inTurn && (plain || promiscuous))) {
            throw new OutputException(ExitCode.USAGE, "Choose one of -p, -P and --alternate-promisc.");
        }
        if (inTurn && given.values("--interface").contains(LiveSettings.ANY)) {
            throw new OutputException(ExitCode.USAGE, "--alternate-promisc needs the interface's name instead of any.");
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
        checkRotation();
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
                inTurn && !given.has("--duration")
                        ? LiveSettings.turnsNanos()
                        : nanos(given.value("--duration").orElse("")),
                inTurn);
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
