package io.totemtap.cli;

import io.totemtap.net.IpAddress;
import io.totemtap.report.ClusterGroups;
import io.totemtap.report.Escape;
import io.totemtap.report.GroupAddress;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says which groups a cluster's name leads to, or what a group is on Ethernet. */
final class GroupCommand implements Command {

    /** What nobody calls a cluster: it was meant as an address. */
    private static final Pattern LIKE_ADDRESS = Pattern.compile("[0-9]+\\.[0-9./]*|.*:.*", Pattern.DOTALL);

    /** Formats of the answer. */
    private enum Format {
        /** For people. */
        TEXT,
        /** For programs. */
        JSON
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis(
                        "group",
                        "Cluster name to group and Ethernet address; group to what shares its address.",
                        "",
                        "  totemtap group mycluster          id, groups, addresses of a cluster",
                        "  totemtap group 239.192.221.146    its Ethernet address, who shares it",
                        "")
                .usage("totemtap group [options] NAME|ADDRESS")
                .parameter(true, "NAME|ADDRESS", "A cluster's name, or an IPv4 or IPv6 group.")
                .choice("--format", Format.class, "text|json", "Format of the answer (default: text).");
    }

    @Override
    public int run(Given given) {
        String target = given.parameter().orElse("");
        Format format = given.choice("--format", Format.TEXT);
        Optional<IpAddress> address = IpAddress.parse(target);
        if (address.isPresent()) {
            return address.get().isMulticast()
                    ? group(new GroupAddress(address.get()), format)
                    : refused(address.get() + " is no group: groups are 224.0.0.0 to 239.255.255.255, and ff00::/8.");
        }
        if (LIKE_ADDRESS.matcher(target).matches()) {
            return refused("\"" + Escape.forTerminal(target) + "\" is no IPv4 or IPv6 address.");
        }
        return target.isBlank()
                ? refused("A cluster's name is not empty.")
                : cluster(new ClusterGroups(target), format);
    }

    private static int group(GroupAddress group, Format format) {
        if (format == Format.JSON) {
            group.json(System.out);
        } else {
            print(group.text());
        }
        return ExitCode.HEALTHY;
    }

    private static int cluster(ClusterGroups groups, Format format) {
        if (format == Format.JSON) {
            groups.json(System.out);
        } else {
            print(groups.text());
        }
        return ExitCode.HEALTHY;
    }

    private static void print(List<String> lines) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        lines.forEach(line -> out.print(line + "\n"));
        out.flush();
    }

    private static int refused(String sentence) {
        System.err.println("totemtap: " + sentence);
        return ExitCode.USAGE;
    }
}
