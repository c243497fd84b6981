package io.totemtap.decode.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import org.junit.jupiter.api.Test;

final class VxlanViewTest {

    private final Envelope envelope = new Envelope();
    private final VxlanView view = new VxlanView(new ProblemLog(envelope));

    @Test
    void readsTheNetworkIdentifier() {
        assertTrue(view.wrap(Hex.bytes("08000000 001a2b00"), 0, 8, 8));
        assertEquals(6699, view.networkIdentifier());
        assertTrue(view.wrap(Hex.bytes("ff000000 ffffff00"), 0, 8, 8));
        assertEquals(0xffffff, view.networkIdentifier());
    }

    @Test
    void withoutTheFlagItIsSomethingElse() {
        assertFalse(view.wrap(Hex.bytes("00000000 001a2b00"), 0, 8, 8));
        assertFalse(view.wrap(Hex.bytes("f7000000 001a2b00"), 0, 8, 8));
        assertTrue(envelope.problems().isEmpty());
    }

    @Test
    void aCutHeaderIsNotedAndAShortPayloadIsSomethingElse() {
        assertFalse(view.wrap(Hex.bytes("08000000 001a2b"), 0, 7, 7));
        assertTrue(envelope.problems().isEmpty());
        assertFalse(view.wrap(Hex.bytes("08000000 001a2b"), 0, 7, 60));
        assertEquals(Kind.CUT_BY_CAPTURE, envelope.problems().get(0).kind());
    }

    @Test
    void twoPortsMayCarryIt() {
        assertTrue(VxlanView.isPort(4789));
        assertTrue(VxlanView.isPort(8472));
        assertFalse(VxlanView.isPort(5405));
    }
}
