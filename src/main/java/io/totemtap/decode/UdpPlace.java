package io.totemtap.decode;

import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.ip.UdpView;
import io.totemtap.decode.link.EtherType;

/**
 * Where the UDP payload of a plain frame is: Ethernet or Linux cooked, at most two VLAN tags, IPv4 without fragments. A
 * quick look for work that can be done before a {@link PacketDecoder} reads the frame, and nothing that anything is
 * concluded from: it may miss what the decoder finds and may be wrong about damaged frames.
 */
public final class UdpPlace {

    private static final int ETHERNET = 14;
    private static final int COOKED = 16;
    private static final int COOKED_2 = 20;
    private static final int TAG = 4;
    private static final int VLAN = 0x8100;
    private static final int PROVIDER_VLAN = 0x88a8;
    private static final int SHORTEST_IP = 20;
    private static final int FRAGMENT_BITS = 0x3fff;

    private int destinationPort;
    private int offset;
    private int captured;
    private int claimed;

    /** Creates one for any number of frames. */
    public UdpPlace() {}

    /** Looks at a frame; false if it is not as plain as that. */
    public boolean find(Frame frame) {
        byte[] bytes = frame.bytes();
        int end = frame.offset() + frame.capturedLength();
        int ip = ipv4(frame.linkType(), bytes, frame.offset(), end);
        if (ip < 0 || end - ip < SHORTEST_IP + UdpView.LENGTH) {
            return false;
        }
        int headerLength = (bytes[ip] & 0xf) * 4;
        int udp = ip + headerLength;
        boolean isUdp = bytes[ip] >>> 4 == 4
                && headerLength >= SHORTEST_IP
                && bytes[ip + 9] == UdpView.PROTOCOL
                && (u16(bytes, ip + 6) & FRAGMENT_BITS) == 0
                && end - udp >= UdpView.LENGTH;
        if (!isUdp) {
            return false;
        }
        destinationPort = u16(bytes, udp + 2);
        claimed = u16(bytes, udp + 4) - UdpView.LENGTH;
        offset = udp + UdpView.LENGTH;
        captured = Math.min(end - offset, claimed);
        return captured > 0;
    }

    /** Where the IPv4 header starts, -1 if there is none in its usual place. */
    private static int ipv4(LinkType link, byte[] bytes, int start, int end) {
        int header = link == LinkType.ETHERNET
                ? ETHERNET
                : link == LinkType.LINUX_SLL ? COOKED : link == LinkType.LINUX_SLL2 ? COOKED_2 : 0;
        if (header == 0 || end - start < header) {
            return -1;
        }
        int at = start + header;
        int type = u16(bytes, link == LinkType.LINUX_SLL2 ? start : at - 2);
        for (int tags = 0; tags < 2 && (type == VLAN || type == PROVIDER_VLAN) && end - at >= TAG; tags++) {
            type = u16(bytes, at + 2);
            at += TAG;
        }
        return type == EtherType.IPV4 ? at : -1;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    /** The destination port, 0 to 65535. */
    public int destinationPort() {
        return destinationPort;
    }

    /** Where in the frame's array the payload starts. */
    public int offset() {
        return offset;
    }

    /** Bytes of the payload that are there, at least one. */
    public int captured() {
        return captured;
    }

    /** Bytes of the payload as the UDP header claims them. */
    public int claimed() {
        return claimed;
    }
}
