package io.totemtap.decode;

import io.totemtap.decode.igmp.IgmpMessage;
import io.totemtap.decode.igmp.MldMessage;
import io.totemtap.decode.ip.ArpView;
import io.totemtap.decode.ip.IcmpView;
import io.totemtap.decode.link.BpduView;

/** Only counts. */
class SilentHandler implements PacketHandler {

    private long calls;

    long calls() {
        return calls;
    }

    @Override
    public void onIgmp(Envelope envelope, IgmpMessage message) {
        calls++;
    }

    @Override
    public void onMld(Envelope envelope, MldMessage message) {
        calls++;
    }

    @Override
    public void onDatagram(Envelope envelope, ByteRange payload) {
        calls++;
    }

    @Override
    public void onArp(Envelope envelope, ArpView arp) {
        calls++;
    }

    @Override
    public void onReverseArp(Envelope envelope, ArpView arp) {
        calls++;
    }

    @Override
    public void onIcmp(Envelope envelope, IcmpView icmp) {
        calls++;
    }

    @Override
    public void onBpdu(Envelope envelope, BpduView bpdu) {
        calls++;
    }

    @Override
    public void onOther(Envelope envelope) {
        calls++;
    }
}
