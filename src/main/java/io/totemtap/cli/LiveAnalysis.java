package io.totemtap.cli;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.live.LiveListener;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Verdict.Status;
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.report.StateWords;
import io.totemtap.track.CaptureTracker;
import io.totemtap.track.Observation;
import io.totemtap.track.PacketObserver;
import io.totemtap.track.PacketSetup;
import io.totemtap.track.StateChange;
import io.totemtap.track.StateLog;
import io.totemtap.track.TotemScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Follows a live capture: tracks its packets, and every two seconds draws the same conclusion that {@code analyze} would draw from
 * what was captured so far. Where that takes long it is done less often, so that nine tenths of the time are left for packets.
 */
final class LiveAnalysis implements FrameSink, LiveListener {

    private static final long PAUSE_NANOS = 2 * EpochNanos.SECOND;
    private static final int SHARE = 10;
    private static final long NOTHING_TO_KEEP = Long.MAX_VALUE;

    private final VantagePoint point;
    private final Conclusion conclusion;
    private final LiveDisplay display;
    private final HostWatch host;
    private final Optional<PacketRecorder> recorder;
    private final Optional<LiveCase> kept;
    private final CaptureTracker tracker;
    private final Consumer<Set<Integer>> onPort;
    private final Set<Integer> ports = new TreeSet<>();
    private final long began = System.nanoTime();
    private long nextVerdict = began + PAUSE_NANOS;
    private long framesBefore;
    private long changedNanos = NOTHING_TO_KEEP;
    private String verdict = "";
    private Optional<Diagnosis> latest = Optional.empty();

    LiveAnalysis(
            VantagePoint point,
            int interfaces,
            Conclusion conclusion,
            LiveDisplay display,
            HostWatch host,
            Optional<PacketRecorder> recorder,
            Optional<LiveCase> kept,
            PacketObserver observer,
            StateLog.Listener events,
            Consumer<Set<Integer>> onPort) {
        this.point = point;
        this.onPort = onPort;
        this.conclusion = conclusion;
        this.display = display;
        this.host = host;
        this.recorder = recorder;
        this.kept = kept;
        PacketSetup setup = new PacketSetup(
                new TotemDecoder(conclusion.keyring()),
                new TotemScope(),
                observer,
                interfaces > 1,
                Analysis.SIGHTINGS_IN_MEMORY);
        tracker = new CaptureTracker(setup, change -> {
            events.changed(change);
            display.event(change.timeNanos(), name(change), StateWords.text(change));
        });
    }

    private String name(StateChange change) {
        IpAddress address = change.host();
        return conclusion.facts().names().getOrDefault(address, address.toString());
    }

    @Override
    public void openInterface(CaptureInterface description) {
        tracker.openInterface(description);
        recorder.ifPresent(one -> one.openInterface(description));
    }

    @Override
    public void frame(Frame frame) {
        tracker.frame(frame);
        recorder.ifPresent(one -> one.frame(frame));
    }

    @Override
    public void said(String message) {
        display.message(now(), message);
    }

    @Override
    public void ticked(long timeNanos, CaptureStatistics soFar) {
        // frames of the last second may still wait in the kernel
        tracker.advanceTo(timeNanos - EpochNanos.SECOND);
        recorder.ifPresent(one -> {
            one.flush(soFar);
            one.failure().ifPresent(failure -> display.message(timeNanos, failure));
        });
        long start = System.nanoTime();
        if (latest.isEmpty() || start - nextVerdict >= 0) {
            Diagnosis diagnosis = conclude(tracker.observe(), soFar);
            latest = Optional.of(diagnosis);
            followPorts(diagnosis);
            nextVerdict = System.nanoTime() + Math.max(PAUSE_NANOS, SHARE * (System.nanoTime() - start));
            changed(timeNanos, diagnosis);
        }
        host.keep(changedNanos).ifPresent(transcript -> {
            changedNanos = NOTHING_TO_KEEP;
            kept.flatMap(one -> one.change(transcript)).ifPresent(failure -> display.message(timeNanos, failure));
        });
        long rate = soFar.frames() - framesBefore;
        framesBefore = soFar.frames();
        latest.ifPresent(diagnosis ->
                display.show(new LiveMoment(timeNanos, System.nanoTime() - began, soFar, rate, diagnosis)));
    }

    /** A cluster on another port than the usual one: its unicast is wanted too. */
    private void followPorts(Diagnosis diagnosis) {
        boolean isNew = false;
        for (Endpoint group : diagnosis.facts().picture().groups()) {
            isNew |= ports.add(group.port());
        }
        if (isNew) {
            onPort.accept(Set.copyOf(ports));
        }
    }

    private void changed(long timeNanos, Diagnosis diagnosis) {
        String now = LineDisplay.sentence(diagnosis.verdict());
        if (now.equals(verdict)) {
            return;
        }
        boolean isFirst = verdict.isEmpty();
        verdict = now;
        display.verdict(timeNanos, diagnosis);
        host.verdictChanged(diagnosis.verdict().status() == Status.FAULT);
        changedNanos = isFirst ? NOTHING_TO_KEEP : timeNanos;
    }

    private Diagnosis conclude(List<Observation> observations, CaptureStatistics statistics) {
        conclusion.facts().states(point.host(), host.states());
        List<Vantage> captures = new ArrayList<>();
        for (Observation one : observations) {
            captures.add(Vantage.of(Analysis.name(point, observations, one), "live", point, statistics, one));
        }
        return conclusion.of(captures);
    }

    /** Ends the tracking and concludes. */
    Diagnosis end(CaptureStatistics statistics) {
        List<Observation> observations = tracker.close();
        Diagnosis diagnosis = conclude(observations, statistics);
        observations.forEach(one -> one.sightings().close());
        recorder.ifPresent(one -> one.close(statistics, LineDisplay.sentence(diagnosis.verdict())));
        return diagnosis;
    }

    private static long now() {
        return System.currentTimeMillis() * EpochNanos.MILLISECOND;
    }
}
