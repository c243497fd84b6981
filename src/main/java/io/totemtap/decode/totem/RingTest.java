package io.totemtap.decode.totem;

/**
 * RING_TEST_ACTIVE and RING_TEST_ACTIVATE, types 6 and 7, unicast: tests of a redundant ring marked faulty, from
 * corosync 1.4 to 2.x (totemrrp.c). The only messages that carry the number of a redundant ring, and the only ones
 * without a node id in the header.
 */
public final class RingTest implements TotemMessage {

    private final TotemHeader header;

    RingTest(TotemHeader header) {
        this.header = header;
    }

    @Override
    public TotemHeader header() {
        return header;
    }

    @Override
    public TotemType type() {
        return header.type();
    }

    /** Which redundant ring is tested; signed. */
    public int ringNumber() {
        return header.i32(TotemDialect.RING_NUMBER);
    }

    /** Node id of the member that tests. */
    public long activatorNodeId() {
        return header.u32(TotemDialect.RING_TEST_ACTIVATOR);
    }

    @Override
    public String toString() {
        return type().text() + " of ring " + ringNumber() + " by node " + activatorNodeId();
    }
}
