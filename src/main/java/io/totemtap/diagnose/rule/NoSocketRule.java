package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Answer;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.UdpSocket;
import io.totemtap.correlate.Period;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The receiver's kernel counts multicast that it accepted and had no socket for, while its daemon does not hear what comes to the tap. Where
 * the two nodes do not multicast to the same group and port it is their configuration, and another rule's matter.
 */
public final class NoSocketRule implements Rule {

    @Override
    public String id() {
        return "no-socket-matches";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (IpAddress host : facts.hostsWithStates()) {
            List<BehindTap> deaf = BehindTap.of(facts, host).stream()
                    .filter(one -> one.pair().isDeaf()
                            && facts.shareGroup(one.pair().direction().from(), host))
                    .toList();
            if (!deaf.isEmpty()) {
                judge(facts, host, deaf, conclusions);
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, IpAddress host, List<BehindTap> deaf, List<Conclusion> conclusions) {
        CountersInTime counters = CountersInTime.of(facts, host, BehindTap.time(deaf));
        OptionalLong ignored =
                CountersInTime.larger(counters.kernel("Udp.IgnoredMulti"), counters.kernel("Udp6.IgnoredMulti"));
        long count = ignored.orElse(0);
        if (count == 0 || count * 3 < BehindTap.sum(deaf) * 2) {
            return;
        }
        Answer socket = socket(facts, host, BehindTap.time(deaf));
        boolean accuses = socket != Answer.YES;
        Certainty certainty = socket == Answer.NO ? Certainty.PROVEN : Certainty.LIKELY;
        String sentence = "the kernel of " + facts.name(host) + " had no socket for "
                + Words.count(count, "multicast packet") + " (IgnoredMulti)";
        if (accuses) {
            for (BehindTap one : deaf) {
                conclusions.add(Clue.points(id(), one.pair().direction(), Place.RECEIVER_HOST, certainty, sentence));
            }
        }
        conclusions.add(new Finding(
                id(),
                Place.RECEIVER_HOST,
                accuses ? Severity.FAULT : Severity.WARNING,
                accuses ? certainty : Certainty.POSSIBLE,
                sentence + ", and its daemon does not hear what comes to its tap",
                List.of(Evidence.of(sentence)),
                List.of("daemon-does-not-hear", "ring-interrupted")));
    }

    /** Whether the host had a socket for what it multicasts to while it was deaf; unknown if nobody looked at its sockets. */
    private static Answer socket(Facts facts, IpAddress host, Period time) {
        List<HostState> during = facts.states(host).stream()
                .filter(state -> state.moment().timeNanos() >= time.fromNanos()
                        && state.moment().timeNanos() <= time.toNanos())
                .toList();
        Answer answer = Answer.UNKNOWN;
        for (Endpoint group : facts.groupsOf(host)) {
            for (HostState state : during.isEmpty() ? facts.states(host) : during) {
                Answer told = socket(state, host, group);
                if (told == Answer.YES) {
                    return told;
                }
                answer = told == Answer.NO ? told : answer;
            }
        }
        return answer;
    }

    /** A socket that is bound to another device than those of the address gets nothing of what comes in there. */
    private static Answer socket(HostState state, IpAddress host, Endpoint group) {
        if (OtherNamespaceRule.isOfAnother(state, host)) {
            return Answer.UNKNOWN;
        }
        List<UdpSocket> sockets = state.socketsFor(group.address(), group.port());
        if (sockets.isEmpty()) {
            return state.hasSocketFor(group.address(), group.port());
        }
        DeviceStack stack = DeviceStack.of(state, host);
        boolean bound = !stack.own().isEmpty()
                && sockets.stream().allMatch(one -> !one.device().isEmpty() && !stack.contains(one.device()));
        return bound ? Answer.NO : Answer.YES;
    }
}
