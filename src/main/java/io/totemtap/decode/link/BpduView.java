package io.totemtap.decode.link;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.ProblemLog;
import io.totemtap.net.EpochNanos;

/**
 * A spanning tree message (IEEE 802.1D-2004 clause 9): the configuration message of old, its rapid successor (multiple
 * spanning tree messages begin like it), or the notification of a topology change. A re-used view; numbers big-endian.
 */
public final class BpduView {

    /** What kind of message it is. */
    public enum Type {
        /** Configuration message. */
        CONFIGURATION,
        /** Rapid or multiple spanning tree message. */
        RAPID,
        /** Topology change notification: four bytes, none of the fields below. */
        TOPOLOGY_CHANGE_NOTIFICATION
    }

    /** What the sending port is to the tree, as rapid messages say. */
    public enum PortRole {
        /** Unknown; also what configuration messages leave there. */
        UNKNOWN,
        /** Alternate or backup port: blocked. */
        ALTERNATE_OR_BACKUP,
        /** Root port. */
        ROOT,
        /** Designated port. */
        DESIGNATED
    }

    private static final PortRole[] ROLES = PortRole.values();

    private static final int NOTIFICATION_LENGTH = 4;
    private static final int CONFIGURATION_LENGTH = 35;
    private static final int RAPID_LENGTH = 36;

    private static final int TYPE_AT = 3;
    private static final int FLAGS_AT = 4;
    private static final int ROOT_AT = 5;
    private static final int COST_AT = 13;
    private static final int BRIDGE_AT = 17;
    private static final int PORT_AT = 25;
    private static final int FORWARD_DELAY_AT = 33;

    /** Times are counted in these parts of a second. */
    private static final int PARTS = 256;

    private final ProblemLog problems;
    private final ByteRange message = new ByteRange();
    private Type type = Type.TOPOLOGY_CHANGE_NOTIFICATION;

    /** Creates it; problems go to {@code problems}. */
    public BpduView(ProblemLog problems) {
        this.problems = problems;
    }

    /**
     * Moves the view to a message, without LLC header.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire, at least {@code captured}
     * @return whether it is a spanning tree message and there; if not, a problem is noted and nothing can be read
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int onWire) {
        message.wrap(bytes, offset, captured);
        if (captured < NOTIFICATION_LENGTH) {
            problems.fixedPartMissing(Layer.LINK, 0, NOTIFICATION_LENGTH, captured, onWire);
            return false;
        }
        if (message.u16(0) != 0) {
            problems.badValue(Layer.LINK, 0);
            return false;
        }
        int needed;
        switch (message.u8(TYPE_AT)) {
            case 0x00 -> {
                type = Type.CONFIGURATION;
                needed = CONFIGURATION_LENGTH;
            }
            case 0x02 -> {
                type = Type.RAPID;
                needed = RAPID_LENGTH;
            }
            case 0x80 -> {
                type = Type.TOPOLOGY_CHANGE_NOTIFICATION;
                needed = NOTIFICATION_LENGTH;
            }
            default -> {
                problems.note(Layer.LINK, Kind.UNKNOWN_TYPE, TYPE_AT, 0, 0, LengthFrom.FIXED_SIZE);
                return false;
            }
        }
        if (captured < needed) {
            problems.fixedPartMissing(Layer.LINK, 0, needed, captured, onWire);
            return false;
        }
        return true;
    }

    /** What kind of message it is. */
    public Type type() {
        return type;
    }

    private boolean flag(int mask) {
        return type != Type.TOPOLOGY_CHANGE_NOTIFICATION && (message.u8(FLAGS_AT) & mask) != 0;
    }

    private long number(int at, int bytes) {
        if (type == Type.TOPOLOGY_CHANGE_NOTIFICATION) {
            return 0;
        }
        return switch (bytes) {
            case 2 -> message.u16(at);
            case 4 -> Integer.toUnsignedLong(message.i32(at));
            default -> message.i64(at);
        };
    }

    /** Whether the topology-change flag is set: bridges forget what they have learned, snooping ones their groups. */
    public boolean topologyChange() {
        return flag(0x01);
    }

    /** Whether the topology-change-acknowledgment flag is set. */
    public boolean topologyChangeAcknowledgment() {
        return flag(0x80);
    }

    /** Whether the sending port learns addresses; rapid messages only. */
    public boolean learning() {
        return flag(0x10);
    }

    /** Whether the sending port forwards frames; rapid messages only. */
    public boolean forwarding() {
        return flag(0x20);
    }

    /** The role of the sending port; {@link PortRole#UNKNOWN} for all but rapid messages. */
    public PortRole role() {
        return type == Type.RAPID ? ROLES[message.u8(FLAGS_AT) >>> 2 & 3] : PortRole.UNKNOWN;
    }

    /** Identifier of the root bridge: priority in the upper 16 bits, Ethernet address in the lower 48; 0 in a notification. */
    public long rootId() {
        return number(ROOT_AT, Long.BYTES);
    }

    /** Cost of the path to the root, 0 to 2³²−1; 0 in a notification. */
    public long rootPathCost() {
        return number(COST_AT, Integer.BYTES);
    }

    /** Identifier of the sending bridge, as {@link #rootId()}. */
    public long bridgeId() {
        return number(BRIDGE_AT, Long.BYTES);
    }

    /** Identifier of the sending port, priority and number, 0 to 65535; 0 in a notification. */
    public int portId() {
        return (int) number(PORT_AT, Short.BYTES);
    }

    /** How long the root has bridges listen, and as long again learn, in nanoseconds; 0 in a notification. */
    public long forwardDelayNanos() {
        return number(FORWARD_DELAY_AT, Short.BYTES) * (EpochNanos.SECOND / PARTS);
    }
}
