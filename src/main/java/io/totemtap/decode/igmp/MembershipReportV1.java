package io.totemtap.decode.igmp;

import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.net.Ipv4Address;

/**
 * A version 1 report: the sender is a member (RFC 1112 appendix I).
 *
 * @param group of which group
 * @param checksum whether the message is intact
 */
public record MembershipReportV1(Ipv4Address group, Checksum checksum) implements IgmpMessage {}
