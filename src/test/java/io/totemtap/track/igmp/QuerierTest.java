package io.totemtap.track.igmp;

import static io.totemtap.net.EpochNanos.SECOND;
import static io.totemtap.track.Packets.ip;
import static io.totemtap.track.Packets.mac;
import static io.totemtap.track.Packets.queryV1;
import static io.totemtap.track.Packets.queryV2;
import static io.totemtap.track.Packets.queryV3;
import static io.totemtap.track.Packets.report;
import static io.totemtap.track.StateChange.Kind.QUERIER_APPEARED;
import static io.totemtap.track.StateChange.Kind.QUERIER_ELECTED;
import static io.totemtap.track.StateChange.Kind.QUERIES_RESUMED;
import static io.totemtap.track.StateChange.Kind.QUERIES_STOPPED;
import static io.totemtap.track.Timeline.changes;
import static io.totemtap.track.Timeline.nanos;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.SampleFrames;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.StateChange.Kind;
import io.totemtap.track.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who queries, how often, and whose timers are in force. */
class QuerierTest {

    private static final Kind[] KINDS = {QUERIER_APPEARED, QUERIER_ELECTED, QUERIES_STOPPED, QUERIES_RESUMED};
    private static final String LOW = "10.77.0.250";
    private static final String HIGH = "10.77.0.254";

    private final Timeline line = new Timeline();

    @Test
    void regularQueriesGiveIntervalGapAndFrames() {
        for (double time : new double[] {0, 125, 250, 400, 525}) {
            line.at(time).frame(queryV2(HIGH, 100));
        }
        Observation seen = line.end();
        Querier querier = seen.queriers().get(0);
        assertEquals(ip(HIGH), querier.address());
        assertEquals(mac(HIGH), querier.mac());
        assertEquals(2, querier.version());
        assertEquals(5, querier.generalQueries());
        assertEquals(nanos(0), querier.firstNanos());
        assertEquals(nanos(525), querier.lastNanos());
        assertEquals(1, querier.firstFrame());
        assertEquals(5, querier.lastFrame());
        assertEquals(125 * SECOND, querier.intervalNanos());
        assertEquals(150 * SECOND, querier.longestGapNanos());
        assertEquals(List.of(nanos(0), nanos(125), nanos(250), nanos(400), nanos(525)), querier.lastQueries());
        assertEquals(0, querier.withoutRouterAlert());
        assertEquals(0, querier.timeToLiveNotOne());
        assertEquals(List.of("0.0 10.77.0.254 QUERIER_APPEARED"), changes(seen, KINDS));
    }

    @Test
    void withoutAnyQueryTheDefaultsAreInForce() {
        assertEquals(
                IgmpTimers.DEFAULT,
                line.at(0).frame(report(2, LOW, "239.1.1.1")).end().timers());
        assertEquals(260 * SECOND, IgmpTimers.DEFAULT.groupMembershipInterval());
        assertEquals(255 * SECOND, IgmpTimers.DEFAULT.otherQuerierPresentInterval());
    }

    @Test
    void aLowerAddressIsElectedAndItsTimersAreInForce() {
        line.at(0).frame(queryV3(HIGH, 100, 2, 60)).at(10).frame(queryV3(LOW, 50, 3, 20));
        line.at(11).frame(queryV3(HIGH, 100, 2, 60));
        Observation seen = line.end();
        assertEquals(
                List.of("0.0 10.77.0.254 QUERIER_APPEARED", "10.0 10.77.0.250 QUERIER_ELECTED"), changes(seen, KINDS));
        assertEquals(new IgmpTimers(3, 20 * SECOND, 5 * SECOND), seen.timers());
        assertEquals(2, seen.queriers().size());
    }

    @Test
    void aHigherAddressOnlyAppears() {
        line.at(0).frame(queryV3(LOW, 50, 3, 20)).at(10).frame(queryV3(HIGH, 100, 2, 60));
        Observation seen = line.end();
        assertEquals(
                List.of("0.0 10.77.0.250 QUERIER_APPEARED", "10.0 10.77.0.254 QUERIER_APPEARED"), changes(seen, KINDS));
        assertEquals(new IgmpTimers(3, 20 * SECOND, 5 * SECOND), seen.timers());
    }

    @Test
    void anElectedQuerierThatFallsSilentIsSucceeded() {
        // LOW counts as gone 3 x 20 s + 2.5 s after its last query (RFC 3376 section 8.5).
        line.at(0).frame(queryV3(HIGH, 100, 2, 60)).at(10).frame(queryV3(LOW, 50, 3, 20));
        line.at(72).frame(queryV3(HIGH, 100, 2, 60));
        assertEquals(3, line.end().timers().robustness());
        Timeline longer = new Timeline();
        longer.at(0).frame(queryV3(HIGH, 100, 2, 60)).at(10).frame(queryV3(LOW, 50, 3, 20));
        longer.at(73).frame(queryV3(HIGH, 100, 2, 60));
        assertEquals(2, longer.end().timers().robustness());
    }

