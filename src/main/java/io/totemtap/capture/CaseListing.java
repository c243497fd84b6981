package io.totemtap.capture;

import io.totemtap.capture.CaptureException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What lies in a case directory, sorted by what it is. Names decide, except for captures, into which the caller's
 * predicate looks.
 *
 * @param captures in natural order of their names
 * @param files states, logs, sos reports and configuration
 * @param attachments switch.txt and notes.md
 * @param notices what could not be used or was too much
 */
record CaseListing(List<Path> captures, List<CaseFile> files, List<Attachment> attachments, List<String> notices) {

    /** The most entries of one directory that are looked at. */
    static final int ENTRIES = 10_000;

    private static final Set<String> ATTACHMENTS = Set.of("switch.txt", "notes.md");
    private static final Set<String> NEVER_READ = Set.of("case.json", "manifest.json");
    private static final Map<String, CaseFile.Kind> CONFIGURATION = Map.of(
            "cluster.conf", CaseFile.Kind.CLUSTER_CONF,
            "corosync.conf", CaseFile.Kind.COROSYNC_CONF,
            "openais.conf", CaseFile.Kind.COROSYNC_CONF,
            "hosts", CaseFile.Kind.HOSTS,
            "authkey", CaseFile.Kind.AUTHKEY);

    /** What dumpcap adds to the names of a ring of files: number and time. */
    private static final Pattern RING_BUFFER = Pattern.compile("_\\d{5,}_\\d{14}$");

    private static final Pattern LOOKS_LIKE_CAPTURE =
            Pattern.compile("\\.(pcap|pcapng|cap|dmp|ntar)\\d*(\\.(gz|zst|lz4|xz|bz2))?$");

    /**
     * The name of a capture's vantage point: its file name up to the first dot, without what dumpcap adds to a ring of
     * files.
     */
    static String vantagePointName(Path file) {
        return RING_BUFFER.matcher(beforeFirstDot(fileName(file))).replaceFirst("");
    }

    static CaseListing of(Path directory, Predicate<Path> isCapture) {
        CaseListing listing =
                new CaseListing(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Path entry : listing.entries(directory)) {
            listing.sort(entry, isCapture);
        }
        for (Path entry : listing.entriesIfAny(directory.resolve("state"))) {
            listing.state(entry);
        }
        for (Path entry : listing.entriesIfAny(directory.resolve("log"))) {
            listing.log(entry);
        }
        listing.files.sort(Comparator.comparing(CaseFile::kind)
                .thenComparing(CaseFile::name, NaturalOrder.BY_NUMBER)
                .thenComparing(file -> fileName(file.path()), NaturalOrder.BY_NUMBER));
        return listing;
    }

    /** The captures as vantage points of which only the names are known. */
    List<VantagePoint> named() {
        Map<String, List<Path>> byName = new LinkedHashMap<>();
        for (Path capture : captures) {
            byName.computeIfAbsent(vantagePointName(capture), name -> new ArrayList<>())
                    .add(capture);
        }
        return byName.entrySet().stream()
                .map(entry -> VantagePoint.named(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void sort(Path entry, Predicate<Path> isCapture) {
        String name = fileName(entry);
        if (name.startsWith(".") || NEVER_READ.contains(name)) {
            return;
        }
        if (Files.isDirectory(entry)) {
            if (SosNames.isReport(entry)) {
                files.add(new CaseFile(CaseFile.Kind.SOS_REPORT, "", "", entry));
            }
            return;
        }
        Optional<CaseFile> configuration = configuration(entry);
        if (configuration.isPresent()) {
            files.add(configuration.get());
        } else if (ATTACHMENTS.contains(name)) {
            attach(entry);
        } else if (Files.isRegularFile(entry) && isCapture.test(entry)) {
            captures.add(entry);
        } else if (SosNames.isReport(entry)) {
            files.add(new CaseFile(CaseFile.Kind.SOS_REPORT, "", "", entry));
        } else if (LOOKS_LIKE_CAPTURE.matcher(name.toLowerCase(Locale.ROOT)).find()) {
            notices.add(name + " is not a capture file that can be read.");
        }
    }

    /** {@code cluster.conf}, {@code node-a.cluster.conf} and their siblings. */
    private static Optional<CaseFile> configuration(Path entry) {
        String name = fileName(entry);
        for (Map.Entry<String, CaseFile.Kind> known : CONFIGURATION.entrySet()) {
            if (name.equals(known.getKey())) {
                return Optional.of(new CaseFile(known.getValue(), "", "", entry));
            }
            if (name.endsWith("." + known.getKey())) {
                return Optional.of(new CaseFile(known.getValue(), beforeFirstDot(name), "", entry));
            }
        }
        return Optional.empty();
    }

    /** {@code state/NAME.PHASE.txt[.gz]}. */
    private void state(Path entry) {
        String name = withoutGzip(fileName(entry));
        if (Files.isRegularFile(entry) && name.endsWith(".txt")) {
            String bare = name.substring(0, name.length() - ".txt".length());
            String host = beforeFirstDot(bare);
            String phase = bare.substring(Math.min(bare.length(), host.length() + 1));
            files.add(new CaseFile(CaseFile.Kind.STATE, host, phase, entry));
        }
    }

    /** {@code log/NAME.*.log[.gz]}. */
    private void log(Path entry) {
        String name = withoutGzip(fileName(entry));
        if (Files.isRegularFile(entry) && name.endsWith(".log")) {
            files.add(new CaseFile(CaseFile.Kind.LOG, beforeFirstDot(name), "", entry));
        }
    }

    private void attach(Path entry) {
        try (InputStream in = TextFile.open(entry)) {
            TextFile.Content content = TextFile.read(in, Attachment.LIMIT);
            attachments.add(new Attachment(fileName(entry), content.text(), content.cut()));
        } catch (CaptureException | IOException e) {
            notices.add(fileName(entry) + " cannot be read: " + e.getMessage());
        }
    }

    private List<Path> entriesIfAny(Path directory) {
        return Files.isDirectory(directory) ? entries(directory) : List.of();
    }

    private List<Path> entries(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CaptureException(Reason.NOT_FOUND, "There is no directory " + directory + ".");
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> found = new ArrayList<>(entries.limit(ENTRIES + 1L).toList());
            found.sort((a, b) -> NaturalOrder.BY_NUMBER.compare(fileName(a), fileName(b)));
            if (found.size() > ENTRIES) {
                notices.add(directory + " has more than " + ENTRIES + " entries; the rest was not looked at.");
                found.remove(ENTRIES);
            }
            return found;
        } catch (AccessDeniedException e) {
            throw new CaptureException(Reason.NO_PERMISSION, "You may not list " + directory + ".", e);
        } catch (IOException e) {
            throw new CaptureException(Reason.UNREADABLE, directory + " cannot be listed: " + e.getMessage() + ".", e);
        }
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String withoutGzip(String name) {
        return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
    }

    private static String beforeFirstDot(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
