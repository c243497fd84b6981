package io.totemtap.decode.ip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.Envelope;
import io.totemtap.decode.ProblemLog;
import io.totemtap.decode.ip.FragmentAssembler.Outcome;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.Ipv4Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FragmentAssemblerTest {

    private static final Ipv4Address HOST = new Ipv4Address(0xc0a80151);
    private static final Ipv4Address GROUP = new Ipv4Address(0xefc035cf);
    private static final long START = 1_308_190_977L * EpochNanos.SECOND;

    private final FragmentAssembler assembler = new FragmentAssembler();
    private final ProblemLog problems = new ProblemLog(new Envelope());
    private final byte[] datagram = new byte[100];

    FragmentAssemblerTest() {
        new Random(791).nextBytes(datagram);
    }

    private static FragmentKey key(int identification) {
        return new FragmentKey(0, -1, HOST, GROUP, identification);
    }

    private Outcome add(int identification, long nanos, int from, int to, boolean more) {
        return add(key(identification), nanos, from, Arrays.copyOfRange(datagram, from, to), to - from, more);
    }

    private Outcome add(int from, int to, boolean more) {
        return add(7, START, from, to, more);
    }

    /** Adds a fragment of which the capture has {@code captured} bytes. */
    private Outcome add(FragmentKey key, long nanos, int offset, byte[] bytes, int captured, boolean more) {
        byte[] packet = new byte[20 + captured];
        packet[0] = 0x45;
        int total = 20 + bytes.length;
        packet[2] = (byte) (total >>> 8);
        packet[3] = (byte) total;
        int field = offset / 8 | (more ? 0x2000 : 0);
        packet[6] = (byte) (field >>> 8);
        packet[7] = (byte) field;
        packet[9] = 17;
        System.arraycopy(bytes, 0, packet, 20, captured);
        Ipv4View view = new Ipv4View(problems);
        assertTrue(view.wrap(packet, 0, packet.length, total));
        return assembler.add(key, nanos, view);
    }

    private void assertComplete(int fragments) {
        assertEquals(100, assembler.length());
        assertEquals(100, assembler.captured());
        assertEquals(fragments, assembler.fragments());
        assertArrayEquals(datagram, Arrays.copyOf(assembler.bytes(), 100));
    }

    @Test
    void putsTogetherInOrder() {
        assertEquals(Outcome.WAITING, add(0, 48, true));
        assertEquals(Outcome.WAITING, add(48, 96, true));
        assertEquals(1, assembler.statistics().inProgress());
        assertEquals(Outcome.COMPLETE, add(96, 100, false));
        assertComplete(3);
        assertEquals(1, assembler.statistics().completed());
        assertEquals(0, assembler.statistics().inProgress());
    }

    @Test
    void putsTogetherInEveryOrder() {
        int[][] pieces = {{0, 24}, {24, 48}, {48, 96}, {96, 100}};
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
        Random random = new Random(815);
        for (int round = 0; round < 50; round++) {
            Collections.shuffle(order, random);
            for (int i = 0; i < 4; i++) {
                int[] piece = pieces[order.get(i)];
                Outcome outcome = add(round, START, piece[0], piece[1], piece[1] < 100);
                assertEquals(i == 3 ? Outcome.COMPLETE : Outcome.WAITING, outcome, order.toString());
            }
            assertComplete(4);
        }
        assertEquals(0, assembler.statistics().overlaps());
    }

    @Test
    void everyFragmentTwiceIsOneDatagram() {
        assertEquals(Outcome.WAITING, add(0, 48, true));
        assertEquals(Outcome.WAITING, add(0, 48, true));
        assertEquals(Outcome.COMPLETE, add(48, 100, false));
        assertComplete(2);
        assertEquals(Outcome.WAITING, add(48, 100, false));
        FragmentStatistics statistics = assembler.statistics();
        assertEquals(1, statistics.completed());
        assertEquals(2, statistics.duplicates());
        assertEquals(0, statistics.overlaps());
        assertEquals(0, statistics.inProgress());
        assembler.advanceTo(START + 100 * EpochNanos.SECOND);
        assertEquals(0, assembler.statistics().expired());
        assertEquals(Map.of(), assembler.statistics().missingTails());
    }

    @Test
    void theWholeDatagramTwiceIsOneDatagram() {
        for (int copy = 0; copy < 2; copy++) {
            add(0, 48, true);
            add(48, 100, false);
        }
        assertEquals(1, assembler.statistics().completed());
        assertEquals(2, assembler.statistics().duplicates());
        assertEquals(0, assembler.statistics().inProgress());
    }

    @Test
    void theSameIdentificationALittleLaterIsAnotherDatagram() {
        add(7, START, 0, 48, true);
        add(7, START, 48, 100, false);
        long later = START + 101 * EpochNanos.MILLISECOND;
        assertEquals(Outcome.WAITING, add(7, later, 0, 48, true));
        assertEquals(Outcome.COMPLETE, add(7, later, 48, 100, false));
        assertEquals(2, assembler.statistics().completed());
    }

    @Test
    void otherInterfacesVlansAndSendersAreOtherDatagrams() {
        List<FragmentKey> keys = List.of(
                key(7),
                key(8),
                new FragmentKey(1, -1, HOST, GROUP, 7),
                new FragmentKey(0, 100, HOST, GROUP, 7),
                new FragmentKey(0, -1, GROUP, GROUP, 7),
                new FragmentKey(0, -1, HOST, HOST, 7));
        byte[] head = Arrays.copyOf(datagram, 48);
        byte[] tail = Arrays.copyOfRange(datagram, 48, 100);
        for (FragmentKey key : keys) {
            assertEquals(Outcome.WAITING, add(key, START, 0, head, 48, true));
        }
        for (FragmentKey key : keys) {
            assertEquals(Outcome.COMPLETE, add(key, START, 48, tail, 52, false));
        }
    }

    @Test
    void theFirstCopyOfAnOverlapWins() {
        add(0, 48, true);
        byte[] other = new byte[60];
        assertEquals(Outcome.COMPLETE, add(key(7), START, 40, other, 60, false));
        byte[] expected = Arrays.copyOf(datagram, 48);
        assertArrayEquals(Arrays.copyOf(expected, 100), Arrays.copyOf(assembler.bytes(), 100));
        assertEquals(1, assembler.statistics().overlaps());
        assertEquals(0, assembler.statistics().duplicates());
    }

    @Test
    void anOverlapFillsEveryGapAndNothingElse() {
        add(16, 32, true);
        add(48, 64, true);
        add(96, 100, false);
        assertEquals(Outcome.COMPLETE, add(0, 96, true));
        assertComplete(4);
        assertEquals(1, assembler.statistics().overlaps());
    }

    @Test
    void aCopyWithOtherContentsIsAnOverlapAndIsNotUsed() {
        add(0, 48, true);
        assertEquals(Outcome.WAITING, add(key(7), START, 0, new byte[48], 48, true));
        assertEquals(Outcome.COMPLETE, add(48, 100, false));
        assertComplete(2);
        assertEquals(1, assembler.statistics().overlaps());
        assertEquals(0, assembler.statistics().duplicates());
    }

    @Test
    void slicedFragmentsCountAsSeen() {
        add(key(7), START, 48, Arrays.copyOfRange(datagram, 48, 100), 10, false);
        assertEquals(Outcome.COMPLETE, add(key(7), START, 0, Arrays.copyOf(datagram, 48), 30, true));
        assertEquals(100, assembler.length());
        assertEquals(30, assembler.captured());
        assertArrayEquals(Arrays.copyOf(datagram, 30), Arrays.copyOf(assembler.bytes(), 30));
    }

    @Test
    void aSlicedTailLeavesWhatStandsBeforeIt() {
        add(0, 48, true);
        assertEquals(Outcome.COMPLETE, add(key(7), START, 48, Arrays.copyOfRange(datagram, 48, 100), 0, false));
        assertEquals(48, assembler.captured());
    }

    @Test
    void fragmentsThatFitNowhereAreRefused() {
        assertEquals(Outcome.REFUSED, add(0, 0, true));
        assertEquals(Outcome.REFUSED, add(0, 47, true));
        assertEquals(Outcome.REFUSED, add(key(7), START, 65_528, new byte[8], 8, false));
        assertEquals(Outcome.WAITING, add(key(8), START, 65_528, new byte[7], 7, false));
        add(0, 48, true);
        add(56, 64, true);
        assertEquals(Outcome.REFUSED, add(48, 56, false), "an end before what is there");
        assertEquals(Outcome.WAITING, add(88, 96, false));
        assertEquals(Outcome.REFUSED, add(64, 88, false), "another end");
        assertEquals(Outcome.REFUSED, add(88, 100, false), "another end");
        assertEquals(Outcome.REFUSED, add(96, 100, false), "behind the end");
        assertEquals(7, assembler.statistics().refused());
    }

    @Test
    void whatWaitsThirtySecondsIsGivenUp() {
        add(1, START, 0, 48, true);
        add(2, START, 48, 100, false);
        add(3, START + EpochNanos.SECOND, 0, 48, true);
        assembler.advanceTo(START + 30 * EpochNanos.SECOND);
        assertEquals(0, assembler.statistics().expired());
        assembler.advanceTo(START + 30 * EpochNanos.SECOND + 1);
        FragmentStatistics statistics = assembler.statistics();
        assertEquals(2, statistics.expired());
        assertEquals(1, statistics.inProgress());
        assertEquals(Map.of(GROUP, 1L), statistics.missingTails());
        assertEquals(Outcome.WAITING, add(1, START + 31 * EpochNanos.SECOND, 48, 100, false));
    }

    @Test
    void laterFragmentsMakeTimePassToo() {
        add(1, START, 0, 48, true);
        add(2, START + 31 * EpochNanos.SECOND, 0, 48, true);
        assertEquals(1, assembler.statistics().expired());
    }

    @Test
    void timeThatGoesBackwardsGivesNothingUp() {
        add(1, START, 0, 48, true);
        assembler.advanceTo(START - 100 * EpochNanos.SECOND);
        assembler.advanceTo(Long.MIN_VALUE);
        assertEquals(1, assembler.statistics().inProgress());
        assertEquals(Outcome.COMPLETE, add(1, START - EpochNanos.SECOND, 48, 100, false));
    }

    @Test
    void theOldestMakeRoomForTheNewest() {
        for (int i = 0; i < FragmentAssembler.MOST_DATAGRAMS + 10; i++) {
            add(i, START + i, 0, 48, true);
        }
        FragmentStatistics statistics = assembler.statistics();
        assertEquals(10, statistics.evicted());
        assertEquals(FragmentAssembler.MOST_DATAGRAMS, statistics.inProgress());
        assertEquals(Map.of(), statistics.missingTails());
        assertEquals(Outcome.COMPLETE, add(10, START + 2000, 48, 100, false));
        assertEquals(Outcome.WAITING, add(9, START + 2000, 48, 100, false));
    }

    @Test
    void bytesAreBoundedToo() {
        byte[] large = new byte[60_000];
        for (int i = 0; i < 200; i++) {
            add(key(i), START + i, 0, large, large.length, true);
        }
        FragmentStatistics statistics = assembler.statistics();
        assertTrue(60_000L * statistics.inProgress() <= FragmentAssembler.MOST_BYTES, statistics::toString);
        assertTrue(statistics.inProgress() > 60, statistics::toString);
        assertEquals(200, statistics.inProgress() + statistics.evicted());
    }

    @Test
    void roomComesBackWhenDatagramsComplete() {
        byte[] large = new byte[60_000];
        add(9_999, START, 0, 48, true);
        for (int i = 0; i < 500; i++) {
            add(key(i), START + i, 0, large, large.length, true);
            assertEquals(Outcome.COMPLETE, add(key(i), START + i, 60_000, new byte[8], 8, false));
        }
        assertEquals(0, assembler.statistics().evicted());
        assertEquals(Outcome.COMPLETE, add(9_999, START + 500, 48, 100, false), "the oldest was left alone");
    }

    @Test
    void aDatagramInTooManyPiecesIsGivenUp() {
        Outcome outcome = Outcome.WAITING;
        int pieces = 0;
        while (outcome == Outcome.WAITING) {
            outcome = add(key(7), START, 16 * pieces++, new byte[8], 8, true);
        }
        assertEquals(Outcome.GIVEN_UP, outcome);
        assertEquals(513, pieces);
        assertEquals(1, assembler.statistics().evicted());
        assertEquals(0, assembler.statistics().inProgress());
    }

    @Test
    void settledDatagramsAreForgottenAndTheirFragmentsIgnored() {
        add(48, 100, false);
        assembler.settle(key(7), START);
        assertEquals(0, assembler.statistics().inProgress());
        assertEquals(Outcome.WAITING, add(0, 48, true));
        assertEquals(Outcome.WAITING, add(48, 100, false));
        assertEquals(0, assembler.statistics().completed());
        assertNotEquals(0, assembler.statistics().duplicates());
    }

    @Test
    void destinationsCountedAreBounded() {
        for (int i = 0; i < FragmentAssembler.MOST_DESTINATIONS + 5; i++) {
            FragmentKey key = new FragmentKey(0, -1, HOST, new Ipv4Address(0xef000000 + i), 1);
            add(key, START + i * (31 * EpochNanos.SECOND), 0, new byte[8], 8, true);
        }
        assembler.advanceTo(START + 100_000 * EpochNanos.SECOND);
        FragmentStatistics statistics = assembler.statistics();
        assertEquals(
                FragmentAssembler.MOST_DESTINATIONS, statistics.missingTails().size());
        assertEquals(5, statistics.missingTailsElsewhere());
    }
}
