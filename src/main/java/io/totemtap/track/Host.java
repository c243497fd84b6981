package io.totemtap.track;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.List;

/**
 * Somebody who takes part: sends or receives totem, reports a group, or queries.
 *
 * @param address its IP address
 * @param macs Ethernet addresses its frames came from; several where routers or bonds stand between
 * @param nodeIds totem node ids it used, in order of appearance
 * @param firstNanos its first frame that was looked into
 * @param lastNanos its last one
 */
public record Host(IpAddress address, List<MacAddress> macs, List<Long> nodeIds, long firstNanos, long lastNanos) {

    /** Copies the lists. */
    public Host {
        macs = List.copyOf(macs);
        nodeIds = List.copyOf(nodeIds);
    }
}
