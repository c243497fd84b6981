package io.totemtap.diagnose;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.correlate.Vantage;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.Optional;

/**
 * Whether what a capture lacks was lost on the way, or by the capture: a mirror that is short of room shows less than passed, and a mirror
 * of one direction nothing of the other.
 */
public final class Completeness {

    private Completeness() {}

    /**
     * Whether a later place, or another capture at the receiver, has more of what left the same place: then what is missing at the nearer
     * one passed it all the same. A host may be captured on an interface that has no part in it.
     */
    public static boolean isOfTheCapture(Delivery delivery, Segment segment) {
        return delivery.segments().stream().anyMatch(other -> isMoreComplete(other, segment));
    }

    /** Whether a capture of a host's switch port has anything that the host sends; true for captures elsewhere. */
    public static boolean showsWhatIsSent(Vantage capture) {
        return isOtherThanPort(capture)
                || capture.observation().flows().stream().anyMatch(flow -> isOf(flow, capture));
    }

    /**
     * Whether a capture of a host's switch port can have what others send; true for captures elsewhere. That it has nothing of them may be
     * the very loss that is looked for, unless the host passes tokens on: then some came.
     */
    public static boolean showsWhatComes(Vantage capture) {
        return isOtherThanPort(capture)
                || capture.observation().flows().stream().anyMatch(flow -> !isOf(flow, capture))
                || capture.observation().flows().stream()
                        .noneMatch(flow -> flow.key().kind() == Kind.UNICAST && flow.isTotem());
    }

    private static boolean isOtherThanPort(Vantage capture) {
        return capture.role() != Role.SWITCH_PORT || capture.host().isEmpty();
    }

    private static boolean isOf(Flow flow, Vantage capture) {
        return capture.host().equals(Optional.of(flow.key().source()));
    }

    /** Whether the later capture of a comparison shows that direction of its port at all. */
    static boolean showsDirection(Vantage later, Spot spot) {
        return (spot != Spot.SENDER_PORT || showsWhatIsSent(later))
                && (spot != Spot.RECEIVER_PORT || showsWhatComes(later));
    }

    private static boolean isMoreComplete(Segment other, Segment segment) {
        Spot spot = segment.to().spot();
        boolean isBehind = other.to().spot().compareTo(spot) > 0
                || (spot == Spot.RECEIVER && other.to().spot() == Spot.RECEIVER);
        return isBehind
                && other.from().capture() == segment.from().capture()
                && other.isAligned()
                && other.sent() >= segment.sent()
                && other.lost() < segment.lost();
    }
}
