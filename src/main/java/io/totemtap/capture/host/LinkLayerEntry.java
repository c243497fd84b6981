package io.totemtap.capture.host;

import io.totemtap.net.MacAddress;

/**
 * A multicast Ethernet address the kernel wants an interface to receive. What the chip's filter really holds is not
 * known.
 *
 * @param interfaceName which interface
 * @param mac the address
 * @param addedByHand whether somebody added it ({@code ip maddress add}, printed as "static"), beside those that follow
 *     from groups
 */
public record LinkLayerEntry(String interfaceName, MacAddress mac, boolean addedByHand) {}
