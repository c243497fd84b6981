package io.totemtap.decode.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import org.junit.jupiter.api.Test;

final class ArpViewTest {

    // ARP, Ethernet (len 6), IPv4 (len 4), Reply 192.168.1.82 is-at 02:00:c0:a8:01:52, length 28
    private final byte[] reply = Hex.bytes("0001 0800 06 04 0002 0200c0a80152 c0a80152 0200c0a80151 c0a80151");

    private final Envelope envelope = new Envelope();
    private final ArpView view = new ArpView(new ProblemLog(envelope));

    @Test
    void readsWhoAndWhom() {
        assertTrue(view.wrap(reply, 0, 28, 46));
        assertEquals(ArpView.REPLY, view.operation());
        assertEquals("02:00:c0:a8:01:52", view.senderMac().toString());
        assertEquals("192.168.1.82", view.sender().toString());
        assertEquals("02:00:c0:a8:01:51", view.targetMac().toString());
        assertEquals("192.168.1.81", view.target().toString());
        reply[7] = 1;
        assertTrue(view.wrap(reply, 0, 28, 28));
        assertEquals(ArpView.REQUEST, view.operation());
    }

    @Test
    void refusesOtherHardwareAndProtocols() {
        for (int at = 0; at < 6; at++) {
            byte[] other = reply.clone();
            other[at] ^= 0x40;
            assertFalse(view.wrap(other, 0, 28, 28), "byte " + at);
        }
        assertTrue(envelope.problems().stream().allMatch(problem -> problem.kind() == Kind.BAD_VALUE));
    }

    @Test
    void needsAllOfIt() {
        assertFalse(view.wrap(reply, 0, 27, 28));
        assertFalse(view.wrap(reply, 0, 27, 27));
        assertEquals(Kind.CUT_BY_CAPTURE, envelope.problems().get(0).kind());
        assertEquals(Kind.TOO_SHORT, envelope.problems().get(1).kind());
    }
}
