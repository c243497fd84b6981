package io.totemtap.track.igmp;

import static io.totemtap.track.Packets.groupQuery;
import static io.totemtap.track.Packets.ip;
import static io.totemtap.track.Packets.leave;
import static io.totemtap.track.Packets.queryV1;
import static io.totemtap.track.Packets.queryV2;
import static io.totemtap.track.Packets.queryV3;
import static io.totemtap.track.Packets.report;
import static io.totemtap.track.Packets.reportV3;
import static io.totemtap.track.StateChange.Kind.JOINED_GROUP;
import static io.totemtap.track.StateChange.Kind.LEFT_GROUP;
import static io.totemtap.track.StateChange.Kind.MEMBERSHIP_AGED_OUT;
import static io.totemtap.track.Timeline.changes;
import static io.totemtap.track.Timeline.nanos;
import static io.totemtap.track.Timeline.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.SampleFrames;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import io.totemtap.track.igmp.Membership.End;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is a member of what, told by IGMP and MLD frames at given times. */
class MembershipTest {

    private static final String A = "10.77.0.1";
    private static final String B = "10.77.0.2";
    private static final String GROUP = "239.192.53.207";
    private static final String OTHER = "239.192.53.208";
    private static final String QUERIER = "10.77.0.254";

    private final Timeline line = new Timeline();

