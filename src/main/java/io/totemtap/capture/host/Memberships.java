package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The groups a host has joined, and the multicast Ethernet addresses that follow. From /proc/net/igmp and igmp6, {@code
 * ip maddress}, {@code netstat -g} and /proc/net/dev_mcast; an entry counts if any of them has it, and its absence
 * counts if any of them was read completely.
 *
 * @param groups joined groups
 * @param linkLayer multicast Ethernet addresses
 * @param ipv4 how much is known of IPv4 groups
 * @param ipv6 how much is known of IPv6 groups
 * @param ethernet how much is known of Ethernet addresses
 * @param igmpVersions the version a host speaks on an interface (/proc/net/igmp: 1, 2 or 3), by interface; lower than 3
 *     where an older querier was heard or a version is forced
 */
public record Memberships(
        List<GroupMembership> groups,
        List<LinkLayerEntry> linkLayer,
        Coverage ipv4,
        Coverage ipv6,
        Coverage ethernet,
        Map<String, Integer> igmpVersions) {

    /** Copies the collections. */
    public Memberships {
        groups = List.copyOf(groups);
        linkLayer = List.copyOf(linkLayer);
        igmpVersions = Copies.of(igmpVersions);
    }

    /** Whether an interface has joined a group. */
    public Answer isMember(IpAddress group, String interfaceName) {
        if (groups.stream()
                .anyMatch(joined -> is(joined, group) && joined.interfaceName().equals(interfaceName))) {
            return Answer.YES;
        }
        return absent(coverage(group), interfaceName);
    }

    /** Whether any interface has joined a group. */
    public Answer isMember(IpAddress group) {
        if (groups.stream().anyMatch(joined -> is(joined, group))) {
            return Answer.YES;
        }
        return coverage(group).extent() == Coverage.Extent.EVERYTHING ? Answer.NO : Answer.UNKNOWN;
    }

    /** The interfaces that have joined a group. */
    public List<String> interfacesOf(IpAddress group) {
        return groups.stream()
                .filter(joined -> is(joined, group))
                .map(GroupMembership::interfaceName)
                .distinct()
                .toList();
    }

    /** The groups an interface has joined. */
    public List<IpAddress> groupsOf(String interfaceName) {
        return groups.stream()
                .filter(joined -> joined.interfaceName().equals(interfaceName))
                .map(GroupMembership::group)
                .distinct()
                .toList();
    }

    /** Whether the kernel wants an interface to receive a multicast Ethernet address. */
    public Answer hasLinkLayerEntry(MacAddress mac, String interfaceName) {
        Predicate<LinkLayerEntry> same =
                entry -> entry.mac().equals(mac) && entry.interfaceName().equals(interfaceName);
        return linkLayer.stream().anyMatch(same) ? Answer.YES : absent(ethernet, interfaceName);
    }

    /** The IGMP version a host speaks on an interface, absent if not known. */
    public OptionalInt igmpVersion(String interfaceName) {
        Integer version = igmpVersions.get(interfaceName);
        return version == null ? OptionalInt.empty() : OptionalInt.of(version);
    }

    private Coverage coverage(IpAddress group) {
        return group instanceof Ipv4Address ? ipv4 : ipv6;
    }

    private static Answer absent(Coverage coverage, String interfaceName) {
        return coverage.covers(interfaceName) ? Answer.NO : Answer.UNKNOWN;
    }

    private static boolean is(GroupMembership joined, IpAddress group) {
        return joined.group().equals(group);
    }
}
