package io.totemtap.decode.ip;

import io.totemtap.net.IpAddress;

/**
 * What the fragments of one UDP datagram share (RFC 791 section 3.2, RFC 8200 section 4.5), and where they were seen: a
 * fragment of another interface or VLAN is another sighting and must not complete a datagram here.
 *
 * @param interfaceId interface of the capture
 * @param vlan outermost tag, or -1
 * @param source who sent it
 * @param destination where it goes
 * @param identification 16 or 32 bits
 */
public record FragmentKey(int interfaceId, int vlan, IpAddress source, IpAddress destination, int identification) {}
