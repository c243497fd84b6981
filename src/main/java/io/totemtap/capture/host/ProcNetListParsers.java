package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv6Address;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the two plain lists beside /proc/net/igmp: /proc/net/igmp6 (net/ipv6/mcast.c) and /proc/net/dev_mcast
 * (net/core/dev_addr_lists.c).
 */
final class ProcNetListParsers {

    private static final int IPV6_DIGITS = 32;

    private ProcNetListParsers() {}

    /** "2    eth0            ff020000000000000000000000000001     1 0000000C 0". */
    static List<GroupMembership> igmp6(Lines lines) {
        List<GroupMembership> groups = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            Optional<IpAddress> group = words.size() >= 4 ? bareIpv6(words.get(2)) : Optional.empty();
            if (group.isPresent()
                    && Words.isDecimal(words.get(0))
                    && group.get().isMulticast()) {
                groups.add(new GroupMembership(words.get(1), group.get(), Words.small(words.get(3)), Optional.empty()));
            } else {
                lines.unread(line);
            }
        }
        return groups;
    }

    /** "2    eth0            1     0     01005e4035cf": index, name, users, added by hand, address. */
    static List<LinkLayerEntry> devMcast(Lines lines) {
        List<LinkLayerEntry> entries = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            boolean fits = words.size() == 5
                    && Words.isDecimal(words.get(0))
                    && Words.isDecimal(words.get(2))
                    && Words.isDecimal(words.get(3));
            Optional<MacAddress> mac = fits ? Words.bareMac(words.get(4)) : Optional.empty();
            if (mac.isPresent()) {
                entries.add(new LinkLayerEntry(
                        words.get(1), mac.get(), !words.get(3).equals("0")));
            } else if (!fits || words.get(4).length() == 12) {
                // addresses of other lengths belong to other media, such as InfiniBand
                lines.unread(line);
            }
        }
        return entries;
    }

    private static Optional<IpAddress> bareIpv6(String digits) {
        if (digits.length() != IPV6_DIGITS) {
            return Optional.empty();
        }
        OptionalLong high = Words.hex(digits.substring(0, IPV6_DIGITS / 2));
        OptionalLong low = Words.hex(digits.substring(IPV6_DIGITS / 2));
        return high.isPresent() && low.isPresent()
                ? Optional.of(new Ipv6Address(high.getAsLong(), low.getAsLong()))
                : Optional.empty();
    }
}
