package io.totemtap.report;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.TimeHistogram;
import io.totemtap.track.flow.Flow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Messages sent and lost over time, in equal slots that begin with the first packet of all captures: at most {@link #MOST_SLOTS} of
 * them, so that a week takes as little room as a minute.
 */
final class RatesJson {

    static final int MOST_SLOTS = 120;

    private static final int MOST_SENDERS = 64;
    private static final int MOST_DIRECTIONS = 256;
    private static final long FIRST_WIDTH = 250 * EpochNanos.MILLISECOND;

    private final Correlation picture;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long width = FIRST_WIDTH;
    private int slots;

    private RatesJson(Correlation picture) {
        this.picture = picture;
        for (int i = 0; i < picture.captures().size(); i++) {
            long begin = picture.captures().get(i).observation().firstNanos();
            long end = picture.captures().get(i).observation().lastNanos();
            if (begin != EpochNanos.NEVER && end != EpochNanos.NEVER) {
                first = Math.min(first, picture.clocks().toReference(i, begin));
                last = Math.max(last, picture.clocks().toReference(i, end));
            }
        }
        if (first <= last && last - first >= 0) {
            while ((last - first) / width >= MOST_SLOTS) {
                width *= 2;
            }
            slots = (int) ((last - first) / width) + 1;
        }
    }

    /** Writes the members of the object. */
    static void write(JsonOut json, Correlation picture) {
        RatesJson rates = new RatesJson(picture);
        json.time("first", rates.slots == 0 ? EpochNanos.NEVER : rates.first);
        json.number("widthMillis", rates.width / EpochNanos.MILLISECOND);
        json.number("slots", rates.slots);
        List<Sender> senders = rates.senders();
        List<Delivery> directions = rates.directions();
        json.objects("senders", senders.subList(0, Math.min(MOST_SENDERS, senders.size())), sender -> {
            json.text("group", sender.group().toString());
            json.text("from", sender.host().toString());
            json.text("capture", picture.captures().get(sender.capture()).name());
            json.row("sent", rates.binned(sender.flow().overTime(), rates.offset(sender.capture())));
        });
        json.objects("directions", directions.subList(0, Math.min(MOST_DIRECTIONS, directions.size())), path -> {
            Segment whole = path.endToEnd().orElseThrow();
            json.text("group", path.group().toString());
            json.text("from", path.from().toString());
            json.text("to", path.to().toString());
            json.row("received", rates.binned(whole.passedOverTime(), 0));
            json.row("lost", rates.binned(whole.lostOverTime(), 0));
        });
        json.number("omittedSenders", Math.max(0, senders.size() - MOST_SENDERS));
        json.number("omittedDirections", Math.max(0, directions.size() - MOST_DIRECTIONS));
    }

    private record Sender(Endpoint group, IpAddress host, int capture, Flow flow) {}

    /** Each sender's multicasts to each group as the capture that saw most of them has them; those that sent most first. */
    private List<Sender> senders() {
        Map<String, Sender> best = new TreeMap<>();
        for (Endpoint group : picture.groups()) {
            for (int i = 0; i < picture.captures().size(); i++) {
                for (Flow flow : picture.captures().get(i).observation().flows()) {
                    if (GroupSummaries.isOf(flow, group) && flow.isTotem()) {
                        Sender sender = new Sender(group, flow.key().source(), i, flow);
                        best.merge(
                                group + " " + flow.key().source(),
                                sender,
                                (one, other) ->
                                        other.flow().frames() > one.flow().frames() ? other : one);
                    }
                }
            }
        }
        List<Sender> all = new ArrayList<>(best.values());
        all.sort(Comparator.comparingLong(sender -> -sender.flow().frames()));
        return all;
    }

    /** Directions that were compared from end to end; those that lost most first. */
    private List<Delivery> directions() {
        return picture.paths().stream()
                .filter(path -> path.endToEnd().isPresent())
                .sorted(Comparator.comparingLong(
                        path -> -path.endToEnd().orElseThrow().lost()))
                .toList();
    }

    /** How far the reference clock is ahead of a capture's own. */
    private long offset(int capture) {
        return slots == 0 ? 0 : picture.clocks().toReference(capture, first) - first;
    }

    /** What a histogram counted, slot by slot. A slot of the histogram that lies across two counts where its middle is. */
    private long[] binned(TimeHistogram histogram, long offset) {
        long[] bins = new long[slots];
        histogram.forEach((nanos, count) -> {
            long at = nanos + histogram.widthNanos() / 2 + offset - first;
            if (slots > 0) {
                bins[(int) Math.max(0, Math.min(slots - 1, Math.floorDiv(at, width)))] += count;
            }
        });
        return bins;
    }
}
