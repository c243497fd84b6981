package io.totemtap.capture.host;

import java.util.LinkedHashSet;
import java.util.Set;

/** Sections of iproute2's {@code ip} and {@code bridge}, of {@code ifconfig} and of {@code netstat -g}. */
final class IpSections {

    private IpSections() {}

    static boolean read(Section section, CommandLine command, Lines lines, HostStateBuilder state) {
        return switch (command.program()) {
            case "ip" -> ip(section, command, lines, state);
            case "bridge" -> bridge(command, lines, state);
            case "ifconfig" -> {
                IfconfigParser.parse(lines, state);
                yield true;
            }
            case "netstat" -> netstat(section, command, lines, state);
            default -> false;
        };
    }

    private static boolean ip(Section section, CommandLine command, Lines lines, HostStateBuilder state) {
        switch (command.ipObject()) {
            case "maddress" -> {
                IpMaddressParser.Listing listing = IpMaddressParser.parse(lines);
                add(listing, state);
                cover(section, command, lines, listing, state);
            }
            case "address", "link" -> IpLinkParser.parse(lines, state);
            case "route" -> state.routes(RoutingParsers.routes(lines, command.hasWord("-6")));
            case "rule" -> state.rules(RoutingParsers.rules(lines));
            case "neighbor", "neighbour" -> state.neighbours(RoutingParsers.neighbours(lines));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** "-4", "-6" and "-0" show one of the three lists. */
    private static void cover(
            Section section,
            CommandLine command,
            Lines lines,
            IpMaddressParser.Listing listing,
            HostStateBuilder state) {
        if (!SectionReader.isComplete(section, lines)) {
            return;
        }
        Set<String> names = listing.interfaces().keySet();
        boolean four = command.hasWord("-4");
        boolean six = command.hasWord("-6");
        boolean link = command.hasWord("-0");
        boolean all = !four && !six && !link;
        state.memberships().coversIpv4(all || four ? names : Set.of());
        state.memberships().coversIpv6(all || six ? names : Set.of());
        state.memberships().coversEthernet(all || link ? names : Set.of());
    }

    private static void add(IpMaddressParser.Listing listing, HostStateBuilder state) {
        listing.interfaces().forEach((name, index) -> state.interfaceNamed(name).index(index));
        state.memberships().groups(listing.groups());
        state.memberships().linkLayer(listing.linkLayer());
    }

    private static boolean bridge(CommandLine command, Lines lines, HostStateBuilder state) {
        switch (command.argument(0)) {
            case "mdb" -> state.bridging(BridgeParsers.mdb(lines));
            case "fdb" -> state.stations(BridgeParsers.fdb(lines));
            case "link" -> BridgeParsers.link(lines, state);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean netstat(Section section, CommandLine command, Lines lines, HostStateBuilder state) {
        if (!command.hasFlag('g') && !command.hasWord("--groups")) {
            return false;
        }
        IpMaddressParser.Listing listing = IpMaddressParser.parseNetstat(lines);
        add(listing, state);
        if (SectionReader.isComplete(section, lines)) {
            Set<String> names = new LinkedHashSet<>(listing.interfaces().keySet());
            state.memberships().coversIpv4(names);
            // a host without IPv6 shows no IPv6 group at all, which does not make the list incomplete
            state.memberships().coversIpv6(names);
        }
        return true;
    }
}
