package io.totemtap.correlate;

import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One sender's messages to one group on their way to one receiver.
 *
 * @param group group and port
 * @param from who sends
 * @param to who should receive
 * @param wanted when the receiver wanted the group, as its reports and its own multicasts tell; empty if there is no sign of it
 * @param stations captures on the way, in the order of travel
 * @param seenAt messages seen at each of these, by capture number, while the receiver wanted them; in an only capture all of them, repeats
 *     included
 * @param segments every pair of stations between which messages can be compared
 */
public record Delivery(
        Endpoint group,
        IpAddress from,
        IpAddress to,
        List<Period> wanted,
        List<Station> stations,
        Map<Integer, Long> seenAt,
        List<Segment> segments) {

    /** Copies the collections. */
    public Delivery {
        wanted = List.copyOf(wanted);
        stations = List.copyOf(stations);
        seenAt = Map.copyOf(seenAt);
        segments = List.copyOf(segments);
    }

    /** The widest comparison: from the place nearest to the sender to the place nearest to the receiver, if there are both. */
    public Optional<Segment> endToEnd() {
        Optional<Segment> widest = Optional.empty();
        for (Segment segment : segments) {
            if (segment.to().spot().compareTo(Station.Spot.RECEIVER_PORT) >= 0
                    && (widest.isEmpty() || isWider(segment, widest.get()))) {
                widest = Optional.of(segment);
            }
        }
        return widest;
    }

    private static boolean isWider(Segment one, Segment other) {
        int from = one.from().spot().compareTo(other.from().spot());
        int to = one.to().spot().compareTo(other.to().spot());
        return from < 0 || (from == 0 && (to > 0 || (to == 0 && one.sent() > other.sent())));
    }
}
