package io.totemtap.track;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static io.totemtap.track.Packets.ip;
import static io.totemtap.track.Packets.mac;
import static io.totemtap.track.Timeline.nanos;
import static io.totemtap.track.Timeline.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Direction;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.SampleFrames;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.Observation.Quiet;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Hosts, flows, copies, signs and times of one vantage point. */
class VantagePointTrackerTest {

    private final Timeline line = new Timeline();
    private final Cluster cluster = new Cluster(line, TotemDialect.OPENAIS_COROSYNC1, true);

    @Test
    void hostsAndFlowsAreCounted() {
        cluster.forms(0, 1, 2).at(1).message(1, 1).at(2).message(1, 2);
        line.at(3).frame(Packets.report(2, address(1), GROUP)).at(4).frame(Packets.arp(address(2), address(1)));
        Observation seen = line.end();
        assertEquals(13, seen.frames());
        assertEquals(
                List.of(ip(address(1)), ip(address(2))),
                seen.hosts().stream().map(Host::address).toList());
        Host one = seen.hosts().get(0);
        assertEquals(List.of(mac(address(1))), one.macs());
        assertEquals(List.of(1L), one.nodeIds());
        assertEquals(nanos(0), one.firstNanos());
        assertEquals(nanos(3), one.lastNanos());
        Flow group = flow(seen, new FlowKey(Kind.GROUP, ip(address(1)), ip(GROUP), 5405));
        assertEquals(4, group.frames());
        assertEquals(Map.of("memb-join", 2L, "mcast", 2L), group.messages());
        assertEquals(2, group.messages("mcast"));
        assertEquals(0, group.messages("orf-token"));
        assertEquals(1, group.highestTimeToLive());
        assertEquals(Set.of(5404), group.sourcePorts());
        assertEquals(Set.of(-1), group.vlans());
        assertEquals(Map.of(Flow.CLEAR, 4L), group.keys());
        assertTrue(group.isTotem());
        Flow token = flow(seen, new FlowKey(Kind.UNICAST, ip(address(2)), ip(address(1)), 5405));
        assertEquals(3, token.frames());
        assertEquals(64, token.lowestTimeToLive());
        assertEquals(
                1,
                flow(seen, new FlowKey(Kind.MEMBERSHIP, ip(address(1)), ip(GROUP), 0))
                        .frames());
        assertEquals(
                1,
                flow(seen, new FlowKey(Kind.ARP, ip(address(2)), ip(address(1)), 0))
                        .frames());
        assertEquals(5, seen.flows().size() - 1, "and the other's multicasts and tokens");
        assertEquals(
                seen.frames(),
                seen.pairs().stream().mapToLong(pair -> pair.frames()).sum());
    }

