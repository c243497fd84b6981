package io.totemtap.diagnose.rule;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.Generation;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.totem.Node;
import io.totemtap.track.totem.Ring;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A daemon is gone: its kernel leaves the group, or answers its tokens with "port unreachable". corosync says goodbye with a JOIN when
 * it is stopped; without one it crashed or was killed. openais 0.80 never says goodbye, so that there both look the same.
 *
 * <p>Not every leave is an end. A daemon that looks for members opens its sockets anew ({@code exec/totemudp.c},
 * timer_function_netif_check_timeout): its kernel leaves the group and joins again at once. Where switches keep reports from this
 * place, only the leave is seen, and then perhaps nothing, because the daemon waits for a commit token, or because its multicast is lost
 * on its way here. So a leave without a goodbye tells of an end only if the daemon sent nothing after it, and if its ring was whole at
 * that moment: whoever misses a dead member notices that after a token timeout, not before.
 */
public final class DaemonStoppedRule implements Rule {

    /** What happens within this time of the last packet belongs to its end. */
    private static final long CLOSE = 3 * EpochNanos.SECOND;

    /** A ring that breaks this close to a leave was not broken by it: token timeouts are longer. */
    private static final long AT_ONCE = EpochNanos.SECOND / 5;

    @Override
    public String id() {
        return "daemon-stopped";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Placed<Node> placed : facts.picture().nodes()) {
            Node node = placed.value();
            Vantage capture = facts.picture().captures().get(placed.capture());
            if (node.isActive() && isGone(capture, node)) {
                conclusions.add(
                        node.leaves().count() > 0 || saysNoGoodbye(facts, node.host()) || couldNotHear(capture, node)
                                ? stopped(facts, capture, node)
                                : died(facts, capture, node));
            }
        }
        return conclusions;
    }

    private static boolean isGone(Vantage capture, Node node) {
        boolean unreachable =
                node.unreachable().count() > 0 && node.unreachable().lastNanos() > node.lastNanos();
        boolean silentToTheEnd = capture.observation().lastNanos() - node.lastNanos() > CLOSE;
        boolean left = capture.observation().memberships().stream()
                .anyMatch(membership -> membership.host().equals(node.host())
                        && membership.group().equals(node.group())
                        && membership.end() == Membership.End.LEFT
                        && isItsEnd(capture, node, membership.endNanos()));
        boolean saidSo = node.leaves().count() > 0 && node.leaves().lastNanos() >= node.lastNanos();
        return unreachable || ((left || saidSo) && silentToTheEnd);
    }

    private static boolean isItsEnd(Vantage capture, Node node, long leaveNanos) {
        if (node.leaves().count() > 0) {
            return leaveNanos >= node.lastNanos() - CLOSE;
        }
        List<Ring> rings = capture.observation().rings().stream()
                .filter(ring -> ring.members().contains(node.host()))
                .toList();
        boolean whole = rings.stream()
                .filter(ring -> ring.seen().firstNanos() <= leaveNanos)
                .anyMatch(ring -> ring.endedBy() == Ring.Ended.NOT_SEEN || ring.endNanos() - leaveNanos > AT_ONCE);
        return leaveNanos >= node.lastNanos() && (rings.isEmpty() || whole);
    }

    /**
     * A goodbye is a multicast: where its own host, or a member, did not capture, it may have passed unseen. A capture of unknown place may
     * be that of any host that left before.
     */
    private static boolean couldNotHear(Vantage capture, Node node) {
        if (capture.isOn(node.host()) || capture.faces(node.host()) || capture.role() == Role.MIRROR) {
            return false;
        }
        return capture.observation().memberships().stream()
                .anyMatch(membership -> membership.host().equals(capture.host().orElse(membership.host()))
                        && !membership.host().equals(node.host())
                        && membership.group().equals(node.group())
                        && membership.end() == Membership.End.LEFT
                        && membership.endNanos() <= node.lastNanos() + CLOSE);
    }

    private static boolean saysNoGoodbye(Facts facts, IpAddress host) {
        Set<Generation> generations = EnumSet.noneOf(Generation.class);
        boolean opaque = false;
        for (Vantage capture : facts.picture().captures()) {
            for (Flow flow : capture.observation().flows()) {
                if (flow.key().source().equals(host)) {
                    generations.addAll(flow.generations());
                    opaque |= flow.keys().containsKey(Flow.OPAQUE);
                }
            }
        }
        generations.remove(Generation.UNKNOWN);
        return opaque
                || generations.isEmpty()
                || generations.contains(Generation.A)
                || generations.contains(Generation.A_OR_B);
    }

    private Finding stopped(Facts facts, Vantage capture, Node node) {
        String name = facts.name(node.host());
        boolean goodbye = node.leaves().count() > 0;
        return new Finding(
                id(),
                Place.NONE,
                Severity.NOTE,
                goodbye ? Certainty.PROVEN : Certainty.LIKELY,
                "the daemon on " + name + " was stopped at " + facts.clock(node.lastNanos())
                        + (goodbye ? " and said that it leaves" : noGoodbye(facts, node.host())),
                evidence(capture, node, name),
                List.of("ring-interrupted"));
    }

    private static String noGoodbye(Facts facts, IpAddress host) {
        return (saysNoGoodbye(facts, host) ? "; openais says no goodbye" : "; its goodbye could not come here")
                + ", so that a crash would look the same";
    }

    private Finding died(Facts facts, Vantage capture, Node node) {
        String name = facts.name(node.host());
        return new Finding(
                "daemon-died",
                Place.CLUSTER,
                Severity.FAULT,
                capture.isOn(node.host()) || node.unreachable().count() > 0 ? Certainty.PROVEN : Certainty.LIKELY,
                "the daemon on " + name + " ended at " + facts.clock(node.lastNanos())
                        + " without saying that it leaves: it crashed or was killed",
                evidence(capture, node, name),
                List.of("ring-interrupted"));
    }

    private static List<Evidence> evidence(Vantage capture, Node node, String name) {
        List<Evidence> evidence = new ArrayList<>();
        if (node.leaves().count() > 0) {
            evidence.add(Proof.frames(capture, node.leaves(), "JOINs by which " + name + " leaves"));
        }
        if (node.unreachable().count() > 0) {
            evidence.add(Proof.frames(
                    capture,
                    node.unreachable(),
                    name + " answers tokens with \"port unreachable\": its kernel lives, its daemon does not"));
        }
        for (Membership membership : capture.observation().memberships()) {
            if (membership.host().equals(node.host())
                    && membership.group().equals(node.group())
                    && membership.end() == Membership.End.LEFT) {
                evidence.add(Proof.between(
                        capture,
                        membership.lastFrame(),
                        membership.lastFrame(),
                        membership.endNanos(),
                        membership.endNanos(),
                        1,
                        "the kernel of " + name + " leaves " + membership.group()));
            }
        }
        return evidence;
    }
}
