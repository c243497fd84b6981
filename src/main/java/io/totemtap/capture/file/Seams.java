package io.totemtap.capture.file;

import io.totemtap.capture.CaptureStatistics.Part;
import io.totemtap.net.EpochNanos;
import java.util.ArrayList;
import java.util.List;

/** Watches what lies between the files of a rotated set, and says in sentences what does not fit. */
final class Seams {

    /** How many sentences are kept; the last one says that there are more. */
    static final int MAX_SEAMS = 100;

    private final List<String> seams = new ArrayList<>();
    private String previousName = "";
    private String previousFormat = "";
    private List<Integer> previousLinkTypes = List.of();
    private long lastNanos = EpochNanos.NEVER;
    private String damaged = "";

    /**
     * Takes the next file.
     *
     * @param format of the file, empty if it could not be read
     * @param linkTypes the LINKTYPE_ numbers of its interfaces
     */
    void next(Part part, String format, List<Integer> linkTypes) {
        if (!damaged.isEmpty()) {
            say(damaged + " before " + part.name() + " goes on");
            damaged = "";
        }
        if (part.frames() > 0) {
            if (lastNanos != EpochNanos.NEVER) {
                compare(part, format, linkTypes);
            }
            previousName = part.name();
            previousFormat = format;
            previousLinkTypes = linkTypes;
            lastNanos = Math.max(lastNanos, part.lastNanos());
        }
        if (part.damage().isPresent()) {
            String what = part.name() + " is " + part.damage().get();
            if (part.frames() > 0) {
                damaged = what + "; frames may be missing";
            } else {
                say(what + "; where its frames belong is not known");
            }
        }
    }

    private void compare(Part part, String format, List<Integer> linkTypes) {
        String between = "between " + previousName + " and " + part.name();
        long first = part.firstNanos();
        // Two points in time may be further apart than a long of nanoseconds holds; the difference is then negative.
        long gap = first - lastNanos;
        if (first > lastNanos && (gap < 0 || gap > EpochNanos.SECOND)) {
            say(seconds(gap) + " without a frame " + between);
        } else if (first < lastNanos) {
            say("overlap of " + seconds(lastNanos - first) + " " + between);
        }
        if (!format.equals(previousFormat)) {
            say("other format " + between + ": " + previousFormat + ", then " + format);
        }
        if (!linkTypes.equals(previousLinkTypes)) {
            say("other link types " + between + ": " + previousLinkTypes + ", then " + linkTypes);
        }
    }

    private void say(String seam) {
        if (seams.size() < MAX_SEAMS) {
            seams.add(seams.size() == MAX_SEAMS - 1 ? "further seams are left out" : seam);
        }
    }

    /** What was found. */
    List<String> found() {
        return seams;
    }

    private static String seconds(long nanos) {
        if (nanos < 0) {
            return "more than 292 years";
        }
        long millis = nanos / EpochNanos.MILLISECOND;
        return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1) + " s";
    }
}
