package io.totemtap.track;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The hosts one vantage point has met, numbered from 0 in order of appearance: trackers keep the number, records the address.
 * At most 2048 hosts.
 */
public final class Hosts {

    /** "No host", or one beyond the limit. */
    public static final int NOBODY = -1;

    private static final int LIMIT = 2048;
    private static final int SLOTS = 4 * LIMIT;
    private static final int MOST_MACS = 8;
    private static final int MOST_NODE_IDS = 8;

    private final long[] high = new long[LIMIT];
    private final long[] low = new long[LIMIT];
    private final long[] first = new long[LIMIT];
    private final long[] last = new long[LIMIT];
    private final long[] lastMac = new long[LIMIT];
    private final short[] slots = new short[SLOTS];
    private final List<IpAddress> addresses = new ArrayList<>();
    private final List<List<MacAddress>> macs = new ArrayList<>();
    private final List<List<Long>> nodeIds = new ArrayList<>();
    private final Map<Long, Integer> byNodeId = new HashMap<>();
    private int recent = NOBODY;
    private long overflow;

    /** The number of the host with this address in packet-path form; a new one gets the next number. */
    public int indexOf(long addressHigh, long addressLow) {
        if (recent >= 0 && low[recent] == addressLow && high[recent] == addressHigh) {
            return recent;
        }
        int slot = slot(addressHigh, addressLow);
        if (slots[slot] == 0) {
            if (addresses.size() == LIMIT) {
                overflow++;
                return NOBODY;
            }
            add(slot, addressHigh, addressLow);
        }
        recent = slots[slot] - 1;
        return recent;
    }

    /** The number of a host already met, {@link #NOBODY} if it was not. */
    public int find(long addressHigh, long addressLow) {
        return slots[slot(addressHigh, addressLow)] - 1;
    }

    private int slot(long addressHigh, long addressLow) {
        long hash = (addressHigh * 31 + addressLow) * 0x9e37_79b9_7f4a_7c15L;
        int slot = (int) (hash >>> 45) & (SLOTS - 1);
        while (slots[slot] != 0 && (low[slots[slot] - 1] != addressLow || high[slots[slot] - 1] != addressHigh)) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        return slot;
    }

    private void add(int slot, long addressHigh, long addressLow) {
        int index = addresses.size();
        high[index] = addressHigh;
        low[index] = addressLow;
        first[index] = Long.MIN_VALUE;
        last[index] = Long.MIN_VALUE;
        addresses.add(IpAddress.of(addressHigh, addressLow));
        macs.add(new ArrayList<>(1));
        nodeIds.add(new ArrayList<>(1));
        slots[slot] = (short) (index + 1);
    }

    /** Notes a frame of a host: when, and from which Ethernet address (0 if there is none). */
    public void seen(int host, long timeNanos, long mac) {
        if (first[host] == Long.MIN_VALUE) {
            first[host] = timeNanos;
        }
        last[host] = timeNanos;
        if (mac != lastMac[host]) {
            lastMac[host] = mac;
            List<MacAddress> known = macs.get(host);
            MacAddress address = new MacAddress(mac);
            if (known.size() < MOST_MACS && !known.contains(address)) {
                known.add(address);
            }
        }
    }

    /** Notes that a host calls itself by a node id. The first host to do so keeps {@link #byNodeId}. */
    public void calls(int host, long nodeId) {
        List<Long> known = nodeIds.get(host);
        if (nodeId != 0 && known.size() < MOST_NODE_IDS && !known.contains(nodeId)) {
            known.add(nodeId);
            byNodeId.putIfAbsent(nodeId, host);
        }
    }

    /** The first host that called itself by this node id, {@link #NOBODY} if none did. */
    public int byNodeId(long nodeId) {
        return byNodeId.getOrDefault(nodeId, NOBODY);
    }

    /** The host whose latest frame came from this Ethernet address, {@link #NOBODY} if none did; looks at each. */
    public int byMac(long mac) {
        for (int host = 0; host < addresses.size(); host++) {
            if (lastMac[host] == mac && first[host] != Long.MIN_VALUE) {
                return host;
            }
        }
        return NOBODY;
    }

    /** The address of a host. */
    public IpAddress address(int host) {
        return addresses.get(host);
    }

    /** How many hosts there are. */
    public int size() {
        return addresses.size();
    }

    /** Frames of hosts beyond the limit of 2048. */
    public long overflow() {
        return overflow;
    }

    /** All hosts that sent something, in order of appearance. */
    public List<Host> hosts() {
        List<Host> result = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            if (first[i] != Long.MIN_VALUE) {
                result.add(new Host(addresses.get(i), macs.get(i), nodeIds.get(i), first[i], last[i]));
            }
        }
        return result;
    }
}
