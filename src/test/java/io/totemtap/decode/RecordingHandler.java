package io.totemtap.decode;

import io.totemtap.decode.SampleFrames.Call;
import io.totemtap.decode.igmp.IgmpMessage;
import io.totemtap.decode.igmp.MldMessage;
import io.totemtap.decode.ip.ArpView;
import io.totemtap.decode.ip.IcmpView;
import io.totemtap.decode.link.BpduView;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Keeps what a decoder calls it with, as values and text that can be compared. */
class RecordingHandler implements PacketHandler {

    /**
     * One call.
     *
     * @param call which method
     * @param content all that was in the arguments but the captured length and the problems
     * @param problems what the envelope carried
     */
    record Recorded(Call call, String content, List<DecodeProblem> problems) {

        boolean has(DecodeProblem.Layer layer, DecodeProblem.Kind kind) {
            return problems.stream().anyMatch(problem -> problem.layer() == layer && problem.kind() == kind);
        }

        boolean has(DecodeProblem.Kind kind) {
            return problems.stream().anyMatch(problem -> problem.kind() == kind);
        }
    }

    private final List<Recorded> calls = new ArrayList<>();

    List<Recorded> calls() {
        return calls;
    }

    /** The only call there was. */
    Recorded only() {
        if (calls.size() != 1) {
            throw new AssertionError(calls.size() + " calls: " + calls);
        }
        return calls.get(0);
    }

    private void keep(Call call, Envelope envelope, String content) {
        calls.add(new Recorded(call, describe(envelope) + " | " + content, List.copyOf(envelope.problems())));
    }

    @Override
    public void onIgmp(Envelope envelope, IgmpMessage message) {
        keep(Call.IGMP, envelope, message.toString());
    }

    @Override
    public void onMld(Envelope envelope, MldMessage message) {
        keep(Call.MLD, envelope, message.toString());
    }

    @Override
    public void onDatagram(Envelope envelope, ByteRange payload) {
        keep(Call.DATAGRAM, envelope, HexFormat.of().formatHex(payload.copy(0, payload.length())));
    }

    @Override
    public void onArp(Envelope envelope, ArpView arp) {
        keep(
                Call.ARP,
                envelope,
                arp.operation() + " " + arp.sender() + " " + arp.senderMac() + " " + arp.target() + " "
                        + arp.targetMac());
    }

    @Override
    public void onReverseArp(Envelope envelope, ArpView arp) {
        keep(Call.REVERSE_ARP, envelope, arp.operation() + " " + arp.senderMac() + " " + arp.targetMac());
    }

    @Override
    public void onIcmp(Envelope envelope, IcmpView icmp) {
        keep(
                Call.ICMP,
                envelope,
                icmp.type() + "/" + icmp.code() + " " + icmp.echoIdentifier() + " " + icmp.echoSequence() + " "
                        + icmp.nextLinkMtu() + " " + icmp.quotedSource() + ":" + icmp.quotedSourcePort() + " "
                        + icmp.quotedDestination() + ":" + icmp.quotedDestinationPort() + " " + icmp.quotedProtocol());
    }

    @Override
    public void onBpdu(Envelope envelope, BpduView bpdu) {
        keep(
                Call.BPDU,
                envelope,
                bpdu.type() + " " + bpdu.topologyChange() + " " + bpdu.rootId() + " " + bpdu.rootPathCost() + " "
                        + bpdu.bridgeId() + " " + bpdu.portId() + " " + bpdu.role() + " " + bpdu.learning()
                        + bpdu.forwarding() + bpdu.topologyChangeAcknowledgment());
    }

    @Override
    public void onOther(Envelope envelope) {
        keep(Call.OTHER, envelope, "");
    }

    /** All fields of an envelope but those that say how much was captured, and the problems. */
    static String describe(Envelope envelope) {
        return String.join(
                " ",
                "#" + envelope.frameNumber(),
                String.valueOf(envelope.direction()),
                String.valueOf(envelope.hostInterface()),
                Long.toHexString(envelope.sourceMac()),
                Long.toHexString(envelope.destinationMac()),
                "vlan=" + envelope.vlan(),
                Integer.toHexString(envelope.etherType()),
                String.valueOf(envelope.toOtherHost()),
                envelope.tunnel() + "/" + envelope.tunnelId() + "/" + envelope.tunnelSource(),
                envelope.isIp() ? envelope.sourceEndpoint() + ">" + envelope.destinationEndpoint() : "no IP",
                "protocol=" + envelope.protocol(),
                "ttl=" + envelope.timeToLive(),
                "tos=" + envelope.typeOfService(),
                "id=" + envelope.identification(),
                envelope.dontFragment() + "/" + envelope.routerAlert(),
                "length=" + envelope.ipLength() + "/" + envelope.payloadLength(),
                "fragments=" + envelope.fragments(),
                String.valueOf(envelope.checksum()));
    }
}
