package io.totemtap.track.flow;

import io.totemtap.net.MacAddress;

/**
 * Frames from one Ethernet address to another at one vantage point, whatever was in them.
 *
 * @param source who sent
 * @param destination to whom; may be a group or broadcast
 * @param frames how many
 * @param firstNanos first frame
 * @param lastNanos last frame
 */
public record EthernetPair(MacAddress source, MacAddress destination, long frames, long firstNanos, long lastNanos) {}
