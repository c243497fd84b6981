package io.totemtap.capture;

import io.totemtap.capture.CaptureException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds out what belongs to a case: in a directory, or from the arguments of a command line. Reads case.json and
 * attachments; everything else is only listed. A manifest.json is never read.
 */
public final class CaseReader {

    /** The argument that means standard input; the vantage point's only file is then {@code Path.of("-")}. */
    public static final String STANDARD_INPUT = "-";

    private static final String STANDARD_INPUT_NAME = "stdin";

    private final Predicate<Path> isCapture;

    /**
     * Creates it.
     *
     * @param isCapture tells whether a regular file is a capture, by looking into it
     */
    public CaseReader(Predicate<Path> isCapture) {
        this.isCapture = isCapture;
    }

    /**
     * Reads a directory as a case.
     *
     * @throws CaptureException if there is no such directory, it holds no capture, or its case.json has mistakes (all
     * of them in one message)
     */
    public Case directory(Path directory) {
        Case found = open(directory);
        if (found.vantagePoints().isEmpty()) {
            throw new CaptureException(Reason.UNREADABLE, "There is no capture file in " + directory + ".");
        }
        return found;
    }

    /**
     * Builds a case from arguments: capture files, case directories, sos reports, {@code -} for standard input, each
     * possibly named as {@code NAME=PATH}. Captures of one name are one rotated set.
     *
     * @param paths the arguments
     * @param states {@code NAME=FILE}, a transcript or a mail that holds one
     * @throws CaptureException if something is not there or an argument makes no sense
     */
    public Case arguments(List<String> paths, List<String> states) {
        return arguments(paths, states, List.of());
    }

    /**
     * Builds a case from arguments, with logs.
     *
     * @param logs {@code FILE} or {@code NAME=FILE}, a log and whose it is
     * @throws CaptureException if something is not there or an argument makes no sense
     */
    public Case arguments(List<String> paths, List<String> states, List<String> logs) {
        Gathered gathered = new Gathered();
        for (String path : paths) {
            add(Argument.parse(path), gathered);
        }
        for (String state : states) {
            Argument argument = Argument.parse(state);
            if (argument.name().isEmpty()) {
                throw new CaptureException(
                        Reason.WRONG_USAGE, "Say whose state " + state + " is: --state NAME=" + state + ".");
            }
            existing(argument.path());
            gathered.files.add(new CaseFile(CaseFile.Kind.STATE, argument.name(), "", argument.path()));
        }
        for (String log : logs) {
            Argument argument = Argument.parse(log);
            existing(argument.path());
            gathered.files.add(new CaseFile(CaseFile.Kind.LOG, argument.name(), "", argument.path()));
        }
        return gathered.close();
    }

    private void add(Argument argument, Gathered gathered) {
        Path path = argument.path();
        if (path.toString().equals(STANDARD_INPUT)) {
            gathered.put(
                    argument.name().isEmpty()
                            ? VantagePoint.named(STANDARD_INPUT_NAME, List.of(path))
                            : VantagePoint.on(argument.name(), List.of(path)));
            return;
        }
        existing(path);
        if (SosNames.isReport(path) && (Files.isDirectory(path) || !isCapture.test(path))) {
            gathered.files.add(new CaseFile(CaseFile.Kind.SOS_REPORT, argument.name(), "", path));
        } else if (!Files.isDirectory(path)) {
            gathered.put(
                    argument.name().isEmpty()
                            ? VantagePoint.named(CaseListing.vantagePointName(path), List.of(path))
                            : VantagePoint.on(argument.name(), List.of(path)));
        } else if (argument.name().isEmpty()) {
            gathered.add(open(path));
        } else {
            throw new CaptureException(
                    Reason.WRONG_USAGE,
                    path + " is a case and has names of its own; give it without \"" + argument.name() + "=\".");
        }
    }

    private Case open(Path directory) {
        CaseListing listing = CaseListing.of(directory, isCapture);
        Path json = directory.resolve("case.json");
        if (!Files.isRegularFile(json)) {
            return new Case(listing.named(), listing.files(), listing.attachments(), listing.notices());
        }
        List<VantagePoint> described = CaseJson.read(json, isCapture);
        List<String> notices = new ArrayList<>(listing.notices());
        for (Path capture : listing.captures()) {
            if (described.stream().noneMatch(point -> point.files().contains(capture))) {
                notices.add(capture.getFileName() + " is not mentioned in case.json and was not used.");
            }
        }
        return new Case(described, listing.files(), listing.attachments(), notices);
    }

    private static void existing(Path path) {
        if (!Files.exists(path)) {
            throw new CaptureException(Reason.NOT_FOUND, "There is no file or directory " + path + ".");
        }
    }

    /** One argument: an optional name and a path. A file whose own name contains "=" is taken as it is. */
    private record Argument(String name, Path path) {

        static Argument parse(String text) {
            int equals = text.indexOf('=');
            if (equals <= 0 || text.lastIndexOf('/', equals) >= 0 || Files.exists(Path.of(text))) {
                return new Argument("", Path.of(text));
            }
            return new Argument(text.substring(0, equals), Path.of(text.substring(equals + 1)));
        }
    }

    /** What several arguments add up to. */
    private static final class Gathered {
        private final Map<String, VantagePoint> points = new LinkedHashMap<>();
        private final List<CaseFile> files = new ArrayList<>();
        private final List<Attachment> attachments = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();

        void add(Case other) {
            other.vantagePoints().forEach(this::put);
            files.addAll(other.files());
            attachments.addAll(other.attachments());
            notices.addAll(other.notices());
        }

        private void put(VantagePoint point) {
            points.merge(point.name(), point, Gathered::together);
        }

        /** Files of one name in one directory are a rotated set; elsewhere two places would be taken for one. */
        private static VantagePoint together(VantagePoint one, VantagePoint other) {
            Path first = one.files().get(0);
            Path second = other.files().get(0);
            if (!sibling(first, second)) {
                throw new CaptureException(
                        Reason.WRONG_USAGE,
                        first + " and " + second + " would both be called \"" + one.name()
                                + "\"; name them as NAME=PATH.");
            }
            List<Path> files = new ArrayList<>(one.files());
            files.addAll(other.files());
            files.sort((a, b) -> NaturalOrder.BY_NUMBER.compare(a.toString(), b.toString()));
            return one.withFiles(files);
        }

        private static boolean sibling(Path one, Path other) {
            Path a = one.toAbsolutePath().normalize();
            Path b = other.toAbsolutePath().normalize();
            return !a.equals(b) && String.valueOf(a.getParent()).equals(String.valueOf(b.getParent()));
        }

        Case close() {
            return new Case(List.copyOf(points.values()), files, attachments, notices);
        }
    }
}
