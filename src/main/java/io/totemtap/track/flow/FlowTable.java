package io.totemtap.track.flow;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.track.Hosts;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;

/** The flows of one vantage point, numbered from 0 in order of appearance; at most 8192, packets of further ones are counted. */
public final class FlowTable {

    private static final int LIMIT = 8192;
    private static final int SLOTS = 4 * LIMIT;

    private final Hosts hosts;
    private final List<FlowState> flows = new ArrayList<>();
    private final long[] sourceAndPort = new long[LIMIT];
    private final long[] high = new long[LIMIT];
    private final long[] low = new long[LIMIT];
    private final short[] slots = new short[SLOTS];
    private final FlowState beyond =
            new FlowState(new FlowKey(Kind.GROUP, Ipv4Address.UNSPECIFIED, Ipv4Address.UNSPECIFIED, 0), -1);
    private int recent = -1;
    private long overflow;

    /** Creates an empty table whose sources are numbered by {@code hosts}. */
    public FlowTable(Hosts hosts) {
        this.hosts = hosts;
    }

    /** The flow, made if it is new; beyond the limit one with a negative index that stands for all further ones. */
    public FlowState flow(Kind kind, int source, long destinationHigh, long destinationLow, int port) {
        long first = ((long) kind.ordinal() << 56) | ((long) source << 16) | port;
        if (recent >= 0
                && sourceAndPort[recent] == first
                && low[recent] == destinationLow
                && high[recent] == destinationHigh) {
            return flows.get(recent);
        }
        long hash = (first * 31 + destinationHigh) * 31 + destinationLow;
        int slot = (int) ((hash * 0x9e37_79b9_7f4a_7c15L) >>> 44) & (SLOTS - 1);
        while (slots[slot] != 0) {
            int at = slots[slot] - 1;
            if (sourceAndPort[at] == first && low[at] == destinationLow && high[at] == destinationHigh) {
                recent = at;
                return flows.get(at);
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (flows.size() == LIMIT) {
            overflow++;
            return beyond;
        }
        int at = flows.size();
        sourceAndPort[at] = first;
        high[at] = destinationHigh;
        low[at] = destinationLow;
        slots[slot] = (short) (at + 1);
        FlowKey key = new FlowKey(kind, hosts.address(source), IpAddress.of(destinationHigh, destinationLow), port);
        flows.add(new FlowState(key, at));
        recent = at;
        return flows.get(at);
    }

    /** Packets of flows beyond the limit. */
    public long overflow() {
        return overflow;
    }

    /** All flows, by number. */
    public List<Flow> flows() {
        return flows.stream().map(FlowState::toFlow).toList();
    }
}
