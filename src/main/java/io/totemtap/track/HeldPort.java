package io.totemtap.track;

import io.totemtap.net.MacAddress;

/**
 * A time in which a station was heard by nobody's answer: frames of it alone, none of any other station, and beside them the messages that
 * only the next bridge sends, spanning tree's among them. So its link was up, and the bridge's port let nothing through.
 *
 * @param station who spoke alone
 * @param fromNanos the last frame of another station before, {@link io.totemtap.net.EpochNanos#NEVER} if the capture began with this
 * @param toNanos the first frame of another station after
 * @param fromFrame the last frame of another station before, as in {@link FrameId}; {@link FrameId#NONE} if there was none
 * @param toFrame the first frame of another station after
 * @param frames frames of the station meanwhile
 * @param bpdus spanning tree messages of the bridge meanwhile
 * @param firstBpduNanos the first of them
 * @param firstBpdu its frame
 * @param forwardDelayNanos how long the bridge says it listens, and as long again learns, before it forwards (IEEE 802.1D-2004 section
 *     17.17)
 * @param refusals how many of them said that the port does not forward; only rapid ones can
 */
public record HeldPort(
        MacAddress station,
        long fromNanos,
        long toNanos,
        long fromFrame,
        long toFrame,
        long frames,
        long bpdus,
        long firstBpduNanos,
        long firstBpdu,
        long forwardDelayNanos,
        long refusals) {

    /** From the first spanning tree message, which a bridge sends as soon as the link is up, to the first frame of another station. */
    public long heldNanos() {
        return toNanos - firstBpduNanos;
    }
}
