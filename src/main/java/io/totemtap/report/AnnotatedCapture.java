package io.totemtap.report;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.file.CaptureWriter;
import io.totemtap.capture.file.PcapngWriter;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Finding;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameId;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The frames that carry evidence and their neighbours in one pcapng, for Wireshark: each vantage point is an interface of its name, and
 * each frame of evidence has a packet comment with the finding's id and sentence and the frame's number in its own file. Frames of all
 * captures stand in the order of time by one clock; their time stamps are those of their own captures.
 */
public final class AnnotatedCapture {

    /** How many frames before and after one of evidence are written with it. */
    public static final int NEIGHBOURS = 2;

    private static final int MOST_FRAMES = 20_000;

    private final Reopener reopener;
    private final FrameRewriter rewriter;

    /** Opens the files of a vantage point once more. */
    @FunctionalInterface
    public interface Reopener {
        /**
         * Opens them.
         *
         * @throws io.totemtap.capture.CaptureException if that is not possible, as for standard input
         */
        FrameSource open(VantagePoint point);
    }

    /** Writes frames as they are. */
    public AnnotatedCapture(Reopener reopener) {
        this(reopener, FrameRewriter.NONE);
    }

    /** Writes frames, names and comments as {@code rewriter} lets them be seen. */
    public AnnotatedCapture(Reopener reopener, FrameRewriter rewriter) {
        this.reopener = reopener;
        this.rewriter = rewriter;
    }

    /** One frame that was kept, with its comments. */
    private record Kept(long nanos, int capture, Frame frame, List<String> comments) {}

    /**
     * Reads the captures again and writes the file; leaves the stream open but flushed.
     *
     * @return how many frames have a comment
     * @throws io.totemtap.capture.CaptureException if a capture cannot be read again
     * @throws java.io.UncheckedIOException if the stream fails
     */
    public int write(Diagnosis diagnosis, OutputStream out) {
        Correlation picture = diagnosis.facts().picture();
        Map<VantagePoint, List<Integer>> sources = new LinkedHashMap<>();
        for (int i = 0; i < picture.captures().size(); i++) {
            sources.computeIfAbsent(picture.captures().get(i).declared(), none -> new ArrayList<>())
                    .add(i);
        }
        List<Kept> kept = new ArrayList<>();
        sources.forEach((point, captures) -> {
            Map<Long, List<String>> wanted = wanted(diagnosis, captures);
            if (!wanted.isEmpty()) {
                try (FrameSource source = reopener.open(point)) {
                    source.run(new Picker(picture, captures, wanted, kept));
                }
            }
        });
        kept.sort(Comparator.comparingLong(Kept::nanos));
        write(diagnosis, kept, out);
        return (int) kept.stream().filter(one -> !one.comments().isEmpty()).count();
    }

    /** Comments by frame; neighbours have none. */
    private static Map<Long, List<String>> wanted(Diagnosis diagnosis, List<Integer> captures) {
        Map<Long, List<String>> wanted = new TreeMap<>();
        List<Vantage> vantages = captures.stream()
                .map(diagnosis.facts().picture().captures()::get)
                .toList();
        for (Finding finding : diagnosis.findings()) {
            for (Evidence evidence : finding.evidence()) {
                for (Vantage vantage : vantages) {
                    int part = part(vantage, evidence.capture());
                    if (part >= 0) {
                        add(wanted, part, finding, evidence);
                        break;
                    }
                }
            }
        }
        return wanted;
    }

    /** Which file of a vantage point evidence speaks of, -1 if of none. */
    private static int part(Vantage vantage, String name) {
        for (int part = 0; part < vantage.statistics().parts().size(); part++) {
            if (vantage.nameFor(FrameId.of(part, 1)).equals(name)) {
                return part;
            }
        }
        return vantage.name().equals(name) ? 0 : -1;
    }

    private static void add(Map<Long, List<String>> wanted, int part, Finding finding, Evidence evidence) {
        for (long number : evidence.frames()) {
            if (wanted.size() > MOST_FRAMES) {
                return;
            }
            for (long near = Math.max(1, number - NEIGHBOURS); near <= number + NEIGHBOURS; near++) {
                wanted.computeIfAbsent(FrameId.of(part, near), none -> new ArrayList<>());
            }
            String comment = finding.id() + ": " + finding.statement() + "\n" + evidence.text() + " (frame " + number
                    + " of " + evidence.capture() + ")";
            List<String> comments = wanted.getOrDefault(FrameId.of(part, number), List.of());
            if (!comments.contains(comment)) {
                comments.add(comment);
            }
        }
    }

    /** Copies the wanted frames out of one source. */
    private static final class Picker implements FrameSink {

        private final Correlation picture;
        private final Map<Integer, Integer> captureOf = new HashMap<>();
        private final Map<Long, List<String>> wanted;
        private final List<Kept> kept;

        Picker(Correlation picture, List<Integer> captures, Map<Long, List<String>> wanted, List<Kept> kept) {
            this.picture = picture;
            this.wanted = wanted;
            this.kept = kept;
            for (int capture : captures) {
                picture.captures().get(capture).observation().interfaces().forEach(id -> captureOf.put(id, capture));
            }
        }

        @Override
        public void openInterface(CaptureInterface description) {
            // known from the observation
        }

        @Override
        public void frame(Frame frame) {
            List<String> comments = wanted.get(FrameId.of(frame.part(), frame.number()));
            Integer capture = captureOf.get(frame.interfaceId());
            if (comments != null && capture != null) {
                byte[] bytes =
                        Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.offset() + frame.capturedLength());
                Frame copy = new Frame()
                        .bytes(bytes, 0, bytes.length, frame.originalLength())
                        .at(frame.timeNanos(), frame.part(), frame.number())
                        .on(capture, frame.linkType(), frame.direction());
                kept.add(new Kept(picture.clocks().toReference(capture, frame.timeNanos()), capture, copy, comments));
            }
        }
    }

    private void write(Diagnosis diagnosis, List<Kept> kept, OutputStream out) {
        Correlation picture = diagnosis.facts().picture();
        PcapngWriter writer = CaptureWriter.pcapng(
                out,
                "totemtap",
                List.of(rewriter.text(diagnosis.verdict().headline() + ". "
                        + diagnosis.verdict().statement())));
        for (int i = 0; i < picture.captures().size(); i++) {
            writer.openInterface(describe(i, picture.captures().get(i)));
        }
        Map<IpAddress, String> names = new TreeMap<>();
        for (Participant host : picture.hosts()) {
            if (!host.name().equals(host.address().toString())) {
                names.put(rewriter.address(host.address()), rewriter.text(host.name()));
            }
        }
        writer.names(names);
        for (Kept one : kept) {
            writer.frame(
                    rewriter.rewrite(one.frame()),
                    one.comments().stream().map(rewriter::text).toList());
        }
        writer.flush();
    }

    private CaptureInterface describe(int id, Vantage vantage) {
        CaptureInterface as = vantage.observation().captured();
        String where = "frames of evidence and their neighbours, from " + vantage.name() + ", "
                + EpochNanos.toIso(vantage.observation().firstNanos());
        return rewriter.describe(new CaptureInterface(
                id,
                as.linkType(),
                as.linkTypeNumber(),
                as.snapLength(),
                rewriter.text(vantage.name()),
                rewriter.text(where),
                as.filter(),
                as.mac(),
                as.addresses()));
    }
}
