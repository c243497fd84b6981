package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code ip maddress show} (iproute2, ipmaddr.c) and {@code netstat -g} (net-tools). */
final class IpMaddressParser {

    private IpMaddressParser() {}

    /**
     * What the listing says.
     *
     * @param interfaces the interfaces it names, with the kernel's number, 0 if not printed
     * @param groups joined groups
     * @param linkLayer multicast Ethernet addresses
     */
    record Listing(Map<String, Integer> interfaces, List<GroupMembership> groups, List<LinkLayerEntry> linkLayer) {}

    /** "2: eth0", "link 01:00:5e:00:00:01 users 2 static", "inet 224.0.0.1 users 2", "inet6 ff02::1". */
    static Listing parse(Lines lines) {
        Listing listing = new Listing(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        String current = "";
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            String index = words.get(0);
            if (words.size() == 2 && index.endsWith(":") && Words.isDecimal(index.substring(0, index.length() - 1))) {
                current = Words.withoutLower(words.get(1));
                listing.interfaces()
                        .put(
                                current,
                                Words.small(index.substring(0, index.length() - 1))
                                        .orElse(0));
            } else if (current.isEmpty() || words.size() < 2 || !entry(listing, current, words)) {
                lines.unread(line);
            }
        }
        return listing;
    }

    private static boolean entry(Listing listing, String interfaceName, List<String> words) {
        switch (words.get(0)) {
            case "link" -> {
                Optional<MacAddress> mac = MacAddress.parse(words.get(1));
                mac.ifPresent(address ->
                        listing.linkLayer().add(new LinkLayerEntry(interfaceName, address, words.contains("static"))));
                return mac.isPresent() || isOtherMedium(words.get(1));
            }
            case "inet", "inet6" -> {
                Optional<IpAddress> group = IpAddress.parse(words.get(1)).filter(IpAddress::isMulticast);
                OptionalInt users = Words.small(Words.after(words, "users"));
                group.ifPresent(address ->
                        listing.groups().add(new GroupMembership(interfaceName, address, users, Optional.empty())));
                return group.isPresent();
            }
            default -> {
                return false;
            }
        }
    }

    /** Hexadecimal pairs, but not six: another medium than Ethernet. */
    private static boolean isOtherMedium(String address) {
        return address.length() != 17 && address.matches("[0-9a-f]{2}(:[0-9a-f]{2}){0,31}");
    }

    /** "eth0            1      239.192.53.207". A group that is printed as a name cannot be read. */
    static Listing parseNetstat(Lines lines) {
        Listing listing = new Listing(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            if (line.contains("Group Memberships")
                    || line.startsWith("---")
                    || words.get(0).equals("Interface")) {
                continue;
            }
            Optional<IpAddress> group = words.size() == 3 && Words.isDecimal(words.get(1))
                    ? IpAddress.parse(words.get(2)).filter(IpAddress::isMulticast)
                    : Optional.empty();
            if (group.isPresent()) {
                listing.interfaces().putIfAbsent(words.get(0), 0);
                listing.groups()
                        .add(new GroupMembership(
                                words.get(0), group.get(), Words.small(words.get(1)), Optional.empty()));
            } else {
                lines.unread(line);
            }
        }
        return listing;
    }
}
