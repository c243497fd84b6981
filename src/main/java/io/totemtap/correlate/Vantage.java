package io.totemtap.correlate;

import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameId;
import io.totemtap.track.Observation;
import java.util.Optional;

/**
 * One capture in the picture: what was observed, and where that was.
 *
 * @param name its name in reports, unique
 * @param file the file it came from, as given
 * @param declared what the case says about it
 * @param statistics what the capture knows about itself
 * @param observation what was seen
 * @param role what kind of place it is
 * @param host the host it was taken on, or for a switch port the host it faces; empty if that is not known
 * @param hostBecause how that is known, or why it is not
 * @param promiscuous whether it sees frames for other hosts; empty if that is not known
 * @param promiscuousBecause how that is known, or why it is not
 */
public record Vantage(
        String name,
        String file,
        VantagePoint declared,
        CaptureStatistics statistics,
        Observation observation,
        Role role,
        Optional<IpAddress> host,
        String hostBecause,
        Optional<Boolean> promiscuous,
        String promiscuousBecause) {

    /** A capture of which nothing has been concluded yet. */
    public static Vantage of(
            String name, String file, VantagePoint declared, CaptureStatistics statistics, Observation observation) {
        return new Vantage(
                name,
                file,
                declared,
                statistics,
                observation,
                declared.role(),
                Optional.empty(),
                "",
                declared.promiscuous(),
                declared.promiscuous().isPresent() ? "the case says so" : "");
    }

    /** The same with a conclusion about the host. */
    public Vantage at(Role where, IpAddress address, String because) {
        return new Vantage(
                name,
                file,
                declared,
                statistics,
                observation,
                where,
                Optional.of(address),
                because,
                promiscuous,
                promiscuousBecause);
    }

    /** The same with a reason why the host is not known. */
    public Vantage nowhere(String because) {
        return new Vantage(
                name, file, declared, statistics, observation, role, host, because, promiscuous, promiscuousBecause);
    }

    /** The same with a conclusion about promiscuity. */
    public Vantage promiscuous(boolean is, String because) {
        return new Vantage(
                name, file, declared, statistics, observation, role, host, hostBecause, Optional.of(is), because);
    }

    /** Whether it was taken on a host itself. */
    public boolean isOn(IpAddress address) {
        return role == Role.NODE && host.isPresent() && host.get().equals(address);
    }

    /** Whether it shows what passes the switch port of a host. */
    public boolean faces(IpAddress address) {
        return role == Role.SWITCH_PORT && host.isPresent() && host.get().equals(address);
    }

    /** From its first frame to its last, in nanoseconds. */
    public long lengthNanos() {
        return observation.lastNanos() - observation.firstNanos();
    }

    /** Whether frames are known to be missing from it through no fault of the network. */
    public boolean isLossy() {
        return droppedByCapture() > 0;
    }

    /** Frames the capture knows it dropped, 0 where it does not know. */
    public long droppedByCapture() {
        return statistics.interfaces().stream()
                .filter(one -> observation.interfaces().contains(one.id()))
                .mapToLong(one -> one.droppedByKernel().orElse(0)
                        + one.droppedByInterface().orElse(0))
                .sum();
    }

    /** The capture's name as evidence gives it for a frame: with the file where the capture is a rotated set. */
    public String nameFor(long frame) {
        return statistics.parts().size() < 2
                ? name
                : name + "/" + statistics.parts().get(FrameId.part(frame)).name();
    }
}
