package io.totemtap.report;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.net.Endpoint;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Numbers of single captures and of the way between them, as the JSON report has them. */
final class CaptureFigures {

    private CaptureFigures() {}

    static long bytes(Vantage capture) {
        return capture.statistics().interfaces().stream()
                .filter(one -> capture.observation().interfaces().contains(one.id()))
                .mapToLong(one -> one.bytes())
                .sum();
    }

    static OptionalLong dropped(Vantage capture) {
        boolean known = capture.statistics().interfaces().stream()
                .filter(one -> capture.observation().interfaces().contains(one.id()))
                .anyMatch(one -> one.droppedByKernel().isPresent()
                        || one.droppedByInterface().isPresent());
        return known ? OptionalLong.of(capture.droppedByCapture()) : OptionalLong.empty();
    }

    /** Messages seen nearest to the sender, where nothing was compared. */
    static OptionalLong sent(Correlation picture, Delivery path) {
        return picture.captures().stream()
                .flatMap(capture -> capture.observation().flows().stream())
                .filter(flow -> flow.key().kind() == Kind.GROUP
                        && flow.key().source().equals(path.from())
                        && new Endpoint(flow.key().destination(), flow.key().port()).equals(path.group()))
                .mapToLong(Flow::frames)
                .max();
    }

    static List<String> lostBetween(Correlation picture, Delivery path) {
        return path.segments().stream()
                .filter(segment -> segment.lost() > 0)
                .min(Comparator.comparingInt(CaptureFigures::width))
                .map(segment -> List.of(
                        picture.captures().get(segment.from().capture()).name(),
                        picture.captures().get(segment.to().capture()).name()))
                .orElse(List.of());
    }

    private static int width(Segment segment) {
        return segment.to().spot().compareTo(segment.from().spot());
    }
}
