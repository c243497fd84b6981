package io.totemtap.decode.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import io.totemtap.decode.link.BpduView.PortRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BpduViewTest {

    // STP 802.1w, Rapid STP, Flags [Topology change, Learn, Forward], bridge-id 8001.02:00:00:00:00:02.8007, length 36
    // message-age 1.00s, max-age 20.00s, hello-time 2.00s, forwarding-delay 15.00s
    // root-id 8000.02:00:00:00:00:01, root-pathcost 20000, port-role Designated
    private final byte[] rapid =
            Hex.bytes("0000 02 02 3d 8000020000000001 00004e20 8001020000000002 8007 0100 1400 0200 0f00 00");

    private final Envelope envelope = new Envelope();
    private final BpduView view = new BpduView(new ProblemLog(envelope));

    private boolean wrap(byte[] bytes, int length) {
        return view.wrap(bytes, 0, length, bytes.length);
    }

    @Test
    void readsRapidMessages() {
        assertTrue(wrap(rapid, 36));
        assertEquals(BpduView.Type.RAPID, view.type());
        assertTrue(view.topologyChange());
        assertFalse(view.topologyChangeAcknowledgment());
        assertTrue(view.learning());
        assertTrue(view.forwarding());
        assertEquals(PortRole.DESIGNATED, view.role());
        assertEquals(0x8000_0200_0000_0001L, view.rootId());
        assertEquals(20_000, view.rootPathCost());
        assertEquals(0x8001_0200_0000_0002L, view.bridgeId());
        assertEquals(0x8007, view.portId());
        assertEquals(15_000_000_000L, view.forwardDelayNanos());
    }

    @Test
    void readsConfigurationMessages() {
        byte[] configuration = rapid.clone();
        configuration[2] = 0;
        configuration[3] = 0;
        configuration[4] = (byte) 0x80;
        assertTrue(view.wrap(configuration, 0, 35, 35));
        assertEquals(BpduView.Type.CONFIGURATION, view.type());
        assertFalse(view.topologyChange());
        assertTrue(view.topologyChangeAcknowledgment());
        assertEquals(PortRole.UNKNOWN, view.role());
        assertEquals(0x8007, view.portId());
    }

    @Test
    void aNotificationIsFourBytesAndHasNoFields() {
        assertTrue(view.wrap(Hex.bytes("0000 00 80"), 0, 4, 4));
        assertEquals(BpduView.Type.TOPOLOGY_CHANGE_NOTIFICATION, view.type());
        assertFalse(view.topologyChange());
        assertEquals(0, view.rootId() | view.bridgeId() | view.rootPathCost() | view.portId());
        assertEquals(PortRole.UNKNOWN, view.role());
    }

    @ParameterizedTest
    @CsvSource({"00, UNKNOWN", "04, ALTERNATE_OR_BACKUP", "08, ROOT", "0c, DESIGNATED", "f3, UNKNOWN"})
    void roleIsTwoBits(String flags, PortRole role) {
        rapid[4] = Hex.bytes(flags)[0];
        assertTrue(wrap(rapid, 36));
        assertEquals(role, view.role());
    }

    @Test
    void pathCostIsUnsigned() {
        rapid[13] = (byte) 0xff;
        assertTrue(wrap(rapid, 36));
        assertEquals(0xff00_4e20L, view.rootPathCost());
    }

    @Test
    void refusesWhatIsNoSpanningTree() {
        rapid[1] = 1;
        assertFalse(wrap(rapid, 36));
        rapid[1] = 0;
        rapid[3] = 3;
        assertFalse(wrap(rapid, 36));
        assertEquals(Kind.BAD_VALUE, envelope.problems().get(0).kind());
        assertEquals(Kind.UNKNOWN_TYPE, envelope.problems().get(1).kind());
    }

    @Test
    void refusesEveryPrefix() {
        for (int length = 0; length < 36; length++) {
            assertFalse(wrap(rapid, length), "length " + length);
        }
        assertTrue(envelope.problems().stream().allMatch(problem -> problem.kind() == Kind.CUT_BY_CAPTURE));
        assertFalse(view.wrap(rapid, 0, 35, 35));
    }
}
