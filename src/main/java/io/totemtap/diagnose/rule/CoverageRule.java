package io.totemtap.diagnose.rule;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.correlate.ClockAlignment.Quality;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Completeness;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.NeededFilter;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Words;
import io.totemtap.net.Endpoint;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the captures cannot show because of where they were taken, how they were filtered, or because nothing opens the packets. */
public final class CoverageRule implements Rule {

    private static final long FEW = 20;

    /** A capture may miss one or two at its edges. */
    private static final long LACKING = 3;

    @Override
    public String id() {
        return "coverage";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        filter(facts, conclusions);
        keys(facts, conclusions);
        places(facts, conclusions);
        mirrors(facts, conclusions);
        clocks(facts, conclusions);
        return conclusions;
    }

    private static Stream<Flow> flows(Facts facts) {
        return facts.picture().captures().stream().flatMap(capture -> capture.observation().flows().stream());
    }

    /** A ring of several members that works passes its token on by unicast: where none is captured, the filter left it out. */
    private static boolean hasRing(Facts facts) {
        return facts.picture().captures().stream()
                .flatMap(capture -> capture.observation().rings().stream())
                .anyMatch(ring -> ring.members().size() > 1 && ring.messages() > 0);
    }

    private static void filter(Facts facts, List<Conclusion> conclusions) {
        long multicasts = flows(facts)
                .filter(flow -> flow.key().kind() == Kind.GROUP && flow.isTotem())
                .mapToLong(Flow::frames)
                .sum();
        boolean onlyMulticast = flows(facts)
                .noneMatch(flow -> flow.key().kind() == Kind.UNICAST
                        || flow.key().kind() == Kind.ARP
                        || flow.key().kind() == Kind.ICMP);
        boolean igmp = facts.picture().captures().stream()
                .anyMatch(capture -> !capture.observation().memberships().isEmpty()
                        || !capture.observation().queriers().isEmpty());
        boolean queried = facts.picture().captures().stream()
                .anyMatch(capture -> !capture.observation().queriers().isEmpty());
        if (multicasts >= FEW && onlyMulticast && (!queried || hasRing(facts))) {
            conclusions.add(new Limitation(
                    "only-multicast",
                    "whether the token and other unicast pass: the captures hold multicast only, as a filter like "
                            + (queried
                                    ? "\"ip multicast\" leaves it"
                                    : "\"net 239.0.0.0/8\" leaves it; it drops queries, leaves and IGMPv3 reports, too"),
                    "capture with the filter: " + NeededFilter.of(facts)));
        } else if (multicasts >= FEW && !igmp) {
            conclusions.add(new Limitation(
                    "no-igmp",
                    "who is a member: no IGMP was captured, because of the filter or because there was none",
                    "add igmp to the capture filter, and capture while the daemon starts"));
        }
    }

    private static void keys(Facts facts, List<Conclusion> conclusions) {
        Set<String> closed = new TreeSet<>();
        for (Endpoint group : facts.picture().groups()) {
            boolean opaque = flows(facts)
                    .filter(flow -> flow.key().kind() == Kind.GROUP
                            && flow.key().destination().equals(group.address())
                            && flow.key().port() == group.port())
                    .anyMatch(flow -> flow.keys().containsKey(Flow.OPAQUE));
            if (opaque) {
                closed.add(group.toString());
            }
        }
        if (!closed.isEmpty()) {
            conclusions.add(new Limitation(
                    "no-key",
                    "what the encrypted packets to " + Words.list(List.copyOf(closed))
                            + " say: no key that was tried opens them, so nothing tells what the daemons hear",
                    "give --cluster-name NAME (cman without a key file), --key-file AUTHKEY or --cluster-conf FILE"));
        }
    }

    private static void places(Facts facts, List<Conclusion> conclusions) {
        for (Vantage capture : facts.picture().captures()) {
            if (capture.observation().frames() > 0 && capture.role() == Role.UNKNOWN) {
                conclusions.add(new Limitation(
                        "place-unknown",
                        "where " + capture.name() + " was taken: " + capture.hostBecause(),
                        "say it: HOST=" + capture.file()));
            } else if (capture.role() == Role.NODE && capture.promiscuous().isEmpty()) {
                conclusions.add(new Limitation(
                        "promiscuity-unknown",
                        "whether " + capture.name() + " was captured promiscuously"
                                + (capture.promiscuousBecause().isEmpty() ? "" : ": " + capture.promiscuousBecause()),
                        "without it the switch and the network card cannot be told apart: capture once with and once "
                                + "without tcpdump -p"));
            }
        }
    }

    /** A mirror shows well what passed, and badly what did not. */
    private static void mirrors(Facts facts, List<Conclusion> conclusions) {
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            Vantage capture = facts.picture().captures().get(i);
            boolean sends = Completeness.showsWhatIsSent(capture);
            boolean isOneWay = capture.observation().frames() >= FEW && sends != Completeness.showsWhatComes(capture);
            if (isOneWay) {
                String host = capture.host().map(facts::name).orElse("");
                conclusions.add(new Limitation(
                        "mirror-one-way",
                        "what " + (sends ? "comes to " + host : host + " sends") + ": " + capture.name()
                                + " has nothing of it, as a mirror of one direction of the port",
                        "mirror both directions of the port"));
            }
            long lacking = lacking(facts, i);
            if (capture.role() == Role.SWITCH_PORT && lacking > 0 && !isOneWay) {
                conclusions.add(new Limitation(
                        "mirror-incomplete",
                        "whether what " + capture.name() + " does not have was lost: " + Words.count(lacking, "message")
                                + " that came further are not in it, so the mirror does not show everything",
                        "mirror one port at a time, into one that is at least as fast"));
            }
        }
    }

    private static long lacking(Facts facts, int capture) {
        return facts.picture().paths().stream()
                .flatMap(path -> path.segments().stream()
                        .filter(segment -> segment.to().capture() == capture && segment.isAligned())
                        .filter(segment -> Completeness.isOfTheCapture(path, segment)))
                .mapToLong(Segment::lost)
                .filter(lost -> lost >= LACKING)
                .max()
                .orElse(0);
    }

    private static void clocks(Facts facts, List<Conclusion> conclusions) {
        List<String> loose = new ArrayList<>();
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            if (facts.picture().captures().get(i).observation().frames() > 0
                    && facts.picture().clocks().clocks().get(i).quality() == Quality.ASSUMED) {
                loose.add(facts.picture().captures().get(i).name());
            }
        }
        if (!loose.isEmpty() && facts.picture().captures().size() > 1) {
            conclusions.add(new Limitation(
                    "clocks-unknown",
                    "how the clock of " + Words.list(loose)
                            + " stands to the others: too few packets are in both, so only the loss of everything means "
                            + "something",
                    "capture at the same time, and let ARP and a ping between the hosts pass the filter"));
        }
    }
}
