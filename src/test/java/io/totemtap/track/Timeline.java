package io.totemtap.track;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.decode.totem.TotemKeyring;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Frames at packet times, in seconds since an arbitrary start, and what the real trackers make of them. */
public final class Timeline {

    /** Second 0. */
    public static final long START = 1_308_190_977L * EpochNanos.SECOND;

    private final VantagePointTracker tracker;
    private final LinkType linkType;
    private final List<StateChange> heard = new ArrayList<>();
    private long now = START;
    private long frames;
    private UnaryOperator<byte[]> change = UnaryOperator.identity();

    /** An Ethernet capture. */
    public Timeline() {
        this(LinkType.ETHERNET);
    }

    /** A capture of some link type. */
    public Timeline(LinkType linkType) {
        this(new CaptureInterface(0, linkType, 1, 0, "eth0", "", "", MacAddress.NONE, List.of()));
    }

    /** A capture of some interface. */
    public Timeline(CaptureInterface captured) {
        linkType = captured.linkType();
        PacketSetup setup = new PacketSetup(
                new TotemDecoder(TotemKeyring.EMPTY), new TotemScope(), PacketObserver.NONE, true, 1 << 15);
        tracker = new VantagePointTracker(captured, setup, heard::add);
    }

    /** The time stamp of a moment. */
    public static long nanos(double seconds) {
        return START + Math.round(seconds * EpochNanos.SECOND);
    }

    /** The moment of a time stamp. */
    public static double seconds(long nanos) {
        return (nanos - START) / (double) EpochNanos.SECOND;
    }

    /** Changes every frame that follows before it is captured. */
    public Timeline through(UnaryOperator<byte[]> change) {
        this.change = change;
        return this;
    }

    /** Sets the time of the frames that follow. */
    public Timeline at(double seconds) {
        now = nanos(seconds);
        return this;
    }

    /** Sets the time of the frames that follow by the clock of the capture. */
    public Timeline atNanos(long nanos) {
        now = nanos;
        return this;
    }

    /** A frame that was captured whole. */
    public Timeline frame(byte[] bytes) {
        byte[] changed = change.apply(bytes);
        return frame(changed, changed.length, Direction.UNKNOWN);
    }

    /** A frame the capture marks as sent by its own host. */
    public Timeline sent(byte[] bytes) {
        return frame(bytes, bytes.length, Direction.OUTBOUND);
    }

    /** A frame of which only the first bytes were captured. */
    public Timeline frame(byte[] bytes, int captured, Direction direction) {
        frames++;
        tracker.frame(new Frame()
                .bytes(bytes, 0, captured, bytes.length)
                .at(now, 0, frames)
                .on(0, linkType, direction));
        return this;
    }

    /** Lets time pass without a frame. */
    public Timeline silentUntil(double seconds) {
        tracker.advanceTo(nanos(seconds));
        return this;
    }

    /** How many frames there were; the number of the last one. */
    public long frames() {
        return frames;
    }

    /** Ends the capture. */
    public Observation end() {
        return tracker.close();
    }

    /** What the listener was told so far. */
    public List<StateChange> heard() {
        return List.copyOf(heard);
    }

    /** The changes of some kinds, as "seconds host KIND subject", in order. */
    public static List<String> changes(Observation observation, StateChange.Kind... kinds) {
        List<StateChange.Kind> wanted = List.of(kinds);
        return observation.changes().stream()
                .filter(change -> wanted.contains(change.kind()))
                .map(Timeline::line)
                .toList();
    }

    private static String line(StateChange change) {
        String time = Double.toString(Math.round(seconds(change.timeNanos()) * 1000) / 1000.0);
        return (time + " " + change.host() + " " + change.kind() + " " + change.subject()).trim();
    }
}
