package io.totemtap.decode;

import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import java.util.HexFormat;
import java.util.List;

/**
 * One frame of every kind the decoder knows, as bytes in hexadecimal with the tcpdump line above, one string a layer. Hosts
 * are 192.168.1.81 and .82, the querier .254, the group 239.192.53.207; a switch at 10.9.9.1 mirrors to 10.9.9.2.
 */
public final class SampleFrames {

    /** The methods of {@link PacketHandler}. */
    public enum Call {
        IGMP,
        MLD,
        DATAGRAM,
        ARP,
        REVERSE_ARP,
        ICMP,
        BPDU,
        OTHER
    }

    /** A frame and the call it must lead to, if the filter wants unicast to port 5405 and nothing else. */
    public static final class Sample {

        private final String name;
        private final LinkType linkType;
        private final Call call;
        private final String hex;

        private Sample(String name, LinkType linkType, Call call, String... layers) {
            this.name = name;
            this.linkType = linkType;
            this.call = call;
            hex = String.join("", layers);
        }

        public LinkType linkType() {
            return linkType;
        }

        public Call call() {
            return call;
        }

        /** A new copy of the bytes. */
        public byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        /** The frame as captured whole. */
        public Frame frame() {
            byte[] bytes = bytes();
            return frame(bytes, bytes.length, bytes.length);
        }

