package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessorTest {

    private static Processor processor(long nodeId, String... addresses) {
        return new Processor(
                nodeId,
                Stream.of(addresses)
                        .map(address -> IpAddress.parse(address).orElseThrow())
                        .toList());
    }

    @Test
    void ringOrderIsByUnsignedAddressElseByNodeId() {
        List<Processor> byAddress = List.of(
                processor(9, "10.0.0.1"),
                processor(8, "10.0.0.1", "10.1.0.1"),
                processor(3, "192.168.0.1"),
                processor(2, "240.0.0.1"),
                processor(1, "fd00::1"));
        List<Processor> shuffled = new ArrayList<>(byAddress);
        Collections.reverse(shuffled);
        Collections.sort(shuffled);
        assertEquals(byAddress, shuffled);
        assertTrue(processor(0x7fff_ffffL).compareTo(processor(0xffff_ffffL)) < 0);
        assertEquals(0, processor(1).compareTo(processor(1)));
    }

    @Test
    void nodeIsTheSameByAddressWhateverElseIsSaid() {
        Processor node = processor(3, "10.0.0.3", "10.1.0.3");
        assertTrue(node.isSameAs(processor(0, "10.0.0.3")));
        assertFalse(node.isSameAs(processor(3, "10.0.0.4")));
        assertTrue(node.isSameAs(processor(3)));
        assertFalse(processor(3).isSameAs(processor(4)));
        assertEquals(node.key(), processor(0, "10.0.0.3").key());
    }

    @Test
    void keysOfDifferentNodesDiffer() {
        assertNotEquals(processor(1, "10.0.0.1").key(), processor(1, "10.0.0.2").key());
        assertNotEquals(processor(1, "fd00::1").key(), processor(1, "fd00::2").key());
        assertNotEquals(processor(1, "fd00::1").key(), processor(1, "fd01::1").key());
        assertEquals(0xffff_ffffL, processor(0xffff_ffffL).key());
    }

    @Test
    void textNamesAddressAndNode() {
        assertEquals("10.0.0.3 (node 3)", processor(3, "10.0.0.3", "10.1.0.3").toString());
        assertEquals("node 3", processor(3).toString());
        assertEquals("18446744073709551615 of node 3", new RingId(processor(3), -1).toString());
        assertEquals(Optional.empty(), processor(3).address());
        assertEquals(IpAddress.parse("10.0.0.3"), processor(3, "10.0.0.3").address());
    }

    @Test
    void laterRingsStandAfterEarlierOnesUnsigned() {
        assertTrue(new RingId(processor(1), 8).compareTo(new RingId(processor(1), -1)) < 0);
        assertTrue(new RingId(processor(1), 8).compareTo(new RingId(processor(2), 8)) < 0);
        assertEquals(0, new RingId(processor(1), 8).compareTo(new RingId(processor(1), 8)));
    }
}
