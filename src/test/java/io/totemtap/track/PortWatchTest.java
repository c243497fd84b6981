package io.totemtap.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.SampleFrames;
import io.totemtap.net.EpochNanos;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One station alone, and a bridge that says it is there. */
class PortWatchTest {

    private static final long HELD = 30 * EpochNanos.SECOND;

    private final Timeline line = new Timeline();

    private static byte[] from(int host) {
        byte[] frame = Packets.udp("192.168.1." + host, "239.192.53.207", new byte[40]);
        frame[6] = 2;
        frame[11] = (byte) host;
        return frame;
    }

    private static byte[] rapid(int flags) {
        byte[] frame = SampleFrames.STP_RAPID.bytes();
        frame[21] = (byte) flags;
        return frame;
    }

    /** Both are heard, then only the first one and the bridge for {@code seconds}, then both again. */
    private List<HeldPort> held(double seconds, byte[] bpdu) {
        line.at(0).frame(from(1)).at(0.1).frame(from(2));
        for (double at = 1; at < 1 + seconds; at += 2) {
            line.at(at).frame(bpdu).at(at + 0.5).frame(from(1)).at(at + 1).frame(from(1));
        }
        return line.at(1 + seconds).frame(from(2)).end().heldPorts();
    }

    @Test
    void aPortThatListensAndLearns() {
        List<HeldPort> all = held(30, SampleFrames.STP_CONFIGURATION.bytes());
        assertEquals(1, all.size());
        HeldPort port = all.get(0);
        assertEquals(HELD, port.heldNanos());
        assertEquals(15 * EpochNanos.SECOND, port.forwardDelayNanos());
        assertEquals(15, port.bpdus());
        assertEquals(30, port.frames());
        assertEquals(0, port.refusals());
        assertEquals(List.of(2L, 3L, 48L), List.of(port.fromFrame(), port.firstBpdu(), port.toFrame()));
    }

    @Test
    void rapidMessagesSayWhetherThePortForwards() {
        assertEquals(3, held(6, rapid(0b0000_1100)).get(0).refusals(), "designated, and neither learns nor forwards");
    }

    @Test
    void aDesignatedPortThatForwardsRefusesNothing() {
        assertEquals(0, held(6, rapid(0b0011_1100)).get(0).refusals());
    }

    @Test
    void anAlternatePortOfAnotherBridgeIsNoHostsPort() {
        assertEquals(0, held(6, rapid(0b0000_0100)).get(0).refusals());
    }

    @Test
    void withoutTheBridgeItMayBeAnything() {
        assertEquals(List.of(), held(30, from(1)));
    }

    @Test
    void whatOthersSayEndsIt() {
        line.at(0).frame(from(2));
        for (int i = 1; i < 30; i++) {
            line.at(i).frame(SampleFrames.STP_CONFIGURATION.bytes()).at(i + 0.1).frame(from(1));
            line.at(i + 0.2).frame(from(2));
        }
        assertEquals(List.of(), line.end().heldPorts());
    }

    @Test
    void whoWasSilentHimselfWasHeldBackFromNothing() {
        line.at(0).frame(from(2)).at(0.1).frame(from(1)).at(0.2).frame(from(2));
        for (int i = 1; i < 30; i += 2) {
            line.at(i).frame(SampleFrames.STP_CONFIGURATION.bytes());
        }
        assertEquals(
                List.of(),
                line.at(30).frame(from(1)).at(30.1).frame(from(2)).end().heldPorts());
    }

    @Test
    void moreThanAnybodyLooksAtAreCounted() {
        for (int i = 0; i < 70; i++) {
            line.at(i * 10).frame(from(2));
            for (int k = 0; k < 5; k++) {
                line.at(i * 10 + 1).frame(from(1));
            }
            line.at(i * 10 + 2).frame(SampleFrames.STP_CONFIGURATION.bytes());
            line.at(i * 10 + 4).frame(SampleFrames.STP_CONFIGURATION.bytes());
        }
        Observation seen = line.at(700).frame(from(2)).end();
        assertEquals(64, seen.heldPorts().size());
        assertEquals(List.of("6 further times in which a port forwarded nothing"), seen.omitted());
    }
}
