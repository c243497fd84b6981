package io.totemtap.report.text;

import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv6Address;
import io.totemtap.report.Inventory;
import io.totemtap.report.KernelCounts;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Querier;
import io.totemtap.track.totem.Node;
import io.totemtap.track.totem.Ring;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Each host's IGMP and totem, who queries, and where the captures stood. */
final class HostLines {

    private final Facts facts;
    private final Inventory inventory;
    private final Sheet sheet;

    HostLines(Diagnosis diagnosis, Inventory inventory, Sheet sheet) {
        facts = diagnosis.facts();
        this.inventory = inventory;
        this.sheet = sheet;
    }

    void write() {
        String label = "hosts";
        for (Participant host : facts.picture().hosts()) {
            sheet.entry(label, host(host));
            label = "";
        }
        kernels();
        label = "querier";
        for (Querier querier : inventory.queriers()) {
            sheet.entry(label, querier(querier));
            label = "";
        }
        if (inventory.queriers().isEmpty()) {
            sheet.entry("querier", "no IGMP query was captured");
        }
        label = "captures";
        for (Vantage capture : facts.picture().captures()) {
            sheet.entry(label, capture(capture));
            label = "";
        }
    }

    /** What became of the cluster's packets inside each host whose kernel counted them. */
    private void kernels() {
        String label = "kernel";
        for (Participant host : facts.picture().hosts()) {
            for (String line :
                    inventory.kernel(host.address()).map(KernelCounts::lines).orElse(List.of())) {
                sheet.entry(label, host.name() + " \u00b7 " + line);
                label = "";
            }
        }
    }

    private String host(Participant host) {
        List<String> parts = new ArrayList<>();
        String address = host.address().toString();
        String macs =
                String.join(" ", host.macs().stream().map(Object::toString).toList());
        parts.add((host.name() + " " + (host.name().equals(address) ? "" : address) + " " + macs)
                .replaceAll(" +", " ")
                .trim());
        host.nodeIds().stream().findFirst().ifPresent(id -> parts.add("node " + id));
        parts.add(igmp(host.address()));
        facts.node(host.address()).filter(Node::isActive).ifPresent(node -> parts.add(totem(host.address(), node)));
        return String.join(" \u00b7 ", parts);
    }

    private String igmp(IpAddress host) {
        List<Membership> all = inventory.memberships(host);
        String groups = new MembershipWords(facts::clock)
                .of(all.stream()
                        .filter(one -> facts.picture().groups().stream()
                                .anyMatch(group -> group.address().equals(one.group())))
                        .toList());
        if (groups.isEmpty()) {
            return "no IGMP report for a cluster's group";
        }
        int version = all.stream().mapToInt(Membership::version).max().orElse(0);
        String protocol = host instanceof Ipv6Address ? "MLD" : "IGMP";
        return (version == 0 ? protocol : protocol + "v" + version) + " " + groups;
    }

    private String totem(IpAddress host, Node node) {
        String sent = Words.count(node.multicasts().count(), "multicast") + ", "
                + Words.count(node.unicasts().count(), "token");
        String phase =
                switch (node.phaseAtEnd()) {
                    case UNKNOWN -> "";
                    case LEFT -> ", left";
                    default -> ", " + node.phaseAtEnd().name().toLowerCase(Locale.ROOT) + " at the end";
                };
        return "totem " + sent + phase + ring(host);
    }

    /** The last ring it was seen in. */
    private String ring(IpAddress host) {
        Optional<Ring> last = inventory.rings().stream()
                .filter(ring -> ring.members().contains(host))
                .reduce((one, other) -> other.seen().lastNanos() >= one.seen().lastNanos() ? other : one);
        return last.map(ring -> {
                    List<String> others = ring.members().stream()
                            .filter(member -> !member.equals(host))
                            .map(facts::name)
                            .toList();
                    String id = Inventory.text(ring.id().representative()) + "/"
                            + ring.id().sequence();
                    return ", ring " + id + (others.isEmpty() ? " alone" : " with " + Words.list(others));
                })
                .orElse("");
    }

    private String querier(Querier querier) {
        String who = querier.address().isUnspecified()
                ? "0.0.0.0 (no address)"
                : querier.address().toString();
        if (querier.generalQueries() == 0) {
            return who + " \u00b7 asked for one group "
                    + Words.count(querier.groupQueries().count(), "time") + ", no general query was captured";
        }
        String every = querier.intervalNanos() > 0 ? ", every " + Words.duration(querier.intervalNanos()) : "";
        return who + " \u00b7 " + (querier.address() instanceof Ipv6Address ? "MLDv" : "IGMPv") + querier.version()
                + " \u00b7 "
                + Words.count(querier.generalQueries()) + " general "
                + (querier.generalQueries() == 1 ? "query" : "queries") + every
                + (querier.groupQueries().count() > 0
                        ? ", " + Words.count(querier.groupQueries().count()) + " for one group"
                        : "")
                + " \u00b7 last " + facts.clock(querier.lastNanos());
    }

    private String capture(Vantage capture) {
        List<String> parts = new ArrayList<>();
        parts.add(capture.name());
        parts.add(
                switch (capture.role()) {
                    case NODE -> "on " + capture.host().map(facts::name).orElse("a host");
                    case SWITCH_PORT ->
                        "switch port"
                                + capture.host()
                                        .map(host -> " of " + facts.name(host))
                                        .orElse("");
                    case MIRROR -> "mirror port";
                    case UNKNOWN -> "place not known";
                });
        parts.add(
                capture.observation().interfaces().size() > 1
                        ? "promiscuous in turn"
                        : capture.promiscuous().isEmpty()
                                ? "promiscuity not known"
                                : capture.promiscuous().get() ? "promiscuous" : "not promiscuous");
        parts.add(Words.count(capture.observation().frames(), "frame"));
        if (capture.droppedByCapture() > 0) {
            parts.add(Words.count(capture.droppedByCapture()) + " dropped by the capture");
        }
        if (capture.observation().sliced() > 0) {
            parts.add(Words.count(capture.observation().sliced()) + " sliced");
        }
        capture.statistics().damage().ifPresent(damage -> parts.add("damaged: " + damage));
        return String.join(" \u00b7 ", parts);
    }
}
