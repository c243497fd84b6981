package io.totemtap.cli;

import io.totemtap.capture.live.LiveFilter;
import io.totemtap.capture.live.LiveSettings;
import io.totemtap.net.EpochNanos;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where and how to capture; letters follow tcpdump. */
final class LiveOptions {

    /** Millions of bytes, seconds, and files: more makes no sense. */
    private static final int MOST = 1_000_000;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "IF",
            required = true,
            description = "Interface to capture on; see totemtap interfaces. Repeatable.")
    List<String> interfaces = new ArrayList<>();

    @Option(
            names = {"-p", "--no-promiscuous"},
            description =
                    "Do not make the interface promiscuous (the default, because promiscuity hides a broken filter"
                            + " of the NIC and can heal the patient).")
    boolean plain;

    @Option(
            names = {"-P", "--promiscuous"},
            description = "Make the interface promiscuous.")
    boolean promiscuous;

    @Option(
            names = "--alternate-promisc",
            description = "Make the interface promiscuous in turn, three times ten seconds each: the test of the NIC's"
                    + " filter. Ends after a minute unless --duration says otherwise.")
    boolean inTurn;

    @Option(
            names = {"-B", "--buffer-size"},
            paramLabel = "KiB",
            description = "Room in the kernel for frames not read yet (default: 65536).")
    int buffer = LiveSettings.BUFFER / 1024;

    @Option(
            names = {"-s", "--snapshot-length"},
            paramLabel = "BYTES",
            description = "The most bytes kept of a frame (default: all).")
    int snapLength = LiveSettings.SNAP_LENGTH;

    @Option(names = "-c", paramLabel = "COUNT", description = "End after COUNT packets.")
    long count;

    @Option(names = "--duration", paramLabel = "TIME", description = "End after TIME: 90, 90s, 15m, 2h.")
    String duration = "";

    @Option(names = "-w", paramLabel = "FILE", description = "Keep the packets in FILE (pcapng).")
    @Nullable
    private Path write;

    @Option(
            names = "-C",
            paramLabel = "SIZE",
            description = "Begin the next file of -w once one is larger than SIZE million bytes: FILE, FILE1, FILE2.")
    long rotateMillions;

    @Option(
            names = "-G",
            paramLabel = "SECONDS",
            description = "Begin the next file of -w every SECONDS seconds; names as with -C.")
    long rotateSeconds;

    @Option(
            names = "-W",
            paramLabel = "COUNT",
            description = "At most COUNT files with -C or -G, FILE0, FILE1 and so on; the oldest is replaced.")
    int mostFiles;

    @Option(
            names = "--case",
            paramLabel = "DIR",
            description =
                    "Keep packets, what this host says about itself, and case.json in DIR, for totemtap analyze DIR.")
    @Nullable
    private Path caseDirectory;

    @Option(
            names = {"-l", "--lines"},
            description = "One line for every change instead of a screen.")
    boolean lines;

    @Option(
            names = "--no-witness",
            description = "Do not let the kernel count what becomes of each group's packets after they arrived.")
    private boolean withoutWitness;

    /** Whether the kernel's own witness is to count. */
    boolean isWitnessWanted() {
        return !withoutWitness;
    }

    Optional<Path> write() {
        return Optional.ofNullable(write);
    }

    /** Where packets go that are not kept in a case. */
    Optional<RecordingPlan> plan() {
        return write().map(file -> new RecordingPlan(
                file, rotateMillions * RecordingPlan.MILLION, rotateSeconds * EpochNanos.SECOND, mostFiles));
    }

    private void checkRotation() {
        boolean rotates = rotateMillions != 0 || rotateSeconds != 0;
        if ((rotates || mostFiles != 0) && write == null) {
            throw new OutputException(ExitCode.USAGE, "-C, -G and -W belong to -w FILE.");
        }
        if (mostFiles != 0 && !rotates) {
            throw new OutputException(ExitCode.USAGE, "-W limits the files of -C or -G; give one of them.");
        }
        if (rotateMillions < 0 || rotateMillions > MOST || rotateSeconds < 0 || rotateSeconds > MOST) {
            throw new OutputException(ExitCode.USAGE, "-C and -G take 1 to " + MOST + ".");
        }
        if (mostFiles < 0 || mostFiles > MOST || mostFiles == 1) {
            throw new OutputException(ExitCode.USAGE, "-W takes 2 to " + MOST + " files.");
        }
    }

    Optional<Path> caseDirectory() {
        return Optional.ofNullable(caseDirectory);
    }

    /**
     * The settings.
     *
     * @param filter replaces the default
     * @param ports of clusters that are configured, for the default filter
     * @throws OutputException for values that make no sense
     */
    LiveSettings settings(Optional<String> filter, Collection<Integer> ports) {
        if ((plain && promiscuous) || (inTurn && (plain || promiscuous))) {
            throw new OutputException(ExitCode.USAGE, "Choose one of -p, -P and --alternate-promisc.");
        }
        if (inTurn && interfaces.contains(LiveSettings.ANY)) {
            throw new OutputException(ExitCode.USAGE, "--alternate-promisc needs the interface's name instead of any.");
        }
        if (write != null && caseDirectory != null) {
            throw new OutputException(ExitCode.USAGE, "Choose one of -w and --case; a case keeps the packets too.");
        }
        if (buffer < 16 || buffer > 2_000_000) {
            throw new OutputException(ExitCode.USAGE, "-B takes 16 to 2000000 KiB.");
        }
        if (snapLength < 64 || snapLength > LiveSettings.SNAP_LENGTH) {
            throw new OutputException(ExitCode.USAGE, "-s takes 64 to " + LiveSettings.SNAP_LENGTH + " bytes.");
        }
        checkRotation();
        if (count < 0) {
            throw new OutputException(ExitCode.USAGE, "-c takes a number of packets.");
        }
        return new LiveSettings(
                List.copyOf(new LinkedHashSet<>(interfaces)),
                filter.orElseGet(() -> LiveFilter.of(ports)),
                promiscuous,
                buffer * 1024,
                snapLength,
                count,
                inTurn && duration.isBlank() ? LiveSettings.turnsNanos() : nanos(duration),
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