    @Test
    void aProxyWithoutAddressIsNeverElected() {
        line.at(0).frame(queryV3("0.0.0.0", 50, 7, 10)).at(1).frame(queryV3(HIGH, 100, 2, 60));
        line.at(2).frame(queryV3("0.0.0.0", 50, 7, 10));
        Observation seen = line.end();
        assertEquals(new IgmpTimers(2, 60 * SECOND, 10 * SECOND), seen.timers());
        assertEquals(List.of("0.0 0.0.0.0 QUERIER_APPEARED", "1.0 10.77.0.254 QUERIER_ELECTED"), changes(seen, KINDS));
    }

    @Test
    void overdueQueriesHaveStoppedAndMayResume() {
        line.at(0)
                .frame(queryV3(HIGH, 100, 2, 20))
                .silentUntil(50)
                .silentUntil(51)
                .silentUntil(60);
        line.at(100).frame(queryV3(HIGH, 100, 2, 20));
        Observation seen = line.end();
        assertEquals(
                List.of(
                        "0.0 10.77.0.254 QUERIER_APPEARED",
                        "51.0 0.0.0.0 QUERIES_STOPPED",
                        "100.0 10.77.0.254 QUERIES_RESUMED"),
                changes(seen, KINDS));
        assertEquals(100 * SECOND, seen.queriers().get(0).longestGapNanos());
    }

    @Test
    void queriesThatWereNeverThereDoNotStop() {
        line.at(0).frame(report(2, LOW, "239.1.1.1")).silentUntil(10_000);
        assertEquals(List.of(), changes(line.end(), KINDS));
    }

    @Test
    void versionAndTimersFollowTheLatestQuery() {
        line.at(0).frame(queryV3(HIGH, 100, 3, 20)).at(20).frame(queryV2(HIGH, 50));
        Observation seen = line.end();
        assertEquals(2, seen.queriers().get(0).version());
        assertEquals(new IgmpTimers(2, 125 * SECOND, 5 * SECOND), seen.timers());
        line.at(40).frame(queryV1(HIGH));
        assertEquals(1, line.end().queriers().get(0).version());
    }

    @Test
    void startupQueriesDoNotMakeAnInterval() {
        line.at(0)
                .frame(queryV2(HIGH, 100))
                .at(31)
                .frame(queryV2(HIGH, 100))
                .at(156)
                .frame(queryV2(HIGH, 100));
        assertEquals(125 * SECOND, line.end().timers().queryInterval());
    }

    @Test
    void queriesWithoutRouterAlertOrWithAnotherTimeToLiveAreCounted() {
        line.at(0).frame(queryV1(HIGH));
        line.at(1).frame(Packets.igmp(HIGH, "224.0.0.1", 64, true, Packets.igmpMessage(0x11, 100, "0.0.0.0")));
        Querier querier = line.end().queriers().get(0);
        assertEquals(1, querier.withoutRouterAlert());
        assertEquals(1, querier.timeToLiveNotOne());
    }

    @Test
    void listenerQueriesAreFollowed() {
        line.at(0).frame(SampleFrames.MLD_V1_QUERY.bytes()).at(5).frame(SampleFrames.MLD_V2_QUERY.bytes());
        Querier querier = line.end().queriers().get(0);
        assertEquals(ip("fe80::c0ff:fea8:1fe"), querier.address());
        assertEquals(1, querier.generalQueries());
        assertEquals(1, querier.groupQueries().count());
        assertEquals(1, querier.version());
    }

    @Test
    void onlyTheLatest64QueriesAreKept() {
        for (int i = 0; i < 100; i++) {
            line.at(10 * i).frame(queryV2(HIGH, 100));
        }
        Querier querier = line.end().queriers().get(0);
        assertEquals(100, querier.generalQueries());
        assertEquals(64, querier.lastQueries().size());
        assertEquals(nanos(360), querier.lastQueries().get(0));
        assertEquals(nanos(990), querier.lastQueries().get(63));
    }

    @Test
    void queriersBeyondTheLimitAreCounted() {
        for (int i = 0; i < 258; i++) {
            line.at(i).frame(queryV2("10.77." + (i >> 8) + "." + (i & 255), 100));
        }
        Observation seen = line.end();
        assertEquals(256, seen.queriers().size());
        assertEquals(List.of("2 messages of further queriers and members"), seen.omitted());
    }
}
