package io.totemtap.decode.igmp;

import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.net.Ipv4Address;

/**
 * A version 2 leave (RFC 2236 section 2).
 *
 * @param group the group the sender has left; 0.0.0.0 is a switch's request for queries after a topology change
 * @param checksum whether the message is intact
 */
public record LeaveGroup(Ipv4Address group, Checksum checksum) implements IgmpMessage {}
