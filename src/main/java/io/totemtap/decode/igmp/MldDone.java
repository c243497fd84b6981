package io.totemtap.decode.igmp;

import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.net.Ipv6Address;

/**
 * A version 1 "done": the sender has stopped listening (RFC 2710 section 3).
 *
 * @param group to which group
 * @param checksum whether the message is intact
 */
public record MldDone(Ipv6Address group, Checksum checksum) implements MldMessage {}
