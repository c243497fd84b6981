package io.totemtap.report.redact;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.report.FrameRewriter;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Frames with pseudonyms in their headers. Ethernet, cooked, ARP, IPv4, IPv6, IGMP and MLD headers are rewritten and their checksums put
 * right; of UDP, TCP and ICMP the first bytes that carry ports and types stay. Every payload is cut off, as totem, too, has addresses and
 * names inside: a frame then is shorter than on the wire, as with a small snap length.
 */
final class RedactedFrames implements FrameRewriter {

    private static final int IPV4 = 0x0800;
    private static final int ARP = 0x0806;
    private static final int REVERSE_ARP = 0x8035;
    private static final int IPV6 = 0x86dd;
    private static final int NO_OPERATION = 1;

    private final AddressPseudonyms addresses;
    private final UnaryOperator<String> text;

    RedactedFrames(AddressPseudonyms addresses, UnaryOperator<String> text) {
        this.addresses = addresses;
        this.text = text;
    }

    @Override
    public String text(String original) {
        return text.apply(original);
    }

    @Override
    public IpAddress address(IpAddress address) {
        return addresses.of(address);
    }

    @Override
    public CaptureInterface describe(CaptureInterface one) {
        return new CaptureInterface(
                one.id(),
                one.linkType(),
                one.linkTypeNumber(),
                one.snapLength(),
                text.apply(one.name()),
                text.apply(one.description()),
                "",
                addresses.of(one.mac()),
                one.addresses().stream().map(addresses::of).toList());
    }

