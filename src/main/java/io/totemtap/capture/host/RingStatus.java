package io.totemtap.capture.host;

import java.util.Map;

/**
 * A ring or link as {@code corosync-cfgtool -s} shows it.
 *
 * @param number from 0
 * @param address this node's address on it
 * @param status the status line, "ring 0 active with no faults"; empty in corosync 3
 * @param nodes "connected", "disconnected" or "localhost" by node id, corosync 3 only
 */
public record RingStatus(int number, String address, String status, Map<Long, String> nodes) {

    /** Copies the map. */
    public RingStatus {
        nodes = Copies.of(nodes);
    }
}