    private static Flow flow(Observation seen, FlowKey key) {
        return seen.flows().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatAHostSaysToItselfGoesNowhere() {
        cluster.at(0).token(1, 1, 1, 1, 1).at(0.1).message(1, 2).at(0.2).token(1, 2, 2, 2, 2);
        Observation seen = cluster.end();
        assertEquals(
                List.of(ip(GROUP), ip(address(2))),
                seen.flows().stream().map(flow -> flow.key().destination()).toList());
    }

    @Test
    void foreignTrafficIsNoHost() {
        line.at(0).frame(SampleFrames.UDP_DNS.bytes()).frame(SampleFrames.TCP.bytes());
        line.frame(Packets.udp("10.1.1.1", 5353, "224.0.0.251", 5353, true, new byte[30]));
        Observation seen = line.end();
        assertEquals(3, seen.frames());
        assertEquals(List.of(), seen.hosts());
        assertEquals(List.of(), seen.flows());
        assertEquals(3, seen.pairs().size());
    }

    @Test
    void groupTrafficThatIsNoTotemIsAFlowButNoNode() {
        for (int i = 0; i < 3; i++) {
            line.at(i).frame(Packets.udp("10.1.1.1", 4000, "239.9.9.9", 4001, true, new byte[40 + i]));
        }
        Observation seen = line.end();
        assertEquals(3, seen.flows().get(0).frames());
        assertEquals(List.of(), seen.nodes());
        assertTrue(!seen.flows().get(0).isTotem());
    }

    @Test
    void copiesOfAMirrorAreRemovedAndCounted() {
        Observation once = mirrored(1);
        Observation twice = mirrored(2);
        assertEquals(0, once.signs().duplicates());
        assertEquals(once.frames() * 2, twice.frames());
        assertEquals(once.rings().get(0).tokens(), twice.rings().get(0).tokens());
        assertEquals(0, twice.rings().get(0).repeatedTokens());
        assertEquals(once.rings().get(0).rotation(), twice.rings().get(0).rotation());
        // The first messages are counted twice, until eight tokens have shown that there are copies.
        long copies = twice.flows().stream().mapToLong(Flow::frames).sum()
                - once.flows().stream().mapToLong(Flow::frames).sum();
        assertTrue(copies <= 8, copies + " copies counted");
        assertEquals(once.frames() - copies, twice.signs().duplicates());
        assertTrue(twice.signs().comparable() > twice.signs().duplicates() / 2);
    }

    private static Observation mirrored(int copies) {
        Cluster cluster = new Cluster();
        for (int i = 0; i < 100; i++) {
            for (int copy = 0; copy < copies; copy++) {
                cluster.at(i * 0.005 + copy * 0.0001).message(1 + i % 2, i + 1);
            }
            for (int copy = 0; copy < copies; copy++) {
                cluster.at(i * 0.005 + 0.002 + copy * 0.0001).token(1 + i % 2, 2 - i % 2, i, i + 1, i);
            }
        }
        return cluster.end();
    }

    @Test
    void multicastAloneMayComeTwice() {
        for (int i = 0; i < 50; i++) {
            cluster.at(i * 0.01).message(1, i + 1).at(i * 0.01 + 0.00001).message(1, i + 1);
            cluster.at(i * 0.01 + 0.005).token(1, 2, i, i + 1, i);
        }
        Observation seen = cluster.end();
        assertEquals(49, seen.signs().duplicates()); // the first one comes before any token
        assertEquals(Map.of(ip(address(1)), 49L), counts(seen.signs().multicastTwice()));
        assertEquals(0, seen.signs().unicastTwice());
        assertEquals(51, seen.flows().get(0).frames());
    }

    private static Map<IpAddress, Long> counts(Map<IpAddress, FrameSample> samples) {
        return samples.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue()
                .count()));
    }

    @Test
    void aMessageThatATokenAsksForIsNoCopyHoweverSoonItComes() {
        for (int i = 0; i < 50; i++) {
            cluster.at(i * 0.01).message(1, i + 1).at(i * 0.01 + 0.00001).token(2, 1, i, i + 1, i, i + 1);
            cluster.at(i * 0.01 + 0.00002).repeat(1, 1, i + 1);
        }
        assertEquals(0, cluster.end().signs().duplicates());
    }

    @Test
    void aMessageSentTwiceIsNoCopyWhereNothingElseIsDoubled() {
        for (int i = 0; i < 50; i++) {
            cluster.at(i * 0.01).message(1, i + 1).at(i * 0.01 + 0.001).message(1, i + 1);
            cluster.at(i * 0.01 + 0.005).token(1, 2, i, i + 1, i);
        }
        Observation seen = cluster.end();
        assertEquals(0, seen.signs().duplicates());
        assertEquals(50, seen.rings().get(0).repeats().get(0).seen().count());
    }

    @Test
    void twoTokensMoreThanTwoMillisecondsApartAreARepeat() {
        cluster.at(0).token(1, 2, 7, 3, 3).at(0.0021).token(1, 2, 7, 3, 3);
        Observation seen = cluster.end();
        assertEquals(0, seen.signs().duplicates());
        assertEquals(1, seen.rings().get(0).repeatedTokens());
    }

    @Test
    void timesAreThoseOfThePacketsAndOfNoClock() {
        Timeline ancient = new Timeline();
        new Cluster(ancient, TotemDialect.OPENAIS_COROSYNC1, true)
                .at(-1_308_190_977)
                .join(1, 0, 1)
                .at(-1_308_190_970)
                .join(1, 0, 1);
        Observation seen = ancient.end();
        assertEquals(0, seen.firstNanos());
        assertEquals(7 * EpochNanos.SECOND, seen.lastNanos());
        assertEquals(7 * EpochNanos.SECOND, seen.nodes().get(0).lastNanos());
    }

    @Test
    void timeThatStepsBackKeepsFirstAndLastTrue() {
        cluster.at(10).join(1, 0, 1).at(5).join(1, 0, 1).at(8).join(1, 0, 1);
        Observation seen = cluster.end();
        assertEquals(5, seconds(seen.firstNanos()));
        assertEquals(10, seconds(seen.lastNanos()));
        assertEquals(3, seen.nodes().get(0).joins().count());
        assertEquals(5 * EpochNanos.SECOND, seen.sightings().disorderNanos());
        assertEquals(List.of(), seen.quiet());
    }

    @Test
    void nothingAtAllIsQuietAndOnlyTheFirstHundred() {
        cluster.at(0).join(1, 0, 1).at(2).join(1, 0, 1).at(4.5).join(1, 0, 1);
        assertEquals(
                List.of(new Quiet(nanos(2), nanos(4.5), 2, 3)), cluster.end().quiet());
        for (int i = 0; i < 120; i++) {
            cluster.at(10 + 3 * i).join(1, 0, 1);
        }
        assertEquals(100, cluster.end().quiet().size());
    }

    @Test
    void whatAHostSaysToItselfBreaksNoSilence() {
        Timeline cooked = new Timeline(CaptureInterface.plain(0, 113, 0));
        byte[] frame = SampleFrames.COOKED_OUTGOING.bytes();
        byte[] loopback = frame.clone();
        loopback[2] = 772 >> 8;
        loopback[3] = (byte) 772;
        cooked.at(0)
                .frame(frame)
                .at(1.5)
                .frame(loopback)
                .at(3)
                .frame(loopback)
                .at(4)
                .frame(frame);
        Observation seen = cooked.end();
        assertEquals(4, seen.frames());
        assertEquals(1, seen.quiet().size());
        Quiet quiet = seen.quiet().get(0);
        assertEquals(nanos(0), quiet.fromNanos());
        assertEquals(nanos(4), quiet.toNanos());
    }

    @Test
    void slicedFramesAreCountedAndFoundByTheirPrefix() {
        byte[] token = Packets.udp(address(1), address(2), cluster.tokenPayload(1, 9, 4, 4));
        line.at(0).frame(token, 68, Direction.UNKNOWN);
        Observation seen = line.end();
        assertEquals(1, seen.sliced());
        Timeline whole = new Timeline();
        whole.at(0).frame(token);
        SightingLog.Cursor cut = seen.sightings().cursor();
        SightingLog.Cursor full = whole.end().sightings().cursor();
        assertTrue(cut.next());
        assertTrue(full.next());
        assertEquals(full.prefix(), cut.prefix());
        assertEquals(full.length(), cut.length());
    }

    @Test
    void signsOfTheOwnHostAreCountedBySource() {
        line.at(0).sent(Packets.udp(address(1), GROUP, cluster.messagePayload(1, 1)));
        line.at(1).frame(Packets.udp(address(2), 5404, GROUP, 5405, false, cluster.messagePayload(2, 2)));
        line.at(2).frame(Packets.udp(address(2), 5404, GROUP, 5405, true, cluster.messagePayload(2, 3)));
        HostSigns signs = line.end().signs();
        assertEquals(Map.of(ip(address(1)), 1L), signs.outbound());
        assertEquals(Map.of(ip(address(2)), 1L), signs.checksumNotFilledIn());
    }

    @Test
    void tunnelsAndFramesForOthersAreSigns() {
        line.at(0).frame(SampleFrames.ERSPAN_2.bytes());
        assertEquals(1, line.end().signs().tunnelled());
        Timeline cooked = new Timeline(CaptureInterface.plain(0, 113, 0));
        byte[] other = SampleFrames.COOKED_OUTGOING.bytes();
        cooked.at(0).frame(other);
        other[1] = 3;
        cooked.at(1).frame(other);
        HostSigns signs = cooked.end().signs();
        assertEquals(1, signs.toOtherHost());
        assertEquals(Map.of(ip("192.168.1.81"), 1L), signs.outbound());
    }

    @Test
    void aCookedCaptureHasNoPairs() {
        Timeline raw = new Timeline(LinkType.RAW_IP);
        raw.at(0).frame(SampleFrames.RAW_4.bytes());
        Observation seen = raw.end();
        assertEquals(List.of(), seen.pairs());
        assertEquals(1, seen.flows().size());
    }

    @Test
    void topologyChangesAreNoted() {
        byte[] quiet = SampleFrames.STP_CONFIGURATION.bytes();
        quiet[21] = 0;
        line.at(1).frame(quiet);
        line.at(2).frame(SampleFrames.STP_RAPID.bytes()).at(3).frame(SampleFrames.STP_NOTIFICATION.bytes());
        FrameSample changes = line.end().topologyChanges();
        assertEquals(2, changes.count());
        assertEquals(nanos(2), changes.firstNanos());
        assertEquals(List.of(2L, 3L), changes.first());
    }

    @Test
    void fragmentsAreOneDatagram() {
        line.at(0).frame(SampleFrames.FRAGMENT_FIRST.bytes()).at(0.001).frame(SampleFrames.FRAGMENT_LAST.bytes());
        Observation seen = line.end();
        assertEquals(1, seen.flows().get(0).frames());
        assertEquals(1, seen.flows().get(0).fragmented());
        assertEquals(1, seen.fragments().completed());
    }

    @Test
    void hostsAndPairsBeyondTheirLimitsAreCounted() {
        for (int i = 0; i < 4_200; i++) {
            line.at(i * 0.001).frame(Packets.udp("10." + (i >> 8) + "." + (i & 255) + ".1", GROUP, new byte[142]));
        }
        Observation seen = line.end();
        assertEquals(2_048, seen.hosts().size());
        assertEquals(4_096, seen.pairs().size());
        assertEquals(
                List.of("2152 packets of further hosts", "104 frames of further pairs of Ethernet addresses"),
                seen.omitted().stream().filter(text -> !text.contains("rings")).toList());
    }

    @Test
    void flowsBeyondTheirLimitAreCounted() {
        for (int i = 0; i < 8_200; i++) {
            String group = "239.5." + (i >> 8) + "." + (i & 255);
            line.at(i * 0.001).frame(Packets.udp("10.1.1.1", 4000, group, 4001, true, new byte[30]));
        }
        Observation seen = line.end();
        assertEquals(8_192, seen.flows().size());
        assertTrue(
                seen.omitted().contains("8 packets of further flows"),
                seen.omitted().toString());
        assertEquals(8_192, seen.sightings().size());
    }

    @Test
    void changesBeyondTheLimitAreHeardButNotKept() {
        for (int i = 0; i < 10_050; i++) {
            cluster.ring(1, 4L * i).at(i * 0.1).merge(1);
        }
        Observation seen = cluster.end();
        assertEquals(StateLog.LIMIT, seen.changes().size());
        assertTrue(line.heard().size() > StateLog.LIMIT);
        assertTrue(seen.omitted().contains(line.heard().size() - StateLog.LIMIT + " state changes"));
    }

    /** Whatever arrives in whatever order: counts fit together, and nothing breaks. */
    @Test
    void anyMixOfFramesKeepsTheBooksBalanced() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Timeline any = new Timeline();
            Cluster mix = new Cluster(any, TotemDialect.COROSYNC2, random.nextBoolean());
            for (int i = 0; i < 400; i++) {
                step(random, any, mix, i);
            }
            Observation seen = any.end();
            assertEquals(any.frames(), seen.frames());
            assertTrue(seen.firstNanos() <= seen.lastNanos());
            long inFlows = seen.flows().stream().mapToLong(Flow::frames).sum();
            assertTrue(inFlows + seen.signs().duplicates() <= seen.frames(), "seed " + seed);
            assertEquals(seen.sightings().size(), inFlows, "seed " + seed);
            assertEquals(any.heard(), seen.changes());
            seen.hearings().forEach(one -> assertTrue(one.recovered() <= one.asked() && one.outstanding() >= 0));
            seen.rings()
                    .forEach(ring -> assertTrue(
                            ring.messages() <= seen.frames() && ring.missing().size() <= 4));
        }
    }

    private static void step(Random random, Timeline any, Cluster mix, int i) {
        int from = 1 + random.nextInt(3);
        int to = 1 + random.nextInt(3);
        long number = random.nextInt(50);
        mix.ring(1 + random.nextInt(2), 4L * random.nextInt(3)).at(i * 0.1 - (random.nextInt(20) == 0 ? 5 : 0));
        switch (random.nextInt(9)) {
            case 0 -> mix.token(from, to, i, number, number / 2, number);
            case 1 -> mix.message(from, (int) number);
            case 2 -> mix.repeat(to, from, number);
            case 3 -> mix.join(from, 0, from, to);
            case 4 -> mix.join(from, 1, to, from);
            case 5 -> mix.leave(from, to, from);
            case 6 -> mix.merge(from);
            case 7 -> mix.commit(from, to, i, 1, 1, 2, 3);
            default -> any.frame(Packets.report(2, address(from), GROUP));
        }
    }
}