    @Override
    public Frame rewrite(Frame frame) {
        byte[] copy = Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.offset() + frame.capturedLength());
        FrameBytes bytes = new FrameBytes(copy, addresses);
        switch (frame.linkType()) {
            case ETHERNET -> ethernet(bytes);
            case LINUX_SLL -> cooked(bytes, 16, 4, 6, 14);
            case LINUX_SLL2 -> cooked(bytes, 20, 10, 12, 0);
            case RAW_IP, RAW_IPV4, RAW_IPV6 -> byVersion(bytes, 0);
            case BSD_LOOPBACK, OPENBSD_LOOPBACK -> byVersion(bytes, 4);
            case UNSUPPORTED -> {
                // nothing of it is understood, nothing of it is kept
            }
        }
        return new Frame()
                .bytes(copy, 0, bytes.kept(), frame.originalLength())
                .at(frame.timeNanos(), frame.part(), frame.number())
                .on(frame.interfaceId(), frame.linkType(), frame.direction());
    }

    private void ethernet(FrameBytes bytes) {
        if (!bytes.has(0, 14)) {
            return;
        }
        bytes.mac(0);
        bytes.mac(6);
        int at = 12;
        while (bytes.has(at, 6) && isTag(bytes.u16(at))) {
            at += 4;
        }
        bytes.keep(at + 2);
        boolean group = (bytes.u8(0) & 1) != 0 && bytes.u16(0) != 0xffff && bytes.u16(0) != 0x0180;
        network(bytes, bytes.u16(at), at + 2, group ? 0 : -1);
    }

    private static boolean isTag(int type) {
        return type == 0x8100 || type == 0x88a8 || type == 0x9100;
    }

    /**
     * Cooked capture.
     *
     * @param lengthAt where the length of the link-layer address stands; its last byte counts
     */
    private void cooked(FrameBytes bytes, int header, int lengthAt, int addressAt, int typeAt) {
        if (!bytes.has(0, header)) {
            return;
        }
        int length = header == 16 ? bytes.u16(lengthAt) : bytes.u8(lengthAt + 1);
        if (length == 6) {
            bytes.mac(addressAt);
            bytes.zero(addressAt + 6, 2);
        } else {
            bytes.zero(addressAt, 8);
        }
        bytes.keep(header);
        network(bytes, bytes.u16(typeAt), header, -1);
    }

    private void byVersion(FrameBytes bytes, int at) {
        if (bytes.has(at, 1)) {
            bytes.keep(at);
            network(bytes, bytes.u8(at) >> 4 == 6 ? IPV6 : IPV4, at, -1);
        }
    }

    /**
     * The network layer.
     *
     * @param groupMac where an Ethernet group address stands that is made of an IP group, -1 if there is none
     */
    private void network(FrameBytes bytes, int type, int at, int groupMac) {
        if (type == IPV4) {
            ipv4(bytes, at, groupMac);
        } else if (type == IPV6) {
            ipv6(bytes, at, groupMac);
        } else if ((type == ARP || type == REVERSE_ARP)
                && bytes.has(at, 28)
                && bytes.u16(at + 2) == IPV4
                && bytes.u16(at + 4) == 0x0604) {
            bytes.mac(at + 8);
            bytes.ipv4(at + 14);
            bytes.mac(at + 18);
            bytes.ipv4(at + 24);
            bytes.keep(at + 28);
        }
    }

    private void ipv4(FrameBytes bytes, int at, int groupMac) {
        if (!bytes.has(at, 20) || bytes.u8(at) >> 4 != 4) {
            return;
        }
        int header = Math.max(20, (bytes.u8(at) & 15) * 4);
        if (!bytes.has(at, header)) {
            return;
        }
        int end = Math.min(bytes.length(), at + Math.max(header, bytes.u16(at + 2)));
        boolean intact = bytes.isIntact(at, header, 0);
        bytes.ipv4(at + 12);
        Ipv4Address destination = bytes.ipv4(at + 16);
        if (groupMac >= 0 && destination.isMulticast()) {
            bytes.groupMac(groupMac, destination);
        }
        options(bytes, at + 20, at + header);
        bytes.checksum(at + 10, at, header, 0, intact);
        bytes.keep(at + header);
        if ((bytes.u16(at + 6) & 0x1fff) == 0) {
            int body = at + header;
            switch (bytes.u8(at + 9)) {
                case 1 -> icmp(bytes, body, end);
                case 2 -> MembershipFrames.igmp(bytes, body, end);
                case 6 -> first(bytes, body, end, 20, 16);
                case 17 -> first(bytes, body, end, 8, 6);
                default -> {
                    // what is inside is not kept
                }
            }
        }
    }

    /** Options may record routes; only Router Alert (RFC 2113) tells nothing. */
    private static void options(FrameBytes bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes.u8(at) == 0x94 && at + 4 <= to && bytes.u8(at + 1) == 4) {
                at += 4;
            } else {
                bytes.u8(at++, NO_OPERATION);
            }
        }
    }

    /** Keeps a header and takes its checksum away: what it was made of is cut off. */
    private static void first(FrameBytes bytes, int at, int end, int header, int checksum) {
        if (at + header <= end) {
            bytes.u16(at + checksum, 0);
            bytes.keep(at + header);
        }
    }

    private static void icmp(FrameBytes bytes, int at, int end) {
        if (at + 8 <= end) {
            boolean echo = bytes.u8(at) == 0 || bytes.u8(at) == 8;
            bytes.u16(at + 2, 0);
            bytes.zero(at + 4, echo ? 0 : 4);
            bytes.keep(at + 8);
        }
    }

    private void ipv6(FrameBytes bytes, int at, int groupMac) {
        if (!bytes.has(at, 40) || bytes.u8(at) >> 4 != 6) {
            return;
        }
        int end = Math.min(bytes.length(), at + 40 + bytes.u16(at + 4));
        int next = bytes.u8(at + 6);
        int body = at + 40;
        int options = next == 0 && bytes.has(body, 8) ? (bytes.u8(body + 1) + 1) * 8 : 0;
        int inner = options > 0 && bytes.has(body, options) ? bytes.u8(body) : next;
        int count = Math.max(0, end - body - options);
        long before = bytes.sum(at + 8, 32) + count + inner;
        boolean intact = inner == 58 && bytes.isIntact(body + options, count, before);
        bytes.ipv6(at + 8);
        IpAddress destination = bytes.ipv6(at + 24);
        if (groupMac >= 0 && destination.isMulticast()) {
            bytes.groupMac(groupMac, destination);
        }
        bytes.keep(at + 40);
        if (options == 8) {
            if (bytes.u16(body + 2) != 0x0502) {
                bytes.zero(body + 2, 6);
                bytes.u16(body + 2, 0x0104);
            }
            bytes.keep(body + 8);
        }
        if (options == 8 || options == 0) {
            if (inner == 58) {
                MembershipFrames.mld(bytes, body + options, end, bytes.sum(at + 8, 32) + count + inner, intact);
            } else if (inner == 17) {
                first(bytes, body + options, end, 8, 6);
            } else if (inner == 6) {
                first(bytes, body + options, end, 20, 16);
            }
        }
    }
}
