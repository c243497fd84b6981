package io.totemtap.track;

import io.totemtap.net.InternetChecksum;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Ethernet frames with IPv4 inside, checksums filled in. A host's Ethernet address is 02:00 and its IP address. */
public final class Packets {

    private static final int UDP = 17;
    private static final int IGMP = 2;
    private static final int ICMP = 1;
    private static final int ETHERNET = 14;

    private Packets() {}

    /** The address this text stands for. */
    public static IpAddress ip(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    /** The Ethernet address frames of a host come from, or frames to a group go to. */
    public static MacAddress mac(String address) {
        IpAddress parsed = ip(address);
        return parsed.isMulticast()
                ? MacAddress.multicastFor(parsed)
                : new MacAddress(0x0200_0000_0000L | (parsed.low() & 0xffff_ffffL));
    }

    private static int bits(String address) {
        return ((Ipv4Address) ip(address)).bits();
    }

    private static ByteBuffer ethernet(MacAddress source, MacAddress destination, int type, int length) {
        return ByteBuffer.allocate(14 + length)
                .putShort((short) (destination.bits() >>> 32))
                .putInt((int) destination.bits())
                .putShort((short) (source.bits() >>> 32))
                .putInt((int) source.bits())
                .putShort((short) type);
    }

    private static byte[] ipv4(
            String source, String destination, int protocol, int timeToLive, boolean alert, byte[] payload) {
        int header = alert ? 24 : 20;
        ByteBuffer ip = ByteBuffer.allocate(header)
                .put((byte) (0x40 | header / 4))
                .put((byte) 0)
                .putShort((short) (header + payload.length))
                .putInt(0x0000_4000)
                .put((byte) timeToLive)
                .put((byte) protocol)
                .putShort((short) 0)
                .putInt(bits(source))
                .putInt(bits(destination));
        if (alert) {
            ip.putInt(0x9404_0000);
        }
        ip.putShort(10, checksum(0, ip.array()));
        return ethernet(mac(source), mac(destination), 0x0800, header + payload.length)
                .put(ip.array())
                .put(payload)
                .array();
    }

    private static short checksum(long seed, byte[] bytes) {
        return (short) InternetChecksum.finish(InternetChecksum.add(seed, bytes, 0, bytes.length));
    }

    /** A frame with the tag of a VLAN (IEEE 802.1Q); the frame itself for VLAN 0. */
    public static byte[] tagged(byte[] frame, int vlan) {
        if (vlan == 0) {
            return frame;
        }
        int addresses = 12;
        ByteBuffer tagged = ByteBuffer.allocate(frame.length + 4);
        tagged.put(frame, 0, addresses).putShort((short) 0x8100).putShort((short) vlan);
        return tagged.put(frame, addresses, frame.length - addresses).array();
    }

    /** A datagram; {@code finished} false leaves the sum of the pseudo header in the checksum, as a card that finishes it gets it. */
    public static byte[] udp(
            String source, int sourcePort, String destination, int port, boolean finished, byte[] payload) {
        int length = 8 + payload.length;
        ByteBuffer udp = ByteBuffer.allocate(length)
                .putShort((short) sourcePort)
                .putShort((short) port)
                .putShort((short) length)
                .putShort((short) 0)
                .put(payload);
        byte[] pseudo = ByteBuffer.allocate(12)
                .putInt(bits(source))
                .putInt(bits(destination))
                .putShort((short) UDP)
                .putShort((short) length)
                .array();
        long seed = InternetChecksum.add(0, pseudo, 0, pseudo.length);
        udp.putShort(6, finished ? checksum(seed, udp.array()) : (short) ~InternetChecksum.finish(seed));
        return ipv4(source, destination, UDP, ip(destination).isMulticast() ? 1 : 64, false, udp.array());
    }

    /** A datagram from port 5404, where corosync sends from, to 5405. */
    public static byte[] udp(String source, String destination, byte[] payload) {
        return udp(source, 5404, destination, 5405, true, payload);
    }

    /** An IGMP message with time to live and Router Alert as given; its checksum field, at 2, is filled in. */
    public static byte[] igmp(String source, String destination, int timeToLive, boolean alert, byte[] message) {
        ByteBuffer.wrap(message).putShort(2, (short) 0).putShort(2, checksum(0, message));
        return ipv4(source, destination, IGMP, timeToLive, alert, message);
    }

    private static byte[] igmp(String source, String destination, byte[] message) {
        return igmp(source, destination, 1, true, message);
    }

    /** A message of eight bytes: type, code and group. */
    public static byte[] igmpMessage(int type, int code, String group) {
        return ByteBuffer.allocate(8)
                .put((byte) type)
                .put((byte) code)
                .putShort((short) 0)
                .putInt(bits(group))
                .array();
    }

    /** A general query of version 1. */
    public static byte[] queryV1(String source) {
        return igmp(source, "224.0.0.1", 1, false, igmpMessage(0x11, 0, "0.0.0.0"));
    }

    /** A general query of version 2; the time to answer is in tenths of a second. */
    public static byte[] queryV2(String source, int maxResponse) {
        return igmp(source, "224.0.0.1", igmpMessage(0x11, maxResponse, "0.0.0.0"));
    }

    /** A query of version 2 for one group: hosts have a second, as after a leave. */
    public static byte[] groupQuery(String source, String group) {
        return igmp(source, group, igmpMessage(0x11, 10, group));
    }

    /** A general query of version 3. */
    public static byte[] queryV3(String source, int maxResponse, int robustness, int interval) {
        byte[] message = ByteBuffer.allocate(12)
                .put(igmpMessage(0x11, maxResponse, "0.0.0.0"))
                .put((byte) robustness)
                .put((byte) interval)
                .putShort((short) 0)
                .array();
        return igmp(source, "224.0.0.1", message);
    }

    /** A report of version 1 or 2. */
    public static byte[] report(int version, String host, String group) {
        return igmp(host, group, 1, version == 2, igmpMessage(version == 1 ? 0x12 : 0x16, 0, group));
    }

    /** A Leave Group. */
    public static byte[] leave(String host, String group) {
        return igmp(host, "224.0.0.2", igmpMessage(0x17, 0, group));
    }

    /** A report of version 3 with one record. */
    public static byte[] reportV3(String host, int recordType, String group, List<String> sources) {
        ByteBuffer message = ByteBuffer.allocate(16 + 4 * sources.size())
                .putInt(0x2200_0000)
                .putInt(1)
                .put((byte) recordType)
                .put((byte) 0)
                .putShort((short) sources.size())
                .putInt(bits(group));
        sources.forEach(source -> message.putInt(bits(source)));
        return igmp(host, "224.0.0.22", message.array());
    }

    /** An ARP request. */
    public static byte[] arp(String source, String target) {
        return ethernet(mac(source), MacAddress.BROADCAST, 0x0806, 28)
                .putLong(0x0001_0800_0604_0001L)
                .putShort((short) (mac(source).bits() >>> 32))
                .putInt((int) mac(source).bits())
                .putInt(bits(source))
                .putShort((short) 0)
                .putInt(0)
                .putInt(bits(target))
                .array();
    }

    /** A reverse ARP request with which somebody announces the station of {@code host}. */
    public static byte[] reverseArp(String host) {
        long station = mac(host).bits();
        return ethernet(mac(host), MacAddress.BROADCAST, 0x8035, 28)
                .putLong(0x0001_0800_0604_0003L)
                .putShort((short) (station >>> 32))
                .putInt((int) station)
                .putInt(0)
                .putShort((short) (station >>> 32))
                .putInt((int) station)
                .putInt(0)
                .array();
    }

    /** "Port unreachable" in answer to a frame of {@link #udp}. */
    public static byte[] unreachable(String source, String destination, byte[] answered) {
        ByteBuffer message =
                ByteBuffer.allocate(8 + 28).putInt(0x0303_0000).putInt(0).put(answered, 14, 28);
        message.putShort(2, checksum(0, message.array()));
        return ipv4(source, destination, ICMP, 64, false, message.array());
    }

    /** A frame of IPv4 as two fragments: 32 bytes behind the header in the first, the rest in the second. */
    public static List<byte[]> fragments(byte[] frame, int identification) {
        int body = ETHERNET + 20;
        return List.of(
                fragment(frame, identification, 0x2000, Arrays.copyOfRange(frame, body, body + 32)),
                fragment(frame, identification, 4, Arrays.copyOfRange(frame, body + 32, frame.length)));
    }

    private static byte[] fragment(byte[] frame, int identification, int place, byte[] part) {
        ByteBuffer piece = ByteBuffer.allocate(ETHERNET + 20 + part.length)
                .put(frame, 0, ETHERNET + 20)
                .put(part);
        piece.putShort(ETHERNET + 2, (short) (20 + part.length))
                .putShort(ETHERNET + 4, (short) identification)
                .putShort(ETHERNET + 6, (short) place)
                .putShort(ETHERNET + 10, (short) 0);
        return piece.putShort(ETHERNET + 10, checksum(0, Arrays.copyOfRange(piece.array(), ETHERNET, ETHERNET + 20)))
                .array();
    }
}
