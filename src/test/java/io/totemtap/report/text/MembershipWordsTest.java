package io.totemtap.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.net.Ipv4Address;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Membership.End;
import io.totemtap.track.igmp.SourceFilter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipWordsTest {

    private static final MembershipWords WORDS = new MembershipWords(nanos -> "at " + nanos);

    private static Membership one(int group, int reports, long last, End end, long endNanos) {
        return new Membership(
                new Ipv4Address(0x0a00_0001),
                new Ipv4Address(0xefc0_0000 + group),
                2,
                0,
                last,
                reports,
                1,
                2,
                end,
                endNanos,
                SourceFilter.ALL,
                List.of(),
                0);
    }

    @Test
    void whoReportedNothingHasNoWords() {
        assertEquals("", WORDS.of(List.of()));
    }

    @Test
    void endsAreTold() {
        assertEquals("reports 239.192.0.1 once, last at 5", WORDS.of(List.of(one(1, 1, 5, End.OPEN, 5))));
        assertEquals(
                "reports 239.192.0.1 twice, last at 5, then leaves at 7", WORDS.of(List.of(one(1, 2, 5, End.LEFT, 7))));
        assertEquals(
                "reports 239.192.0.1 1 260 times, last at 5, aged out at 9",
                WORDS.of(List.of(one(1, 1260, 5, End.AGED_OUT, 9))));
        assertEquals(
                "leaves 239.192.0.1 at 7, of its reports none came here", WORDS.of(List.of(one(1, 0, 5, End.LEFT, 7))));
    }

    @Test
    void ofWhoComesAndGoesTheLastTimes() {
        List<Membership> flapping = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            flapping.add(one(1, 1, i * 10L, End.LEFT, i * 10L + 5));
        }
        flapping.add(one(2, 1, 3, End.OPEN, 3));
        assertEquals(
                "was a member of 239.192.0.1 6 times before; reports 239.192.0.1 once, last at 70, then leaves at 75; "
                        + "reports 239.192.0.1 once, last at 80, then leaves at 85; "
                        + "reports 239.192.0.1 once, last at 90, then leaves at 95; reports 239.192.0.2 once, last at 3",
                WORDS.of(flapping));
    }
}
