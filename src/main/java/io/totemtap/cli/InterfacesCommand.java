package io.totemtap.cli;

import io.totemtap.capture.host.GroupMembership;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostSnapshot;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.live.HostInterfaces;
import io.totemtap.report.Escape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists what one can capture on. */
final class InterfacesCommand implements Command {

    @Override
    public Synopsis synopsis() {
        return new Synopsis(
                "interfaces",
                "List the interfaces of this host: addresses, link, driver, joined groups.",
                "",
                "  totemtap interfaces        then: totemtap capture -i NAME",
                "");
    }

    @Override
    public int run(Given given) {
        HostState state = HostState.of(HostSnapshot.take("now", HostInterfaces.names()), HostName.own());
        for (String name : HostInterfaces.names()) {
            System.out.println(Escape.forTerminal(line(name, state)));
            for (String detail : details(name, state)) {
                System.out.println("    " + Escape.forTerminal(detail));
            }
        }
        return ExitCode.HEALTHY;
    }

    private static String line(String name, HostState state) {
        String addresses =
                HostInterfaces.addresses(name).stream().map(Object::toString).collect(Collectors.joining(" "));
        String link = HostInterfaces.attribute(name, "operstate");
        Optional<HostInterface> known = state.interfaceNamed(name);
        String driver = known.map(one -> one.driver().driver()).orElse("");
        String kind = known.map(HostInterface::kind).orElse("");
        String master = known.map(HostInterface::master).orElse("");
        return name + "  " + (link.isEmpty() ? "" : "link " + link + "  ")
                + HostInterfaces.attribute(name, "address") + "  " + addresses
                + (driver.isEmpty() ? "" : "  driver " + driver)
                + (kind.isEmpty() ? "" : "  " + kind)
                + (master.isEmpty() ? "" : "  member of " + master);
    }

    private static List<String> details(String name, HostState state) {
        List<String> groups = state.memberships().groups().stream()
                .filter(one -> one.interfaceName().equals(name))
                .map(GroupMembership::group)
                .map(Object::toString)
                .distinct()
                .toList();
        return groups.isEmpty() ? List.of() : List.of("joined " + String.join(" ", groups));
    }
}
