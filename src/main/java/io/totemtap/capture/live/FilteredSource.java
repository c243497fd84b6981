package io.totemtap.capture.live;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.file.InterfaceTally;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes on the frames of another source that match a filter. They keep the numbers that they have in the file, so that
 * these are Wireshark's. Interfaces say that the filter was in force, as if it had been given when capturing: what it hides
 * was not captured, which is not the same as not sent. Statistics count what was delivered;
 * {@link CaptureStatistics#leftOut()} tells the rest. Frames of link types that are not decoded pass unjudged.
 */
public final class FilteredSource implements FrameSource {

    private final FrameSource source;
    private final CaptureFilter filter;

    /**
     * Creates it.
     *
     * @param source closed with this
     * @param filter closed with this
     */
    public FilteredSource(FrameSource source, CaptureFilter filter) {
        this.source = source;
        this.filter = filter;
    }

    @Override
    public CaptureStatistics run(FrameSink sink) {
        Filtering filtering = new Filtering(sink);
        CaptureStatistics all = source.run(filtering);
        return new CaptureStatistics(
                all.format(),
                filtering.delivered(all.interfaces()),
                all.parts(),
                all.comments(),
                all.names(),
                all.seams(),
                all.stoppedEarly());
    }

    @Override
    public void stop() {
        source.stop();
    }

    @Override
    public long bytesRead() {
        return source.bytesRead();
    }

    @Override
    public long totalBytes() {
        return source.totalBytes();
    }

    @Override
    public void close() {
        source.close();
        filter.close();
    }

    /** Lets matching frames through and counts them. */
    private final class Filtering implements FrameSink {
        private final FrameSink sink;
        private final List<InterfaceTally> tallies = new ArrayList<>();

        Filtering(FrameSink sink) {
            this.sink = sink;
        }

        @Override
        public void openInterface(CaptureInterface found) {
            filter.prepare(found.linkType());
            tallies.add(new InterfaceTally(found.id()));
            String both = found.filter().isEmpty()
                    ? filter.expression()
                    : "(" + found.filter() + ") and (" + filter.expression() + ")";
            sink.openInterface(new CaptureInterface(
                    found.id(),
                    found.linkType(),
                    found.linkTypeNumber(),
                    found.snapLength(),
                    found.name(),
                    found.description(),
                    both,
                    found.mac(),
                    found.addresses()));
        }

        @Override
        public void frame(Frame frame) {
            if (filter.matches(frame)) {
                tallies.get(frame.interfaceId()).add(frame.timeNanos(), frame.capturedLength(), frame.originalLength());
                sink.frame(frame);
            }
        }

        List<OfInterface> delivered(List<OfInterface> all) {
            return all.stream()
                    .map(one -> tallies.get(one.id()).toStatistics(one.droppedByKernel(), one.droppedByInterface()))
                    .toList();
        }
    }
}
