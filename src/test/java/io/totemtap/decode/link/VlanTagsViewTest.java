package io.totemtap.decode.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VlanTagsViewTest {

    private final Envelope envelope = new Envelope();
    private final VlanTagsView view = new VlanTagsView(new ProblemLog(envelope));

    private boolean wrap(int type, String hex) {
        byte[] bytes = Hex.bytes(hex);
        return view.wrap(bytes, 0, bytes.length, bytes.length, type);
    }

    @Test
    void withoutTagNothingIsWalked() {
        assertTrue(wrap(0x0800, "4500"));
        assertEquals(Envelope.NO_VLAN, view.vlan());
        assertEquals(0x0800, view.etherType());
        assertEquals(0, view.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8100, 0x88a8, 0x9100})
    void oneTagOfEachKind(int type) {
        assertTrue(VlanTagsView.isTag(type));
        assertTrue(wrap(type, "6064 0800"));
        assertEquals(100, view.vlan());
        assertEquals(0x0800, view.etherType());
        assertEquals(4, view.length());
    }

    @Test
    void theOutermostOfStackedTagsCounts() {
        assertTrue(wrap(0x88a8, "00c8 8100 0064 86dd"));
        assertEquals(200, view.vlan());
        assertEquals(0x86dd, view.etherType());
    }

    @Test
    void aPriorityTagIsVlanZero() {
        assertTrue(wrap(0x8100, "a000 0800"));
        assertEquals(0, view.vlan());
    }

    @Test
    void priorityAndDropBitsAreNoPartOfTheVlan() {
        assertTrue(wrap(0x8100, "ffff 0800"));
        assertEquals(4095, view.vlan());
    }

    @Test
    void fourTagsAreWalkedAndFiveAreNot() {
        assertTrue(wrap(0x8100, "0001 8100 0002 8100 0003 8100 0004 0800"));
        assertEquals(16, view.length());
        assertTrue(envelope.problems().isEmpty());
        assertFalse(wrap(0x8100, "0001 8100 0002 8100 0003 8100 0004 8100 0005 0800"));
        assertEquals(1, view.vlan());
        assertEquals(0x8100, view.etherType());
        assertEquals(Kind.BAD_VALUE, envelope.problems().get(0).kind());
    }

    @Test
    void aTagThatIsCutKeepsTheOnesBefore() {
        byte[] bytes = Hex.bytes("0007 8100 0064");
        assertFalse(view.wrap(bytes, 0, 6, 60, 0x8100));
        assertEquals(7, view.vlan());
        assertEquals(0x8100, view.etherType());
        assertEquals(4, view.length());
        assertEquals(Kind.CUT_BY_CAPTURE, envelope.problems().get(0).kind());
        assertFalse(view.wrap(bytes, 0, 3, 3, 0x8100));
        assertEquals(Envelope.NO_VLAN, view.vlan());
        assertEquals(Kind.TOO_SHORT, envelope.problems().get(1).kind());
    }
}
