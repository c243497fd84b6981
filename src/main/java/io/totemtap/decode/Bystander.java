package io.totemtap.decode;

import io.totemtap.capture.Frame;

/**
 * Tells in one look at 34 bytes that an Ethernet frame has nothing to do with clusters: whole headers of untagged IPv4 without
 * options, to one station, and neither UDP, IGMP, ICMP nor GRE. Nine of ten frames of a mirror port are such, and this is what makes
 * them cheap; a {@link PacketDecoder} would hand them to {@link PacketHandler#onOther} without a problem noted. "No" means only
 * "look closer".
 */
public final class Bystander {

    private static final int IP = 14;
    private static final int PROTOCOL = IP + 9;
    private static final int HEADERS = IP + 20;
    private static final byte VERSION_4_WITHOUT_OPTIONS = 0x45;

    private Bystander() {}

    /** Whether an Ethernet frame is none of our business. */
    public static boolean is(Frame frame) {
        byte[] bytes = frame.bytes();
        int at = frame.offset();
        if (frame.capturedLength() < HEADERS
                || (bytes[at] & 1) != 0
                || bytes[at + 12] != 8
                || bytes[at + 13] != 0
                || bytes[at + IP] != VERSION_4_WITHOUT_OPTIONS) {
            return false;
        }
        int protocol = bytes[at + PROTOCOL];
        if (protocol == 17 || protocol == 1 || protocol == 2 || protocol == 47) {
            return false;
        }
        int totalLength = (bytes[at + IP + 2] & 0xff) << 8 | (bytes[at + IP + 3] & 0xff);
        return totalLength >= HEADERS - IP && totalLength <= frame.originalLength() - IP;
    }

    /** The Ethernet address that starts at {@code at}, as in {@link io.totemtap.net.MacAddress#bits()}. */
    public static long mac(byte[] bytes, int at) {
        return (long) ((bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff)) << 32
                | (bytes[at + 2] & 0xffL) << 24
                | (bytes[at + 3] & 0xff) << 16
                | (bytes[at + 4] & 0xff) << 8
                | (bytes[at + 5] & 0xff);
    }
}
