package io.totemtap.track;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static io.totemtap.track.Packets.ip;
import static io.totemtap.track.Packets.mac;
import static io.totemtap.track.Timeline.nanos;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.SampleFrames;
import io.totemtap.track.StateChange.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What hypervisors announce when a guest is elsewhere. */
class MoveWatchTest {

    private static final byte[] ANNOUNCED = Packets.reverseArp(address(1));

    private final Timeline line = new Timeline();

    private List<StateChange> moves() {
        return line.end().changes().stream()
                .filter(change -> change.kind() == Kind.MOVED)
                .toList();
    }

    @Test
    void theHostIsKnownByItsAddress() {
        line.at(0).frame(Packets.report(2, address(1), GROUP)).at(5).frame(ANNOUNCED);
        String station = mac(address(1)).toString();
        assertEquals(List.of(new StateChange(nanos(5), 2, ip(address(1)), Kind.MOVED, station)), moves());
    }

    @Test
    void aStationNobodyHasHeardOfIsNobodys() {
        line.at(0).frame(SampleFrames.REVERSE_ARP_REQUEST.bytes());
        StateChange move = moves().get(0);
        assertEquals(ip("0.0.0.0"), move.host());
        assertEquals("02:1b:78:a8:01:52", move.subject());
    }

    @Test
    void repeatsWithinTenSecondsAreOneMove() {
        for (double at : new double[] {0, 0.05, 0.2, 2, 9.9}) {
            line.at(at).frame(ANNOUNCED);
        }
        line.at(9.95).frame(SampleFrames.REVERSE_ARP_REQUEST.bytes()).at(20).frame(ANNOUNCED);
        assertEquals(
                List.of(nanos(0), nanos(9.95), nanos(20)),
                moves().stream().map(StateChange::timeNanos).toList());
    }

    @Test
    void whoAsksForAnotherOrAnswersDoesNotMove() {
        byte[] forAnother = ANNOUNCED.clone();
        forAnother[37] ^= 1;
        byte[] answer = ANNOUNCED.clone();
        answer[21] = 4;
        byte[] arp = ANNOUNCED.clone();
        arp[13] = 6;
        arp[12] = 8;
        line.at(0).frame(forAnother).at(1).frame(answer).at(2).frame(arp);
        assertEquals(List.of(), moves());
    }

    @Test
    void manyStationsAtOnceAreAllNoted() {
        for (int i = 0; i < 100; i++) {
            line.at(i * 0.01).frame(Packets.reverseArp("10.1.0." + i));
        }
        assertEquals(100, moves().size());
    }
}
