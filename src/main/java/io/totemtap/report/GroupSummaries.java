package io.totemtap.report;

import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.Generation;
import io.totemtap.diagnose.Facts;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.totem.Introduction;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/** Puts together what all captures know of a group. */
final class GroupSummaries {

    private final Facts facts;
    private final Correlation picture;

    GroupSummaries(Facts facts) {
        this.facts = facts;
        picture = facts.picture();
    }

    /** What is known of a group and port that carries totem. */
    GroupSummary of(Endpoint group) {
        Set<Generation> generations = EnumSet.noneOf(Generation.class);
        Set<IpAddress> senders = new TreeSet<>();
        Set<Integer> keys = new TreeSet<>();
        Set<IpAddress> alike = new TreeSet<>();
        for (Vantage capture : picture.captures()) {
            for (Flow flow : capture.observation().flows()) {
                if (isOf(flow, group)) {
                    senders.add(flow.key().source());
                    generations.addAll(flow.generations());
                    keys.addAll(flow.keys().keySet());
                } else if (sharesMac(flow, group)) {
                    alike.add(flow.key().destination());
                }
            }
        }
        generations.remove(Generation.UNKNOWN);
        return new GroupSummary(
                group,
                MacAddress.multicastFor(group.address()),
                generations.stream().findFirst(),
                keys.stream().anyMatch(key -> key != Flow.CLEAR),
                keys.stream().anyMatch(key -> key >= 0),
                cluster(group),
                senders,
                members(group.address()),
                alike);
    }

    static boolean isOf(Flow flow, Endpoint group) {
        return flow.key().kind() == Kind.GROUP
                && flow.key().destination().equals(group.address())
                && flow.key().port() == group.port();
    }

    private static boolean sharesMac(Flow flow, Endpoint group) {
        return flow.key().kind() == Kind.GROUP
                && !flow.key().destination().equals(group.address())
                && MacAddress.multicastFor(flow.key().destination()).equals(MacAddress.multicastFor(group.address()));
    }

    /** Name of the one configured cluster that uses a group; without a configuration the one its nodes agree on. */
    private String cluster(Endpoint group) {
        Set<String> names = new TreeSet<>();
        for (ClusterConfiguration configuration : facts.configurations()) {
            if (configuration.groups().contains(group)) {
                names.add(configuration.name());
            }
        }
        if (names.isEmpty()) {
            for (Vantage capture : picture.captures()) {
                for (Introduction one : capture.observation().introductions()) {
                    if (one.group().equals(group)) {
                        one.cluster().ifPresent(cluster -> names.add(cluster.name()));
                    }
                }
            }
        }
        return names.size() == 1 ? names.iterator().next() : "";
    }

    private Set<IpAddress> members(IpAddress group) {
        Set<IpAddress> members = new TreeSet<>();
        for (Vantage capture : picture.captures()) {
            for (Membership membership : capture.observation().memberships()) {
                if (membership.group().equals(group)) {
                    members.add(membership.host());
                }
            }
        }
        return members;
    }
}