        /** A frame of this link type with other bytes or lengths. */
        public Frame frame(byte[] bytes, int captured, int original) {
            return new Frame()
                    .bytes(bytes, 0, captured, original)
                    .at(1_308_190_977_000_000_000L, 0, 1)
                    .on(0, linkType, Direction.UNKNOWN);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    // IP 192.168.1.254 > 224.0.0.1: igmp query v1
    public static final Sample IGMP_V1_QUERY = new Sample(
            "IGMP_V1_QUERY",
            LinkType.ETHERNET,
            Call.IGMP,
            "01005e0000010200c0a801fe0800",
            "45c0001c0000000001021679c0a801fee0000001",
            "1100eeff00000000");

    // IP 192.168.1.254 > 224.0.0.1: igmp query v2
    public static final Sample IGMP_V2_QUERY = new Sample(
            "IGMP_V2_QUERY",
            LinkType.ETHERNET,
            Call.IGMP,
            "01005e0000010200c0a801fe0800",
            "46c000200000400001024170c0a801fee000000194040000",
            "1164ee9b00000000");

    // IP 192.168.1.254 > 239.192.53.207: igmp query v2 [max resp time 10] [gaddr 239.192.53.207]
    public static final Sample IGMP_V2_GROUP_QUERY = new Sample(
            "IGMP_V2_GROUP_QUERY",
            LinkType.ETHERNET,
            Call.IGMP,
            "01005e4035cf0200c0a801fe0800",
            "46c00020000040000102fbe1c0a801feefc035cf94040000",
            "110ac965efc035cf");

    // IP 192.168.1.254 > 239.192.53.207: igmp query v3 [max resp time 20.8s] [gaddr 239.192.53.207, 2 source(s)]
    public static final Sample IGMP_V3_QUERY = new Sample(
            "IGMP_V3_QUERY",
            LinkType.ETHERNET,
            Call.IGMP,
            "01005e4035cf0200c0a801fe0800",
            "46c0002c000040000102fbd5c0a801feefc035cf94040000",
            "118a3a60efc035cf0a8f0002c0a80151c0a80152");

    // IP 192.168.1.81 > 239.192.53.207: igmp v1 report 239.192.53.207
    public static final Sample IGMP_V1_REPORT = new Sample(
            "IGMP_V1_REPORT",
            LinkType.ETHERNET,
            Call.IGMP,
            "01005e4035cf0200c0a801510800",
            "4500001c000000000102d257c0a80151efc035cf",
            "1200c86fefc035cf");

    // IP 192.168.1.81 > 239.192.53.207: igmp v2 report 239.192.53.207
    public static final Sample IGMP_V2_REPORT = new Sample(
            "IGMP_V2_REPORT",
            LinkType.ETHERNET,
            Call.IGMP,
            "01005e4035cf0200c0a801510800",
            "46c00020000040000102fc8ec0a80151efc035cf94040000",
            "1600c46fefc035cf");

    // IP 192.168.1.81 > 224.0.0.2: igmp leave 239.192.53.207
    public static final Sample IGMP_LEAVE = new Sample(
            "IGMP_LEAVE",
            LinkType.ETHERNET,
            Call.IGMP,
            "01005e0000020200c0a801510800",
            "46c00020000040000102421cc0a80151e000000294040000",
            "1700c36fefc035cf");

    // IP 192.168.1.81 > 224.0.0.22: igmp v3 report, 3 group record(s)
    public static final Sample IGMP_V3_REPORT = new Sample(
            "IGMP_V3_REPORT",
            LinkType.ETHERNET,
            Call.IGMP,
            "01005e0000160200c0a801510800",
            "46c0004400004000010241e4c0a80151e000001694040000",
            "2200a5bf0000000304000000efc035cf01010002ef010203c0a80151c0a80152deadbeef03000000ef090909");

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample UDP_TO_GROUP = new Sample(
            "UDP_TO_GROUP",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "01005e4035cf0200c0a801510800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample UDP_UNFINISHED_CHECKSUM = new Sample(
            "UDP_UNFINISHED_CHECKSUM",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "01005e4035cf0200c0a801510800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d0020e7ba404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.5149 > 192.168.1.82.5405: UDP, length 24
    public static final Sample UDP_TOKEN = new Sample(
            "UDP_TOKEN",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "0200c0a801520200c0a801510800",
            "45000034000040004011b6c5c0a80151c0a80152",
            "141d151d0020caec404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.40000 > 192.168.1.254.53: 16449 op8 [b2&3=0x4243] [17991a] [17477q] [18505n] [19019au] [|domain]
    public static final Sample UDP_DNS = new Sample(
            "UDP_DNS",
            LinkType.ETHERNET,
            Call.OTHER,
            "0200c0a801fe0200c0a801510800",
            "45000034000040004011b619c0a80151c0a801fe",
            "9c40003500205705404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.50000 > 192.168.1.82.22: Flags [P.], seq 1:25, ack 2, win 512, length 24
    public static final Sample TCP = new Sample(
            "TCP",
            LinkType.ETHERNET,
            Call.OTHER,
            "0200c0a801520200c0a801510800",
            "45000040123440004006a490c0a80151c0a80152",
            "c3500016000000010000000250180200dec30000404142434445464748494a4b4c4d4e4f5051525354555657");

    // ARP, Request who-has 192.168.1.82 tell 192.168.1.81, length 28
    public static final Sample ARP_REQUEST = new Sample(
            "ARP_REQUEST",
            LinkType.ETHERNET,
            Call.ARP,
            "ffffffffffff0200c0a801510806",
            "00010800060400010200c0a80151c0a80151000000000000c0a80152");

    // Reverse Request who-is 02:1b:78:a8:01:52 tell 02:1b:78:a8:01:52, length 46
    public static final Sample REVERSE_ARP_REQUEST = new Sample(
            "REVERSE_ARP_REQUEST",
            LinkType.ETHERNET,
            Call.REVERSE_ARP,
            "ffffffffffff021b78a801528035",
            "0001080006040003021b78a8015200000000021b78a8015200000000");

    // IP 192.168.1.81 > 192.168.1.82: ICMP echo request, id 77, seq 7, length 32
    public static final Sample ICMP_ECHO = new Sample(
            "ICMP_ECHO",
            LinkType.ETHERNET,
            Call.ICMP,
            "0200c0a801520200c0a801510800",
            "45000034000040004001b6d5c0a80151c0a80152",
            "08007018004d0007404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.82 > 192.168.1.81: ICMP 192.168.1.82 udp port 5405 unreachable, length 36
    public static final Sample ICMP_PORT_UNREACHABLE = new Sample(
            "ICMP_PORT_UNREACHABLE",
            LinkType.ETHERNET,
            Call.ICMP,
            "0200c0a801510200c0a801520800",
            "45c00038000000004001f611c0a80152c0a80151",
            "030308b60000000045000034000040004011b6c5c0a80151c0a80152151c151d0020c9ed");

    // IP 192.168.1.254 > 192.168.1.81: ICMP 192.168.1.82 unreachable - need to frag (mtu 1450), length 36
    public static final Sample ICMP_FRAGMENTATION_NEEDED = new Sample(
            "ICMP_FRAGMENTATION_NEEDED",
            LinkType.ETHERNET,
            Call.ICMP,
            "0200c0a801510200c0a801fe0800",
            "45c00038000000004001f565c0a801fec0a80151",
            "0304030b000005aa45000034000040004011b6c5c0a80151c0a80152151c151d0020c9ed");

    // IP6 fe80::c0ff:fea8:151 > ff02::1:ffa8:152: ICMP6, neighbor solicitation, who has fe80::c0ff:fea8:152, length 32
    public static final Sample ICMP6_NEIGHBOUR_SOLICITATION = new Sample(
            "ICMP6_NEIGHBOUR_SOLICITATION",
            LinkType.ETHERNET,
            Call.ICMP,
            "3333ffa801520200c0a8015186dd",
            "6000000000203afffe800000000000000000c0fffea80151ff0200000000000000000001ffa80152",
            "870034b500000000fe800000000000000000c0fffea8015201010200c0a80151");

    // IP6 fe80::c0ff:fea8:1fe > fe80::c0ff:fea8:151: ICMP6, packet too big, mtu 1280, length 80
    public static final Sample ICMP6_TOO_BIG = new Sample(
            "ICMP6_TOO_BIG",
            LinkType.ETHERNET,
            Call.ICMP,
            "0200c0a801510200c0a801fe86dd",
            "6000000000503a40fe800000000000000000c0fffea801fefe800000000000000000c0fffea80151",
            "020007a4000005006000000000201140fe800000000000000000c0fffea80151fe800000000000000000c0fffea80152",
            "151c151d0020ceeb404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP6 fe80::c0ff:fea8:1fe > ff02::1: HBH ICMP6, multicast listener querymax resp delay: 10000 addr: ::, length 24
    public static final Sample MLD_V1_QUERY = new Sample(
            "MLD_V1_QUERY",
            LinkType.ETHERNET,
            Call.MLD,
            "3333000000010200c0a801fe86dd",
            "6000000000200001fe800000000000000000c0fffea801feff020000000000000000000000000001",
            "3a00050200000100",
            "820097712710000000000000000000000000000000000000");

    // IP6 fe80::c0ff:fea8:1fe > ff15::ddb4: HBH ICMP6, multicast listener query v2 [gaddr ff15::ddb4, 1 source(s)],
    // length 44
    public static final Sample MLD_V2_QUERY = new Sample(
            "MLD_V2_QUERY",
            LinkType.ETHERNET,
            Call.MLD,
            "33330000ddb40200c0a801fe86dd",
            "6000000000340001fe800000000000000000c0fffea801feff15000000000000000000000000ddb4",
            "3a00050200000100",
            "8200a5fa93e80000ff15000000000000000000000000ddb40a7d0001fe800000000000000000c0fffea80151");

    // IP6 fe80::c0ff:fea8:151 > ff15::ddb4: HBH ICMP6, multicast listener reportmax resp delay: 0 addr: ff15::ddb4,
    // length 24
    public static final Sample MLD_V1_REPORT = new Sample(
            "MLD_V1_REPORT",
            LinkType.ETHERNET,
            Call.MLD,
            "33330000ddb40200c0a8015186dd",
            "6000000000200001fe800000000000000000c0fffea80151ff15000000000000000000000000ddb4",
            "3a00050200000100",
            "8300039d00000000ff15000000000000000000000000ddb4");

    // IP6 fe80::c0ff:fea8:151 > ff02::2: HBH ICMP6, multicast listener donemax resp delay: 0 addr: ff15::ddb4, length
    // 24
    public static final Sample MLD_DONE = new Sample(
            "MLD_DONE",
            LinkType.ETHERNET,
            Call.MLD,
            "3333000000020200c0a8015186dd",
            "6000000000200001fe800000000000000000c0fffea80151ff020000000000000000000000000002",
            "3a00050200000100",
            "8400e06200000000ff15000000000000000000000000ddb4");

    // IP6 fe80::c0ff:fea8:151 > ff02::16: HBH ICMP6, multicast listener report v2, 2 group record(s), length 68
    public static final Sample MLD_V2_REPORT = new Sample(
            "MLD_V2_REPORT",
            LinkType.ETHERNET,
            Call.MLD,
            "3333000000160200c0a8015186dd",
            "60000000004c0001fe800000000000000000c0fffea80151ff020000000000000000000000000016",
            "3a00050200000100",
            "8f0073ee0000000204000000ff15000000000000000000000000ddb401010001ff150000000000000000000000000001",
            "fe800000000000000000c0fffea80152deadbeef");

    // IP6 fe80::c0ff:fea8:151.5149 > ff15::ddb4.5405: UDP, length 24
    public static final Sample UDP6_TO_GROUP = new Sample(
            "UDP6_TO_GROUP",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "33330000ddb40200c0a8015186dd",
            "6b80000000201101fe800000000000000000c0fffea80151ff15000000000000000000000000ddb4",
            "141d151d0020b29b404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP6 fe80::c0ff:fea8:151 > ff15::ddb4: DSTOPT RT6 (len=0, type=0 [Deprecated], segleft=0) 5149 > 5405: UDP,
    // length 24
    public static final Sample UDP6_BEHIND_OPTIONS = new Sample(
            "UDP6_BEHIND_OPTIONS",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "33330000ddb40200c0a8015186dd",
            "6000000000303c01fe800000000000000000c0fffea80151ff15000000000000000000000000ddb4",
            "2b00010400000000",
            "1100000000000000",
            "141d151d0020b29b404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample TAGGED = new Sample(
            "TAGGED",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "01005e4035cf0200c0a80151",
            "81006064",
            "0800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample PRIORITY_TAGGED = new Sample(
            "PRIORITY_TAGGED",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "01005e4035cf0200c0a80151",
            "8100a000",
            "0800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample DOUBLE_TAGGED = new Sample(
            "DOUBLE_TAGGED",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "01005e4035cf0200c0a80151",
            "88a800c8",
            "81000064",
            "0800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample FOUR_TAGS = new Sample(
            "FOUR_TAGS",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "01005e4035cf0200c0a80151",
            "91000001",
            "88a80002",
            "81000003",
            "81000004",
            "0800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample FIVE_TAGS = new Sample(
            "FIVE_TAGS",
            LinkType.ETHERNET,
            Call.OTHER,
            "01005e4035cf0200c0a80151",
            "81000001",
            "81000002",
            "81000003",
            "81000004",
            "81000005",
            "0800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample SNAP = new Sample(
            "SNAP",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "01005e4035cf0200c0a80151003c",
            "aaaa030000000800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // [|isis]
    public static final Sample LLC_OTHER = new Sample(
            "LLC_OTHER", LinkType.ETHERNET, Call.OTHER, "0180c20000140200c0a80151000a", "fefe03", "831b0100110100");

    // STP 802.1d, Config, Flags [Topology change], bridge-id 8001.02:00:00:00:00:02.8007, length 35
    public static final Sample STP_CONFIGURATION = new Sample(
            "STP_CONFIGURATION",
            LinkType.ETHERNET,
            Call.BPDU,
            "0180c20000000200c0a801fe0026",
            "424203",
            "0000000001800002000000000100000004800102000000000280070100140002000f00");

    // STP 802.1w, Rapid STP, Flags [Topology change, Learn, Forward], bridge-id 8001.02:00:00:00:00:02.8007, length 36
    public static final Sample STP_RAPID = new Sample(
            "STP_RAPID",
            LinkType.ETHERNET,
            Call.BPDU,
            "0180c20000000200c0a801fe0027",
            "424203",
            "000002023d800002000000000100004e20800102000000000280070100140002000f0000");

    // STP 802.1d, Topology Change
    public static final Sample STP_NOTIFICATION = new Sample(
            "STP_NOTIFICATION",
            LinkType.ETHERNET,
            Call.BPDU,
            "0180c20000000200c0a801fe0007",
            "424203",
            "00000080",
            "000000000000000000000000000000000000000000000000000000000000000000000000000000");

    // STP 802.1w, Rapid STP, Flags [Topology change, Learn, Forward], bridge-id 8001.02:00:00:00:00:02.8007, length 42
    public static final Sample STP_PER_VLAN = new Sample(
            "STP_PER_VLAN",
            LinkType.ETHERNET,
            Call.BPDU,
            "01000ccccccd0200c0a801fe",
            "8100e064",
            "0032",
            "aaaa0300000c010b",
            "000002023d800002000000000100004e20800102000000000280070100140002000f0000000000020064");

    // LLDP, length 19
    public static final Sample LLDP = new Sample(
            "LLDP",
            LinkType.ETHERNET,
            Call.OTHER,
            "0180c200000e0200c0a801fe88cc",
            "0207040200c0a801fe04020531060200780000");

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample COOKED_OUTGOING = new Sample(
            "COOKED_OUTGOING",
            LinkType.LINUX_SLL,
            Call.DATAGRAM,
            "0004000100060200c0a8015100000800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // ethertype IPv4, IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample COOKED_TAGGED = new Sample(
            "COOKED_TAGGED",
            LinkType.LINUX_SLL,
            Call.DATAGRAM,
            "0003000100060200c0a8015100008100",
            "00640800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // STP 802.1w, Rapid STP, Flags [Topology change, Learn, Forward], bridge-id 8001.02:00:00:00:00:02.8007, length 36
    public static final Sample COOKED_SPANNING_TREE = new Sample(
            "COOKED_SPANNING_TREE",
            LinkType.LINUX_SLL,
            Call.BPDU,
            "0002000100060200c0a801fe00000004",
            "424203",
            "000002023d800002000000000100004e20800102000000000280070100140002000f0000");

    // ifb1  M   IP 192.168.1.82 > 239.192.53.207: igmp v2 report 239.192.53.207
    public static final Sample COOKED_2 = new Sample(
            "COOKED_2",
            LinkType.LINUX_SLL2,
            Call.IGMP,
            "0800000000000003000102060200c0a801520000",
            "46c00020000040000102fc8dc0a80152efc035cf94040000",
            "1600c46fefc035cf");

    // IP 127.0.0.1.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample LOOPBACK_LITTLE_ENDIAN = new Sample(
            "LOOPBACK_LITTLE_ENDIAN",
            LinkType.BSD_LOOPBACK,
            Call.DATAGRAM,
            "02000000",
            "45000034000040000111d5287f000001efc035cf",
            "141d151d0020aa4f404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP6 fe80::c0ff:fea8:151.5149 > ff15::ddb4.5405: UDP, length 24
    public static final Sample LOOPBACK_BIG_ENDIAN = new Sample(
            "LOOPBACK_BIG_ENDIAN",
            LinkType.OPENBSD_LOOPBACK,
            Call.DATAGRAM,
            "00000018",
            "6000000000201101fe800000000000000000c0fffea80151ff15000000000000000000000000ddb4",
            "141d151d0020b29b404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample RAW_4 = new Sample(
            "RAW_4",
            LinkType.RAW_IP,
            Call.DATAGRAM,
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP6 fe80::c0ff:fea8:151.5149 > ff15::ddb4.5405: UDP, length 24
    public static final Sample RAW_6 = new Sample(
            "RAW_6",
            LinkType.RAW_IPV6,
            Call.DATAGRAM,
            "6000000000201101fe800000000000000000c0fffea80151ff15000000000000000000000000ddb4",
            "141d151d0020b29b404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 10.9.9.1 > 10.9.9.2: GREv0, length 70: gre-proto-0x88be / UDP_TO_GROUP
    public static final Sample ERSPAN_1 = new Sample(
            "ERSPAN_1",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "02000a09090202000a0909010800",
            "4500005a00004000402f14610a0909010a090902",
            "000088be",
            "01005e4035cf0200c0a801510800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 10.9.9.1 > 10.9.9.2: GREv0, seq 1, length 82: gre-proto-0x88be / UDP_TO_GROUP
    public static final Sample ERSPAN_2 = new Sample(
            "ERSPAN_2",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "02000a09090202000a0909010800",
            "4500006600004000402f14550a0909010a090902",
            "100088be00000001",
            "1064000500000000",
            "01005e4035cf0200c0a801510800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 10.9.9.1 > 10.9.9.2: GREv0, seq 1, length 94: gre-proto-0x22eb / UDP_TO_GROUP
    public static final Sample ERSPAN_3 = new Sample(
            "ERSPAN_3",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "02000a09090202000a0909010800",
            "4500007200004000402f14490a0909010a090902",
            "100022eb00000001",
            "206400070001e24000000001",
            "1800000000000000",
            "01005e4035cf0200c0a801510800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 10.9.9.1 > 10.9.9.2: GREv0, off 0x0, key=0x2a, seq 9, length 82: IP 192.168.1.81.5149 > 239.192.53.207.5405:
    // UDP, length 24
    public static final Sample GRE_ETHERNET = new Sample(
            "GRE_ETHERNET",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "02000a09090202000a0909010800",
            "4500006600004000402f14550a0909010a090902",
            "b0006558712500000000002a00000009",
            "01005e4035cf0200c0a801510800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 10.9.9.1 > 10.9.9.2: GREv0, key=0x2b, length 60: IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    public static final Sample GRE_IPV4 = new Sample(
            "GRE_IPV4",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "02000a09090202000a0909010800",
            "4500005000004000402f146b0a0909010a090902",
            "200008000000002b",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 10.9.9.1 > 10.9.9.2: GREv0, length 76: IP6 fe80::c0ff:fea8:151.5149 > ff15::ddb4.5405: UDP, length 24
    public static final Sample GRE_IPV6 = new Sample(
            "GRE_IPV6",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "02000a09090202000a0909010800",
            "4500006000004000402f145b0a0909010a090902",
            "000086dd",
            "6000000000201101fe800000000000000000c0fffea80151ff15000000000000000000000000ddb4",
            "141d151d0020b29b404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 10.9.9.1 > 10.9.9.2: GREv0, length 94: gre-proto-0x88be
    public static final Sample GRE_OF_GRE = new Sample(
            "GRE_OF_GRE",
            LinkType.ETHERNET,
            Call.OTHER,
            "02000a09090202000a0909010800",
            "4500007200004000402f14490a0909010a090902",
            "000088be",
            "0200c0a801520200c0a801510800",
            "4500004c00004000402fb68fc0a80151c0a80152",
            "00000800450000340000400001119230c0a80151efc035cf141d151d00206757404142434445464748494a4b4c4d4e4f",
            "5051525354555657");

    // IP 10.9.9.1 > 10.9.9.2: GREv1, call 1, seq 1, ack 1, length 20: IP0 (invalid)
    public static final Sample GRE_OTHER = new Sample(
            "GRE_OTHER",
            LinkType.ETHERNET,
            Call.OTHER,
            "02000a09090202000a0909010800",
            "4500002800004000402f14930a0909010a090902",
            "3081880b00100001000000010000000100210145");

    // IP 10.9.9.1.49152 > 10.9.9.2.4789: VXLAN, flags [I], vni 6699 / UDP_TO_GROUP
    public static final Sample VXLAN = new Sample(
            "VXLAN",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "02000a09090202000a0909010800",
            "4500006600004000401114730a0909010a090902",
            "c00012b500520000",
            "08000000001a2b00",
            "01005e4035cf0200c0a801510800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 10.9.9.1.49152 > 10.9.9.2.8472: VXLAN, flags [I], vni 6699 / UDP_TO_GROUP
    public static final Sample VXLAN_LINUX_PORT = new Sample(
            "VXLAN_LINUX_PORT",
            LinkType.ETHERNET,
            Call.DATAGRAM,
            "02000a09090202000a0909010800",
            "4500006600004000401114730a0909010a090902",
            "c000211800520000",
            "08000000001a2b00",
            "01005e4035cf0200c0a801510800",
            "450000340000400001119230c0a80151efc035cf",
            "141d151d00206757404142434445464748494a4b4c4d4e4f5051525354555657");

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 64
    public static final Sample FRAGMENT_FIRST = new Sample(
            "FRAGMENT_FIRST",
            LinkType.ETHERNET,
            Call.OTHER,
            "01005e4035cf0200c0a801510800",
            "450000444711200001116b0fc0a80151efc035cf",
            "141d151d00480a97000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627");

    // IP 192.168.1.81 > 239.192.53.207: ip-proto-17
    public static final Sample FRAGMENT_LAST = new Sample(
            "FRAGMENT_LAST",
            LinkType.ETHERNET,
            Call.OTHER,
            "01005e4035cf0200c0a801510800",
            "4500002c4711000601118b21c0a80151efc035cf",
            "28292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f",
            "0000");

    // IP6 fe80::c0ff:fea8:151 > ff15::ddb4: frag (0|48) 5149 > 5405: UDP, length 64
    public static final Sample FRAGMENT6_FIRST = new Sample(
            "FRAGMENT6_FIRST",
            LinkType.ETHERNET,
            Call.OTHER,
            "33330000ddb40200c0a8015186dd",
            "6000000000382c01fe800000000000000000c0fffea80151ff15000000000000000000000000ddb4",
            "11000001cafe4711",
            "141d151d004855db000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627");

    // IP6 fe80::c0ff:fea8:151 > ff15::ddb4: frag (48|24)
    public static final Sample FRAGMENT6_LAST = new Sample(
            "FRAGMENT6_LAST",
            LinkType.ETHERNET,
            Call.OTHER,
            "33330000ddb40200c0a8015186dd",
            "6000000000202c01fe800000000000000000c0fffea80151ff15000000000000000000000000ddb4",
            "11000030cafe4711",
            "28292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f");

    /** All of them. */
    public static final List<Sample> ALL = List.of(
            IGMP_V1_QUERY,
            IGMP_V2_QUERY,
            IGMP_V2_GROUP_QUERY,
            IGMP_V3_QUERY,
            IGMP_V1_REPORT,
            IGMP_V2_REPORT,
            IGMP_LEAVE,
            IGMP_V3_REPORT,
            UDP_TO_GROUP,
            UDP_UNFINISHED_CHECKSUM,
            UDP_TOKEN,
            UDP_DNS,
            TCP,
            ARP_REQUEST,
            REVERSE_ARP_REQUEST,
            ICMP_ECHO,
            ICMP_PORT_UNREACHABLE,
            ICMP_FRAGMENTATION_NEEDED,
            ICMP6_NEIGHBOUR_SOLICITATION,
            ICMP6_TOO_BIG,
            MLD_V1_QUERY,
            MLD_V2_QUERY,
            MLD_V1_REPORT,
            MLD_DONE,
            MLD_V2_REPORT,
            UDP6_TO_GROUP,
            UDP6_BEHIND_OPTIONS,
            TAGGED,
            PRIORITY_TAGGED,
            DOUBLE_TAGGED,
            FOUR_TAGS,
            FIVE_TAGS,
            SNAP,
            LLC_OTHER,
            STP_CONFIGURATION,
            STP_RAPID,
            STP_NOTIFICATION,
            STP_PER_VLAN,
            LLDP,
            COOKED_OUTGOING,
            COOKED_TAGGED,
            COOKED_SPANNING_TREE,
            COOKED_2,
            LOOPBACK_LITTLE_ENDIAN,
            LOOPBACK_BIG_ENDIAN,
            RAW_4,
            RAW_6,
            ERSPAN_1,
            ERSPAN_2,
            ERSPAN_3,
            GRE_ETHERNET,
            GRE_IPV4,
            GRE_IPV6,
            GRE_OF_GRE,
            GRE_OTHER,
            VXLAN,
            VXLAN_LINUX_PORT,
            FRAGMENT_FIRST,
            FRAGMENT_LAST,
            FRAGMENT6_FIRST,
            FRAGMENT6_LAST);

    private SampleFrames() {}
}
