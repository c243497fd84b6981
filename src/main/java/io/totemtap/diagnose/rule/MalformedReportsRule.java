package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.track.igmp.Membership;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reports for the cluster's group that lack the Router Alert option or have a TTL other than 1. Ordinary kernels send none; a switch that
 * checks its input discards them, and the host is no member for it.
 */
public final class MalformedReportsRule implements Rule {

    @Override
    public String id() {
        return "report-without-router-alert";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        List<IpAddress> groups =
                facts.picture().groups().stream().map(Endpoint::address).toList();
        Set<List<IpAddress>> judged = new HashSet<>();
        for (Vantage capture : facts.picture().captures()) {
            for (Membership membership : capture.observation().memberships()) {
                boolean isMalformed = membership.malformed() > 0 && groups.contains(membership.group());
                if (isMalformed && judged.add(List.of(membership.host(), membership.group()))) {
                    conclusions.add(finding(facts, capture, membership));
                }
            }
        }
        return conclusions;
    }

    private Finding finding(Facts facts, Vantage capture, Membership membership) {
        String host = facts.name(membership.host());
        return new Finding(
                id(),
                Place.NONE,
                Severity.WARNING,
                Certainty.PROVEN,
                Words.count(membership.malformed()) + " of " + Words.count(membership.reports(), "report") + " of "
                        + host
                        + " for " + membership.group()
                        + " lack the Router Alert option or have a TTL other than 1: a switch that checks its input "
                        + "discards them",
                List.of(Proof.between(
                        capture,
                        membership.firstFrame(),
                        membership.lastFrame(),
                        membership.sinceNanos(),
                        membership.lastReportNanos(),
                        membership.reports(),
                        "the first and the last report of " + host)),
                List.of());
    }
}
