package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;

/**
 * An address of an interface.
 *
 * @param address the address
 * @param prefixLength bits of the network, 0 to 128
 */
public record InterfaceAddress(IpAddress address, int prefixLength) {}
