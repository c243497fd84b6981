package io.totemtap.decode.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EthernetViewTest {

    private final Envelope envelope = new Envelope();
    private final EthernetView view = new EthernetView(new ProblemLog(envelope));

    // 02:00:c0:a8:01:51 > 01:00:5e:40:35:cf, ethertype IPv4 (0x0800), after two bytes of something else
    private final byte[] bytes = Hex.bytes("ffff 01005e4035cf 0200c0a80151 0800 4500");

    @Test
    void readsAddressesAndType() {
        assertTrue(view.wrap(bytes, 2, 16, 16));
        assertEquals(0x0100_5e40_35cfL, view.destination());
        assertEquals(0x0200_c0a8_0151L, view.source());
        assertEquals(0x0800, view.typeOrLength());
    }

    @Test
    void fourteenBytesAreEnough() {
        assertTrue(view.wrap(bytes, 2, 14, 14));
        assertTrue(envelope.problems().isEmpty());
    }

    @Test
    void addressesCutInTheMiddleAreNone() {
        assertFalse(view.wrap(bytes, 2, 13, 60));
        assertEquals(0x0200_c0a8_0151L, view.source());
        assertFalse(view.wrap(bytes, 2, 11, 60));
        assertEquals(0, view.source());
        assertEquals(0x0100_5e40_35cfL, view.destination());
        assertFalse(view.wrap(bytes, 2, 5, 60));
        assertEquals(0, view.destination());
    }

    @Test
    void tellsACutFromARunt() {
        view.wrap(bytes, 2, 13, 14);
        view.wrap(bytes, 2, 13, 13);
        assertEquals(
                List.of(
                        new DecodeProblem(Layer.LINK, Kind.CUT_BY_CAPTURE, 0, 14, 13, LengthFrom.FIXED_SIZE),
                        new DecodeProblem(Layer.LINK, Kind.TOO_SHORT, 0, 14, 13, LengthFrom.FIXED_SIZE)),
                envelope.problems());
    }
}
