package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One condition of a rule, as far as it is understood.
 *
 * @param field what is compared
 * @param negated whether the rule wants it not to be so
 * @param values what it is compared with; any of them
 */
public record RuleCondition(Field field, boolean negated, List<String> values) {

    /** What a condition compares. */
    public enum Field {
        /** The interface a packet comes in on. */
        IN_INTERFACE,
        /** The interface it goes out on. */
        OUT_INTERFACE,
        /** Source IP address or network. */
        SOURCE,
        /** Destination IP address or network. */
        DESTINATION,
        /** IP protocol, by name or number. */
        PROTOCOL,
        /** UDP destination port or range. */
        DESTINATION_PORT,
        /** Destination Ethernet address, with or without mask. */
        DESTINATION_MAC,
        /** Unicast, multicast or broadcast. */
        PACKET_TYPE,
        /** IP version: ip or ip6. */
        FAMILY,
        /** Something else, which is not understood: it may or may not hold. */
        OTHER
    }

    /** Copies the list. */
    public RuleCondition {
        values = List.copyOf(values);
    }

    /** Whether packets of a shape meet the condition; {@link Answer#UNKNOWN} where some may and some may not. */
    public Answer holdsFor(PacketShape packet) {
        Answer any = Answer.NO;
        for (String value : values) {
            Answer one = matches(value, packet);
            if (one == Answer.YES) {
                any = Answer.YES;
                break;
            }
            if (one == Answer.UNKNOWN) {
                any = Answer.UNKNOWN;
            }
        }
        if (!negated || any == Answer.UNKNOWN) {
            return any;
        }
        return any == Answer.YES ? Answer.NO : Answer.YES;
    }

    private Answer matches(String value, PacketShape packet) {
        return switch (field) {
            case IN_INTERFACE -> interfaceIs(value, packet.inInterface());
            case OUT_INTERFACE -> interfaceIs(value, packet.outInterface());
            case SOURCE -> packet.source().map(source -> network(value, source)).orElse(Answer.UNKNOWN);
            case DESTINATION -> network(value, packet.destination());
            case PROTOCOL -> Answer.of(value.equals("all") || packet.protocol().isCalled(value));
            case DESTINATION_PORT -> port(value, packet.destinationPort());
            case DESTINATION_MAC ->
                packet.destinationMac().map(mac -> mac(value, mac)).orElse(Answer.UNKNOWN);
            case PACKET_TYPE -> packetType(value, packet.destination().isMulticast());
            case FAMILY -> Answer.of(value.equals(packet.destination() instanceof Ipv4Address ? "ip" : "ip6"));
            case OTHER -> Answer.UNKNOWN;
        };
    }

    private static Answer packetType(String value, boolean multicast) {
        return Answer.of(multicast ? value.equals("multicast") : value.equals("unicast") || value.equals("host"));
    }

    /** A trailing "*" (nft) or "+" (iptables) stands for anything. */
    private static Answer interfaceIs(String value, String name) {
        if (name.isEmpty()) {
            return Answer.UNKNOWN;
        }
        boolean open = value.endsWith("*") || value.endsWith("+");
        return Answer.of(open ? name.startsWith(value.substring(0, value.length() - 1)) : name.equals(value));
    }

    /** "239.192.0.0/16", "10.0.0.1", "10.0.0.1-10.0.0.9", "10.0.0.0/255.0.0.0". */
    private static Answer network(String value, IpAddress address) {
        int dash = value.indexOf('-');
        if (dash > 0) {
            Optional<IpAddress> first = IpAddress.parse(value.substring(0, dash));
            Optional<IpAddress> last = IpAddress.parse(value.substring(dash + 1));
            return first.isEmpty() || last.isEmpty()
                    ? Answer.UNKNOWN
                    : Answer.of(first.get().compareTo(address) <= 0 && address.compareTo(last.get()) <= 0);
        }
        return Prefix.parse(value)
                .map(prefix -> Answer.of(prefix.contains(address)))
                .orElse(Answer.UNKNOWN);
    }

    /** "5405", "5404-5405" (nft), "5404:5405" (iptables). */
    private static Answer port(String value, int port) {
        if (port == 0) {
            return Answer.NO;
        }
        int separator = Math.max(value.indexOf('-'), value.indexOf(':'));
        OptionalInt first = Words.small(separator < 0 ? value : value.substring(0, separator));
        OptionalInt last = separator < 0 ? first : Words.small(value.substring(separator + 1));
        return first.isEmpty() || last.isEmpty()
                ? Answer.UNKNOWN
                : Answer.of(first.getAsInt() <= port && port <= last.getAsInt());
    }

    /** "01:00:5e:40:35:cf", or "mask==value" from "ether daddr &amp; mask == value". */
    private static Answer mac(String value, MacAddress mac) {
        int equals = value.indexOf("==");
        Optional<MacAddress> mask = MacAddress.parse(equals < 0 ? "ff:ff:ff:ff:ff:ff" : value.substring(0, equals));
        Optional<MacAddress> wanted = MacAddress.parse(equals < 0 ? value : value.substring(equals + 2));
        return mask.isEmpty() || wanted.isEmpty()
                ? Answer.UNKNOWN
                : Answer.of((mac.bits() & mask.get().bits()) == wanted.get().bits());
    }
}
