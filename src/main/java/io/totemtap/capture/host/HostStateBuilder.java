package io.totemtap.capture.host;

import io.totemtap.capture.host.witness.WitnessReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What the sections of a transcript tell, while they are read one after the other. */
final class HostStateBuilder {

    /** The most interfaces of a host; sections that name more are read for these only. */
    static final int INTERFACES = 20_000;

    private static final int READINGS = 100;

    private final Map<String, InterfaceDraft> interfaces = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, Long> counters = new LinkedHashMap<>();
    private final MembershipDraft memberships = new MembershipDraft();
    private final SocketDraft sockets = new SocketDraft();
    private final FirewallBuilder firewall = new FirewallBuilder();
    private final List<Route> routes = new ArrayList<>();
    private final List<RoutingRule> rules = new ArrayList<>();
    private final List<Neighbour> neighbours = new ArrayList<>();
    private final List<Bond> bonds = new ArrayList<>();
    private final List<WitnessReading> witnessed = new ArrayList<>();
    private final TotemDraft totem = new TotemDraft();
    private Bridging bridging = new Bridging(false, List.of(), List.of(), List.of());
    private List<Bridging.Station> stations = List.of();
    private final OvsDraft openVswitch = new OvsDraft();
    private boolean littleEndian = true;
    private String unwitnessed = "";
    private String ownName = "";
    private String kernel = "";
    private OptionalLong uptime = OptionalLong.empty();

    InterfaceDraft interfaceNamed(String name) {
        InterfaceDraft known = interfaces.get(name);
        if (known != null) {
            return known;
        }
        InterfaceDraft draft = new InterfaceDraft(name);
        if (interfaces.size() < INTERFACES) {
            interfaces.put(name, draft);
        }
        return draft;
    }

    void setting(String name, String value) {
        settings.put(name, value);
    }

    void counters(Map<String, Long> more) {
        counters.putAll(more);
    }

    MembershipDraft memberships() {
        return memberships;
    }

    SocketDraft sockets() {
        return sockets;
    }

    FirewallBuilder firewall() {
        return firewall;
    }

    TotemDraft totem() {
        return totem;
    }

    void routes(List<Route> more) {
        routes.addAll(more);
    }

    void rules(List<RoutingRule> more) {
        rules.addAll(more);
    }

    void neighbours(List<Neighbour> more) {
        neighbours.addAll(more);
    }

    void bonds(List<Bond> more) {
        bonds.addAll(more);
    }

    void witnessed(WitnessReading reading) {
        if (witnessed.size() < READINGS) {
            witnessed.add(reading);
        }
    }

    void unwitnessed(String why) {
        unwitnessed = why;
    }

    void bridging(Bridging found) {
        bridging = found;
    }

    void stations(List<Bridging.Station> found) {
        stations = found;
    }

    OvsDraft openVswitch() {
        return openVswitch;
    }

    void littleEndian(boolean little) {
        littleEndian = little;
    }

    boolean littleEndian() {
        return littleEndian;
    }

    void ownName(String name) {
        ownName = name;
    }

    void kernel(String release) {
        kernel = release;
    }

    void uptime(long seconds) {
        uptime = OptionalLong.of(seconds);
    }

    String ownName() {
        return ownName;
    }

    String kernel() {
        return kernel;
    }

    OptionalLong uptime() {
        return uptime;
    }

    HostState build(HostMoment moment, HostState.Text text) {
        return new HostState(
                moment,
                interfaces.values().stream().map(InterfaceDraft::build).toList(),
                memberships.build(),
                kernelFacts(),
                paths(),
                totem.build(),
                text);
    }

    private KernelFacts kernelFacts() {
        return new KernelFacts(
                counters, settings, sockets.listed(), sockets.build(), firewall.build(), witnessed, unwitnessed);
    }

    private PathFacts paths() {
        List<Bond> named = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        for (Bond bond : bonds) {
            String name = bond.name().isEmpty() ? masterOf(bond) : bond.name();
            if (name.isEmpty() || taken.add(name)) {
                named.add(new Bond(name, bond.mode(), bond.activeMember(), bond.members()));
            }
        }
        Bridging known = new Bridging(bridging.listed(), bridging.groups(), bridging.routerPorts(), stations);
        return new PathFacts(new Routing(routes, rules, neighbours), named, known, openVswitch.build());
    }

    /** The text of a bond does not name it; the master of its members does. */
    private String masterOf(Bond bond) {
        for (Bond.Member member : bond.members()) {
            InterfaceDraft draft = interfaces.get(member.name());
            if (draft != null && !draft.master().isEmpty()) {
                return draft.master();
            }
        }
        return "";
    }
}
