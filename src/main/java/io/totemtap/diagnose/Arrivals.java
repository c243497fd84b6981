package io.totemtap.diagnose;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Vantage;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.totem.Hearing.Span;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How many multicasts of one node came to captures, at all and in a stretch of time. */
final class Arrivals {

    private final Correlation picture;
    private final Direction direction;

    Arrivals(Correlation picture, Direction direction) {
        this.picture = picture;
        this.direction = direction;
    }

    /** In all captures on a host. */
    long on(IpAddress host) {
        return picture.captures().stream()
                .filter(capture -> capture.isOn(host))
                .mapToLong(this::in)
                .sum();
    }

    /** In one capture. */
    long in(Vantage capture) {
        return multicasts(capture).mapToLong(Flow::frames).sum();
    }

    /** The time of the last one in a capture, by its own clock. */
    OptionalLong lastIn(Vantage capture) {
        return multicasts(capture).mapToLong(flow -> flow.sample().lastNanos()).max();
    }

    private Stream<Flow> multicasts(Vantage capture) {
        return capture.observation().flows().stream()
                .filter(flow -> flow.key().kind() == Kind.GROUP
                        && flow.isTotem()
                        && flow.key().source().equals(direction.from()));
    }

    /**
     * The most in any stretch of time, on the receiver.
     *
     * @param told the capture by whose clock the stretches are
     */
    long within(int told, List<Span> stretches) {
        long most = 0;
        for (Span span : stretches) {
            for (int i = 0; i < picture.captures().size(); i++) {
                if (picture.captures().get(i).isOn(direction.to())) {
                    most = Math.max(most, between(i, told, span));
                }
            }
        }
        return most;
    }

    private long between(int capture, int told, Span span) {
        long shift = picture.clocks().toReference(told, span.firstNanos()) - span.firstNanos();
        long own = picture.clocks().toReference(capture, span.firstNanos()) - span.firstNanos();
        long from = span.firstNanos() + shift - own;
        long to = span.lastNanos() + shift - own;
        return multicasts(picture.captures().get(capture))
                .mapToLong(flow -> flow.overTime().between(from, to))
                .sum();
    }
}
