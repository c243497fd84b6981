package io.totemtap.report;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.RotationHistory;
import io.totemtap.track.totem.RotationHistory.Slot;
import java.util.List;
import java.util.function.ToLongFunction;

/** How long a token took round a ring, as a member of the ring in the JSON report: null where no rotation was measured. */
final class RotationJson {

    private RotationJson() {}

    static void write(JsonOut json, Correlation picture, Placed<Ring> placed) {
        Ring.Rotation rotation = placed.value().rotation();
        if (rotation.count() == 0) {
            json.unknown("rotation");
            return;
        }
        RotationHistory history = placed.value().rotationHistory();
        json.object("rotation", () -> {
            json.number("count", rotation.count());
            json.number("lowestMicros", micros(rotation.lowest()));
            json.number("medianMicros", micros(rotation.median()));
            json.number("highMicros", micros(rotation.high()));
            json.number("highestMicros", micros(rotation.highest()));
            json.text("capture", picture.captures().get(placed.capture()).name());
            json.object("distribution", () -> {
                json.row("fromMicros", longs(history.spans(), span -> micros(span.fromNanos())));
                json.row("toMicros", longs(history.spans(), span -> micros(span.toNanos())));
                json.row("count", longs(history.spans(), RotationHistory.Span::count));
            });
            json.object("overTime", () -> {
                json.time("first", picture.clocks().toReference(placed.capture(), history.firstNanos()));
                json.number("widthMillis", history.widthNanos() / 1_000_000);
                json.row("count", longs(history.slots(), Slot::count));
                json.row("meanMicros", longs(history.slots(), slot -> micros(slot.meanNanos())));
                json.row("highestMicros", longs(history.slots(), slot -> micros(slot.highestNanos())));
            });
        });
    }

    private static long micros(long nanos) {
        return (nanos + 500) / 1000;
    }

    private static <T> long[] longs(List<T> items, ToLongFunction<T> value) {
        return items.stream().mapToLong(value).toArray();
    }
}
