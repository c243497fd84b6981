package io.totemtap.correlate;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.List;

/**
 * A host that takes part in a cluster, or on which a capture was taken.
 *
 * @param address its address
 * @param name what it is called; the address where no name is known
 * @param macs its Ethernet addresses, as seen by captures that are not behind a router
 * @param nodeIds totem node ids it used
 * @param isTotem whether it sent totem packets
 */
public record Participant(IpAddress address, String name, List<MacAddress> macs, List<Long> nodeIds, boolean isTotem) {

    /** Copies the lists. */
    public Participant {
        macs = List.copyOf(macs);
        nodeIds = List.copyOf(nodeIds);
    }
}
