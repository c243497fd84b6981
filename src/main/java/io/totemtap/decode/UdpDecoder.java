package io.totemtap.decode;

import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.decode.ip.FragmentAssembler;
import io.totemtap.decode.ip.FragmentKey;
import io.totemtap.decode.ip.FragmentStatistics;
import io.totemtap.decode.ip.IpView;
import io.totemtap.decode.ip.UdpView;
import io.totemtap.decode.tunnel.VxlanView;
import io.totemtap.net.IpAddress;

/**
 * Makes complete UDP datagrams of IP packets, reassembling where it must. Datagrams that nobody wants are told apart by
 * their ports before anything is computed or copied.
 */
final class UdpDecoder {

    private static final int FRAGMENT_FIELD_AT = 6;

    private final Envelope envelope;
    private final ProblemLog problems;
    private final UdpFilter filter;
    private final UdpView udp;
    private final FragmentAssembler fragments = new FragmentAssembler();

    UdpDecoder(Envelope envelope, ProblemLog problems, UdpFilter filter) {
        this.envelope = envelope;
        this.problems = problems;
        this.filter = filter;
        udp = new UdpView(problems);
    }

    /**
     * Reads a datagram, or a fragment of one, and fills the envelope as far as the header goes.
     *
     * @param mayBeVxlan whether datagrams to the ports of VXLAN are wanted whoever they go to
     * @return whether {@link #datagram()} is now complete
     */
    boolean read(IpView ip, boolean mayBeVxlan) {
        boolean complete = ip.isFragment()
                ? reassemble(ip, mayBeVxlan)
                : udp.wrap(ip.bytes(), ip.payloadOffset(), ip.payloadCaptured(), ip.payloadLength());
        if (complete) {
            fillPorts();
        }
        return complete;
    }

    private void fillPorts() {
        envelope.udp(udp.sourcePort(), udp.destinationPort(), udp.payloadLength(), Checksum.UNKNOWN);
    }

    private boolean reassemble(IpView ip, boolean mayBeVxlan) {
        FragmentKey key = new FragmentKey(
                envelope.interfaceId(),
                envelope.vlan(),
                envelope.source(),
                envelope.destination(),
                ip.fragmentIdentification());
        if (ip.payloadCaptured() < ip.payloadLength()) {
            problems.claimNotThere(
                    Layer.IP,
                    0,
                    ip.payloadLength(),
                    ip.payloadCaptured(),
                    ip.payloadLength(),
                    LengthFrom.IP_TOTAL_LENGTH);
        }
        if (ip.fragmentOffset() == 0 && isUnwantedStart(ip, mayBeVxlan)) {
            fragments.settle(key, envelope.timeNanos());
            return false;
        }
        return switch (fragments.add(key, envelope.timeNanos(), ip)) {
            case WAITING -> false;
            case COMPLETE -> {
                envelope.reassembled(fragments.fragments());
                yield udp.wrap(fragments.bytes(), 0, fragments.captured(), fragments.length());
            }
            case REFUSED -> {
                problems.badValue(Layer.IP, FRAGMENT_FIELD_AT);
                yield false;
            }
            case GIVEN_UP -> {
                problems.note(Layer.IP, Kind.INCOMPLETE_FRAGMENTS, FRAGMENT_FIELD_AT, 0, 0, LengthFrom.FIXED_SIZE);
                yield false;
            }
        };
    }

    /** Whether a first fragment shows ports that nobody wants; fills them into the envelope. */
    private boolean isUnwantedStart(IpView ip, boolean mayBeVxlan) {
        if (ip.payloadCaptured() < UdpView.LENGTH) {
            return false;
        }
        udp.wrapStart(ip.bytes(), ip.payloadOffset(), ip.payloadCaptured());
        fillPorts();
        return !isWanted(mayBeVxlan);
    }

    /** Whether the datagram goes to a group, may be VXLAN, or is wanted by the filter. */
    boolean isWanted(boolean mayBeVxlan) {
        return IpAddress.isMulticast(envelope.destinationHigh(), envelope.destinationLow())
                || (mayBeVxlan && VxlanView.isPort(udp.destinationPort()))
                || filter.wanted(
                        udp.sourcePort(),
                        udp.destinationPort(),
                        udp.bytes(),
                        udp.payloadOffset(),
                        udp.payloadCaptured());
    }

    /** Verifies the checksum, notes what is missing of the payload, and points {@code payload} at what is there. */
    void finish(IpView ip, ByteRange payload) {
        ip.checkHeader();
        udp.checkPayload();
        envelope.checksum(udp.verify(ip));
        payload.wrap(udp.bytes(), udp.payloadOffset(), udp.payloadCaptured());
    }

    /** The datagram read last. */
    UdpView datagram() {
        return udp;
    }

    /** Gives up datagrams that have waited too long for their fragments. */
    void advanceTo(long nanos) {
        fragments.advanceTo(nanos);
    }

    FragmentStatistics fragments() {
        return fragments.statistics();
    }
}
