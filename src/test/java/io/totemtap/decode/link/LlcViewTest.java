package io.totemtap.decode.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import org.junit.jupiter.api.Test;

final class LlcViewTest {

    private final Envelope envelope = new Envelope();
    private final LlcView view = new LlcView(new ProblemLog(envelope));

    private boolean wrap(String hex) {
        byte[] bytes = Hex.bytes(hex);
        return view.wrap(bytes, 0, bytes.length, bytes.length);
    }

    @Test
    void spanningTreeHasItsOwnAccessPoint() {
        assertTrue(wrap("424203 0000"));
        assertTrue(view.isSpanningTree());
        assertFalse(view.isPerVlanSpanningTree());
        assertEquals(0, view.etherType());
        assertEquals(3, view.length());
    }

    @Test
    void snapWithOrganizationZeroCarriesAnEtherType() {
        assertTrue(wrap("aaaa03 000000 0800"));
        assertEquals(0x0800, view.etherType());
        assertEquals(8, view.length());
        assertFalse(view.isSpanningTree());
    }

    @Test
    void snapOfAnotherOrganizationDoesNot() {
        assertTrue(wrap("aaaa03 00000c 0800"));
        assertEquals(0, view.etherType());
        assertFalse(view.isPerVlanSpanningTree());
    }

    @Test
    void perVlanSpanningTreeIsSnapOfCisco() {
        assertTrue(wrap("aaaa03 00000c 010b"));
        assertTrue(view.isPerVlanSpanningTree());
        assertEquals(0, view.etherType());
    }

    @Test
    void otherAccessPointsAreJustThere() {
        assertTrue(wrap("fefe03"));
        assertFalse(view.isSpanningTree());
        assertEquals(0, view.etherType());
        assertTrue(wrap("4242f3 00"));
        assertFalse(view.isSpanningTree());
        assertTrue(wrap("aaaaf3"));
        assertEquals(3, view.length());
    }

    @Test
    void headersThatAreNotThereAreNoted() {
        assertFalse(wrap("4242"));
        assertFalse(wrap("aaaa03 000000 08"));
        assertEquals(Kind.TOO_SHORT, envelope.problems().get(0).kind());
        assertEquals(3, envelope.problems().get(0).needed());
        assertEquals(8, envelope.problems().get(1).needed());
        assertFalse(view.wrap(Hex.bytes("aaaa03 0000"), 0, 5, 46));
        assertEquals(Kind.CUT_BY_CAPTURE, envelope.problems().get(2).kind());
    }
}
