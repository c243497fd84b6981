package io.totemtap.capture.host;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Memberships while several listings tell of them. */
final class MembershipDraft {

    /** The listing of an interface that every host has; where it is shown, all are. */
    static final String LOOPBACK = "lo";

    private final Map<String, GroupMembership> groups = new LinkedHashMap<>();
    private final Map<String, LinkLayerEntry> linkLayer = new LinkedHashMap<>();
    private final Map<String, Integer> versions = new LinkedHashMap<>();
    private Coverage ipv4 = Coverage.NOTHING;
    private Coverage ipv6 = Coverage.NOTHING;
    private Coverage ethernet = Coverage.NOTHING;

    /** Adds groups; where two listings have the same, what either prints is kept. */
    void groups(Collection<GroupMembership> more) {
        for (GroupMembership joined : more) {
            groups.merge(joined.interfaceName() + " " + joined.group(), joined, MembershipDraft::together);
        }
    }

    private static GroupMembership together(GroupMembership one, GroupMembership other) {
        return new GroupMembership(
                one.interfaceName(),
                one.group(),
                one.users().isPresent() ? one.users() : other.users(),
                one.reporter().isPresent() ? one.reporter() : other.reporter());
    }

    /** Adds addresses; one that any listing marks as added by hand stays marked. */
    void linkLayer(Collection<LinkLayerEntry> more) {
        for (LinkLayerEntry entry : more) {
            linkLayer.merge(
                    entry.interfaceName() + " " + entry.mac(), entry, (one, other) -> one.addedByHand() ? one : other);
        }
    }

    void version(String interfaceName, int version) {
        versions.put(interfaceName, version);
    }

    void coversIpv4(Set<String> interfaces) {
        ipv4 = wider(ipv4, interfaces);
    }

    void coversIpv6(Set<String> interfaces) {
        ipv6 = wider(ipv6, interfaces);
    }

    void coversEthernet(Set<String> interfaces) {
        ethernet = wider(ethernet, interfaces);
    }

    /** Says that a list was shown completely for every interface. */
    void coversAllEthernet() {
        ethernet = Coverage.EVERYTHING;
    }

    private static Coverage wider(Coverage known, Set<String> interfaces) {
        if (known.extent() == Coverage.Extent.EVERYTHING || interfaces.isEmpty()) {
            return known;
        }
        if (interfaces.contains(LOOPBACK)) {
            return Coverage.EVERYTHING;
        }
        Set<String> all = new LinkedHashSet<>(known.interfaces());
        all.addAll(interfaces);
        return new Coverage(Coverage.Extent.SOME_INTERFACES, all);
    }

    Memberships build() {
        return new Memberships(
                List.copyOf(groups.values()), List.copyOf(linkLayer.values()), ipv4, ipv6, ethernet, versions);
    }
}
