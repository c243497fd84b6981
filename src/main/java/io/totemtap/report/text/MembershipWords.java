package io.totemtap.report.text;

import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import io.totemtap.track.igmp.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** What a host reported and left, in words; of a host that comes and goes the last times. */
final class MembershipWords {

    /** Of each group; who wants all has them in the JSON report and on the time line. */
    private static final int MOST = 3;

    private final LongFunction<String> clock;

    /** Makes words with {@code clock} for the times, nanoseconds since the epoch. */
    MembershipWords(LongFunction<String> clock) {
        this.clock = clock;
    }

    /** The memberships of one host in the order of groups and time; empty if there are none. */
    String of(List<Membership> memberships) {
        Map<IpAddress, List<Membership>> byGroup = new TreeMap<>();
        for (Membership one : memberships) {
            byGroup.computeIfAbsent(one.group(), none -> new ArrayList<>()).add(one);
        }
        List<String> words = new ArrayList<>();
        byGroup.forEach((group, all) -> {
            int before = all.size() - MOST;
            if (before > 0) {
                words.add("was a member of " + group + " " + times(before) + " before");
            }
            all.subList(Math.max(0, before), all.size()).forEach(one -> words.add(membership(one)));
        });
        return String.join("; ", words);
    }

    /** Switches keep reports from other hosts, but not leaves: often only these are seen. */
    private String membership(Membership one) {
        if (one.reports() == 0) {
            return "leaves " + one.group() + " " + clock.apply(one.endNanos()) + ", of its reports none came here";
        }
        return "reports " + one.group() + " " + times(one.reports()) + ", last " + clock.apply(one.lastReportNanos())
                + switch (one.end()) {
                    case OPEN -> "";
                    case LEFT -> ", then leaves " + clock.apply(one.endNanos());
                    case AGED_OUT -> ", aged out " + clock.apply(one.endNanos());
                };
    }

    private static String times(long count) {
        return count == 1 ? "once" : count == 2 ? "twice" : Words.count(count) + " times";
    }
}
