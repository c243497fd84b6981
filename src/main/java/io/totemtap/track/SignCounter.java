package io.totemtap.track;

import io.totemtap.capture.Direction;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.decode.Envelope.Tunnel;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.HashMap;
import java.util.Map;

/** Counts what tells on which host, and how, a capture was taken. */
final class SignCounter {

    private final Map<IpAddress, Long> outbound = new HashMap<>();
    private final Map<IpAddress, Long> notFilledIn = new HashMap<>();
    private long toOtherHost;
    private long unicastFrames;
    private long tunnelled;
    private final Map<IpAddress, FrameSample.Builder> multicastTwice = new HashMap<>();
    private long unicastTwice;
    private final FrameSample.Builder fromLoopback = new FrameSample.Builder();

    /** What is asked of every frame; keep it short. */
    void frame(Envelope envelope) {
        if (envelope.toOtherHost()) {
            toOtherHost++;
        }
        if (envelope.isIp() && !MacAddress.isGroup(envelope.destinationMac())) {
            unicastFrames++;
        }
        if (envelope.tunnel() != Tunnel.NONE) {
            tunnelled++;
        }
    }

    /** An IP packet to one station that nothing else is asked about. */
    void bystander() {
        unicastFrames++;
    }

    /** What is asked of packets of hosts that are followed. */
    void packet(Envelope envelope) {
        if (envelope.direction() == Direction.OUTBOUND && envelope.etherType() != 0) {
            outbound.merge(envelope.source(), 1L, Long::sum);
        }
        if (envelope.checksum() == Checksum.NOT_FILLED_IN) {
            notFilledIn.merge(envelope.source(), 1L, Long::sum);
        }
    }

    /** A second copy of a packet of a host that is followed. */
    void copy(Envelope envelope) {
        if (envelope.isToGroup()) {
            multicastTwice
                    .computeIfAbsent(envelope.source(), none -> new FrameSample.Builder())
                    .add(envelope.timeNanos(), FrameId.of(envelope.part(), envelope.frameNumber()));
        } else {
            unicastTwice++;
        }
    }

    private Map<IpAddress, FrameSample> multicastTwice() {
        Map<IpAddress, FrameSample> samples = new HashMap<>();
        multicastTwice.forEach((host, copies) -> samples.put(host, copies.build()));
        return samples;
    }

    /** A totem multicast whose sender is the loopback interface. */
    void fromLoopback(Envelope envelope) {
        fromLoopback.add(envelope.timeNanos(), FrameId.of(envelope.part(), envelope.frameNumber()));
    }

    HostSigns toSigns(DuplicateFilter duplicates) {
        return new HostSigns(
                outbound,
                notFilledIn,
                toOtherHost,
                unicastFrames,
                tunnelled,
                fromLoopback.build(),
                multicastTwice(),
                unicastTwice,
                duplicates.removed(),
                duplicates.comparable());
    }
}