    private static byte[] joins(int version, String host, String group) {
        return version == 3 ? reportV3(host, 4, group, List.of()) : report(version, host, group);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aReportBeginsAMembershipAndFurtherOnesExtendIt(int version) {
        line.at(1).frame(joins(version, A, GROUP)).at(9).frame(joins(version, A, GROUP));
        line.at(20).frame(joins(version, B, OTHER));
        Observation seen = line.end();
        assertEquals(
                List.of(
                        new Membership(
                                ip(A),
                                ip(GROUP),
                                version,
                                nanos(1),
                                nanos(9),
                                2,
                                1,
                                2,
                                End.OPEN,
                                nanos(9),
                                SourceFilter.ALL,
                                List.of(),
                                0),
                        new Membership(
                                ip(B),
                                ip(OTHER),
                                version,
                                nanos(20),
                                nanos(20),
                                1,
                                3,
                                3,
                                End.OPEN,
                                nanos(20),
                                SourceFilter.ALL,
                                List.of(),
                                0)),
                seen.memberships());
        assertEquals(
                List.of("1.0 10.77.0.1 JOINED_GROUP 239.192.53.207", "20.0 10.77.0.2 JOINED_GROUP 239.192.53.208"),
                changes(seen, JOINED_GROUP));
    }

    @Test
    void whatAHostWantedBeforeIsKeptAndTheLatestOfIt() {
        line.at(1).frame(reportV3(A, 4, GROUP, List.of())).at(2).frame(reportV3(A, 6, GROUP, List.of(B)));
        line.at(3).frame(reportV3(A, 2, GROUP, List.of(B))).at(5).frame(reportV3(A, 5, GROUP, List.of(B)));
        Membership one = line.end().memberships().get(0);
        SourceFilter withoutB = new SourceFilter(false, List.of(ip(B)), true, nanos(2));
        assertEquals(SourceFilter.ALL, one.filter());
        assertEquals(
                List.of(new Membership.Earlier(SourceFilter.ALL, nanos(2)), new Membership.Earlier(withoutB, nanos(5))),
                one.earlier());
        for (int i = 0; i < 100; i++) {
            line.at(6 + i).frame(reportV3(A, 5 + i % 2, GROUP, List.of(B)));
        }
        List<Membership.Earlier> many = line.end().memberships().get(0).earlier();
        assertEquals(Membership.MOST_EARLIER, many.size());
        assertEquals(nanos(105), many.get(many.size() - 1).untilNanos());
    }

    @Test
    void reportsWithoutRouterAlertOrWithAnotherTimeToLiveAreCounted() {
        line.at(1).frame(report(1, A, GROUP)).frame(report(2, B, GROUP));
        line.at(2).frame(Packets.igmp(B, GROUP, 1, false, Packets.igmpMessage(0x16, 0, GROUP)));
        line.at(3).frame(Packets.igmp(B, GROUP, 64, true, Packets.igmpMessage(0x16, 0, GROUP)));
        line.at(4).frame(Packets.igmp(A, GROUP, 2, false, Packets.igmpMessage(0x12, 0, GROUP)));
        assertEquals(
                List.of(1, 2),
                line.end().memberships().stream().map(Membership::malformed).toList());
    }

    @Test
    void oneHostInTwoGroupsAndTwoHostsInOneGroupAreApart() {
        line.at(1).frame(report(2, A, GROUP)).frame(report(2, A, OTHER)).frame(report(2, B, GROUP));
        line.at(2).frame(leave(A, GROUP));
        Observation seen = line.end();
        assertEquals(3, seen.memberships().size());
        assertEquals(
                List.of(End.LEFT, End.OPEN, End.OPEN),
                seen.memberships().stream().map(Membership::end).toList());
        assertEquals(List.of("2.0 10.77.0.1 LEFT_GROUP 239.192.53.207"), changes(seen, LEFT_GROUP));
    }

    @Test
    void leaveEndsAndALaterReportBeginsAnew() {
        line.at(1).frame(report(2, A, GROUP)).at(5).frame(leave(A, GROUP)).at(8).frame(report(2, A, GROUP));
        Observation seen = line.end();
        Membership left = seen.memberships().get(0);
        assertEquals(End.LEFT, left.end());
        assertEquals(5, seconds(left.endNanos()));
        assertEquals(1, seconds(left.lastReportNanos()));
        assertEquals(2, left.lastFrame());
        Membership again = seen.memberships().get(1);
        assertEquals(8, seconds(again.sinceNanos()));
        assertEquals(End.OPEN, again.end());
        assertEquals(
                List.of(
                        "1.0 10.77.0.1 JOINED_GROUP 239.192.53.207",
                        "5.0 10.77.0.1 LEFT_GROUP 239.192.53.207",
                        "8.0 10.77.0.1 JOINED_GROUP 239.192.53.207"),
                changes(seen, JOINED_GROUP, LEFT_GROUP));
    }

    @Test
    void leaveOfAMembershipNobodySawIsStillKnown() {
        Observation seen = line.at(5).frame(leave(A, GROUP)).end();
        Membership left = seen.memberships().get(0);
        assertEquals(0, left.reports());
        assertEquals(End.LEFT, left.end());
        assertEquals(5, seconds(left.endNanos()));
    }

    @Test
    void version3RecordsJoinAndLeave() {
        line.at(1).frame(reportV3(A, 4, GROUP, List.of()));
        line.at(2).frame(reportV3(B, 5, GROUP, List.of("10.77.0.9")));
        line.at(3).frame(reportV3(A, 3, GROUP, List.of()));
        line.at(4).frame(reportV3(B, 6, GROUP, List.of("10.77.0.9")));
        line.at(5).frame(reportV3(A, 2, OTHER, List.of()));
        line.at(6).frame(reportV3(B, 1, OTHER, List.of("10.77.0.9")));
        List<Membership> members = line.end().memberships();
        assertEquals(4, members.size());
        assertEquals(End.LEFT, members.get(0).end());
        assertEquals(3, seconds(members.get(0).endNanos()));
        assertTrue(members.get(1).sourceSpecific());
        assertEquals(1, members.get(1).reports(), "BLOCK_OLD_SOURCES is no report of membership");
        assertFalse(members.get(2).sourceSpecific());
        assertTrue(members.get(3).sourceSpecific());
    }

    private SourceFilter filter() {
        return line.end().memberships().get(0).filter();
    }

    @Test
    void sourcesAreFollowedRecordByRecord() {
        line.at(1).frame(reportV3(A, 1, GROUP, List.of("10.77.0.9")));
        line.at(2).frame(reportV3(A, 5, GROUP, List.of("10.77.0.8")));
        line.at(3).frame(reportV3(A, 6, GROUP, List.of("10.77.0.9")));
        assertEquals(new SourceFilter(true, List.of(ip("10.77.0.8")), true, nanos(3)), filter());
        line.at(4).frame(reportV3(A, 1, GROUP, List.of("10.77.0.8")));
        assertEquals(nanos(3), filter().sinceNanos(), "told again");
        line.at(5).frame(report(2, A, GROUP));
        assertEquals(SourceFilter.ALL, filter());
    }

    @Test
    void excludedSourcesThatAreAllowedAreWantedAgain() {
        line.at(1).frame(reportV3(A, 4, GROUP, List.of("10.77.0.8", "10.77.0.9")));
        line.at(2).frame(reportV3(A, 5, GROUP, List.of("10.77.0.9")));
        assertTrue(filter().refuses(ip("10.77.0.8")));
        assertFalse(filter().refuses(ip("10.77.0.9")));
        assertFalse(filter().isInclude());
    }

    @Test
    void manySourcesAreNotKeptAndRefuseNobody() {
        List<String> many = IntStream.range(0, 200).mapToObj(i -> "10.1.0." + i).toList();
        line.at(1).frame(reportV3(A, 1, GROUP, many));
        assertEquals(64, filter().sources().size());
        assertFalse(filter().refuses(ip("10.77.0.9")));
    }

    @Test
    void defaultTimersAgeOutAfter260Seconds() {
        line.at(0).frame(report(2, A, GROUP)).silentUntil(260);
        assertEquals(1, line.heard().size());
        line.silentUntil(260.1).at(261).frame(report(2, B, GROUP));
        Observation seen = line.end();
        assertEquals(End.AGED_OUT, seen.memberships().get(0).end());
        assertEquals(260, seconds(seen.memberships().get(0).endNanos()));
        assertEquals(List.of("260.0 10.77.0.1 MEMBERSHIP_AGED_OUT 239.192.53.207"), changes(seen, MEMBERSHIP_AGED_OUT));
    }

    @Test
    void timersOfAVersion3QueryDecideTheAgeOut() {
        // 3 x 20 s + 5 s
        line.at(0).frame(queryV3(QUERIER, 50, 3, 20)).at(1).frame(reportV3(A, 4, GROUP, List.of()));
        line.silentUntil(66).silentUntil(66.5);
        Membership member = line.end().memberships().get(0);
        assertEquals(End.AGED_OUT, member.end());
        assertEquals(66, seconds(member.endNanos()));
    }

    @Test
    void observedIntervalOfVersion2QueriesDecidesTheAgeOut() {
        for (int i = 0; i < 5; i++) {
            line.at(30 * i).frame(queryV2(QUERIER, 100));
        }
        // 2 x 30 s + 10 s
        line.at(121).frame(report(2, A, GROUP)).silentUntil(190).silentUntil(191.5);
        Membership member = line.end().memberships().get(0);
        assertEquals(End.AGED_OUT, member.end());
        assertEquals(121 + 70, seconds(member.endNanos()));
    }

    @Test
    void anAgedOutMemberThatReportsAgainJoinsAnew() {
        line.at(0).frame(report(2, A, GROUP)).at(300).frame(report(2, A, GROUP));
        assertEquals(
                List.of(
                        "0.0 10.77.0.1 JOINED_GROUP 239.192.53.207",
                        "260.0 10.77.0.1 MEMBERSHIP_AGED_OUT 239.192.53.207",
                        "300.0 10.77.0.1 JOINED_GROUP 239.192.53.207"),
                changes(line.end(), JOINED_GROUP, MEMBERSHIP_AGED_OUT));
    }

    @Test
    void suppressionOfVersion2KeepsOnlyTheHostThatReports() {
        // After the first answers only A reports (RFC 2236 section 3): B is silent, and this place cannot know better.
        line.at(0)
                .frame(queryV2(QUERIER, 100))
                .at(1)
                .frame(report(2, A, GROUP))
                .at(2)
                .frame(report(2, B, GROUP));
        for (int i = 1; i < 5; i++) {
            line.at(125 * i).frame(queryV2(QUERIER, 100)).at(125 * i + 3).frame(report(2, A, GROUP));
        }
        List<Membership> members = line.end().memberships();
        assertEquals(
                List.of(ip(B), ip(A)), members.stream().map(Membership::host).toList());
        assertEquals(
                List.of(End.AGED_OUT, End.OPEN),
                members.stream().map(Membership::end).toList());
        assertEquals(5, members.get(1).reports());
    }

    @Test
    void lastMemberQueryIsCountedForItsGroupAndIsNoGeneralQuery() {
        line.at(0).frame(queryV2(QUERIER, 100)).at(1).frame(report(2, A, GROUP)).frame(report(2, B, GROUP));
        line.at(10).frame(leave(A, GROUP)).at(10.01).frame(groupQuery(QUERIER, GROUP));
        line.at(10.5).frame(report(2, B, GROUP)).at(11.01).frame(groupQuery(QUERIER, GROUP));
        Observation seen = line.end();
        Querier querier = seen.queriers().get(0);
        assertEquals(1, querier.generalQueries());
        assertEquals(2, querier.groupQueries().count());
        assertEquals(
                List.of(End.LEFT, End.OPEN),
                seen.memberships().stream().map(Membership::end).toList());
        assertEquals(10.5, seconds(seen.memberships().get(1).lastReportNanos()));
    }

    @Test
    void aQuerierOfVersion1MakesHostsSayTheirMembershipInVersion1() {
        line.at(0).frame(reportV3(A, 4, GROUP, List.of()));
        line.at(10).frame(queryV1(QUERIER)).at(12).frame(report(1, A, GROUP));
        Observation seen = line.end();
        assertEquals(1, seen.memberships().get(0).version());
        assertEquals(2, seen.memberships().get(0).reports());
        assertEquals(1, seen.queriers().get(0).version());
    }

    @Test
    void linkLocalGroupsAreNotFollowedNeitherJoinedNorLeft() {
        line.at(0).frame(report(2, A, "224.0.0.251")).at(1).frame(leave(A, "224.0.0.251"));
        Observation seen = line.end();
        assertEquals(List.of(), seen.memberships());
        assertEquals(List.of(), seen.changes());
    }

    @Test
    void aMessageWithABadChecksumIsNotBelieved() {
        byte[] frame = report(2, A, GROUP);
        frame[frame.length - 1] ^= 1;
        assertEquals(List.of(), line.at(0).frame(frame).end().memberships());
    }

    @Test
    void theSecondCopyOfAReportCountsOnce() {
        line.at(1).frame(report(2, A, GROUP)).at(1.0005).frame(report(2, A, GROUP));
        Observation seen = line.end();
        assertEquals(1, seen.memberships().get(0).reports());
        assertEquals(1, seen.signs().duplicates());
    }

    @Test
    void reportsOfTwoVersionsAreNoCopiesOfEachOther() {
        Observation seen = line.at(1)
                .frame(report(1, A, GROUP))
                .at(1.0005)
                .frame(report(2, A, GROUP))
                .end();
        assertEquals(2, seen.memberships().get(0).reports());
        assertEquals(2, seen.memberships().get(0).version());
        assertEquals(0, seen.signs().duplicates());
    }

    @Test
    void timeThatStepsBackNeitherEndsNorBreaksAMembership() {
        line.at(500).frame(report(2, A, GROUP)).at(100).frame(report(2, A, GROUP));
        Observation seen = line.at(110).frame(report(2, B, GROUP)).end();
        assertEquals(
                List.of(End.OPEN, End.OPEN),
                seen.memberships().stream().map(Membership::end).toList());
        assertEquals(100, seconds(seen.memberships().get(0).lastReportNanos()));
    }

    @Test
    void listenerReportsOfBothVersionsAndDoneAreFollowed() {
        String host = "fe80::c0ff:fea8:151";
        line.at(1).frame(SampleFrames.MLD_V1_REPORT.bytes());
        line.at(3).frame(SampleFrames.MLD_V2_REPORT.bytes());
        line.at(5).frame(SampleFrames.MLD_DONE.bytes());
        List<Membership> members = line.end().memberships();
        Membership left = members.get(0);
        assertEquals(ip(host), left.host());
        assertEquals(ip("ff15::ddb4"), left.group());
        assertEquals(2, left.version());
        assertEquals(2, left.reports());
        assertEquals(End.LEFT, left.end());
        assertEquals(5, seconds(left.endNanos()));
        assertEquals(ip("ff15::1"), members.get(1).group());
        assertTrue(members.get(1).sourceSpecific());
    }

    @Test
    void membershipsBeyondTheLimitAreCounted() {
        for (int i = 0; i < 8_200; i++) {
            line.at(i * 0.01).frame(reportV3(A, 4, "239.1." + (i >> 8) + "." + (i & 255), List.of()));
        }
        Observation seen = line.end();
        assertEquals(8_192, seen.memberships().size());
        assertEquals(List.of("8 messages of further queriers and members"), seen.omitted());
    }

    @Test
    void aReportWithoutRouterAlertIsAMembershipToo() {
        byte[] bare = Packets.igmp(A, GROUP, 1, false, Packets.igmpMessage(0x16, 0, GROUP));
        assertEquals(1, line.at(0).frame(bare).end().memberships().size());
    }
}
