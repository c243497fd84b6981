package io.totemtap.track;

import io.totemtap.decode.totem.TotemDecoder;

/**
 * What the trackers of one capture share.
 *
 * @param decoder reads totem payloads; belongs to one thread
 * @param scope which ports carry totem
 * @param observer sees every packet that matters
 * @param keepSightings whether packets are remembered for correlation with other captures
 * @param sightingsInMemory how many of these are kept in memory
 */
public record PacketSetup(
        TotemDecoder decoder,
        TotemScope scope,
        PacketObserver observer,
        boolean keepSightings,
        int sightingsInMemory) {}
