package io.totemtap.decode.igmp;

import io.totemtap.decode.Envelope.Checksum;

/**
 * An IGMP message of another kind, or one whose fixed part is not there. Receivers ignore it.
 *
 * @param type as in the packet, 0 to 255
 * @param checksum whether the message is intact
 */
public record UnknownIgmp(int type, Checksum checksum) implements IgmpMessage {}
