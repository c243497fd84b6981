package io.totemtap.decode.igmp;

import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.net.Ipv4Address;

/**
 * A version 2 report: the sender is a member (RFC 2236 section 2).
 *
 * @param group of which group
 * @param checksum whether the message is intact
 */
public record MembershipReportV2(Ipv4Address group, Checksum checksum) implements IgmpMessage {}
