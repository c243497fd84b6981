package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;

/**
 * An entry of the neighbour table (ARP or neighbour discovery).
 *
 * @param address the neighbour's IP address
 * @param device the interface it is behind
 * @param mac its Ethernet address, {@link MacAddress#NONE} if it did not answer
 * @param state "REACHABLE", "STALE", "FAILED" and the like, or empty
 */
public record Neighbour(IpAddress address, String device, MacAddress mac, String state) {}
