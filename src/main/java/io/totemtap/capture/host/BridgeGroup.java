package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;

/**
 * A group that a Linux bridge forwards to one of its ports ({@code bridge mdb show}).
 *
 * @param bridge the bridge
 * @param port the port
 * @param group the group
 * @param vlan the VLAN, 0 if none is printed
 * @param permanent whether somebody added it, so that it does not age out
 */
public record BridgeGroup(String bridge, String port, IpAddress group, int vlan, boolean permanent) {}
