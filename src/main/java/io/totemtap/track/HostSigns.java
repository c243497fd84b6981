package io.totemtap.track;

import io.totemtap.net.IpAddress;
import java.util.Map;

/**
 * What tells on which host, and how, a capture was taken. Signs, not conclusions: several of them together decide.
 *
 * @param outbound frames the capture itself marks as sent by its host, by source address
 * @param checksumNotFilledIn frames whose checksum was left to the network card, by source address: their sender captured them
 * @param toOtherHost unicast frames a cooked capture marks as addressed to another host: the interface was promiscuous
 * @param unicastFrames unicast IP frames whose addresses are known hosts or not, of any protocol
 * @param tunnelled frames that came wrapped in a mirror tunnel
 * @param fromLoopback totem multicasts whose source is a loopback address: a capture on all interfaces of their host
 * @param multicastTwice second copies of packets to groups, by source address
 * @param unicastTwice second copies of packets to one host, and of ARP
 * @param duplicates tokens, IGMP and other packets that are never repeated so soon, seen twice within a millisecond
 * @param comparable packets that would have shown as duplicates
 */
public record HostSigns(
        Map<IpAddress, Long> outbound,
        Map<IpAddress, Long> checksumNotFilledIn,
        long toOtherHost,
        long unicastFrames,
        long tunnelled,
        FrameSample fromLoopback,
        Map<IpAddress, FrameSample> multicastTwice,
        long unicastTwice,
        long duplicates,
        long comparable) {

    /** Copies the maps. */
    public HostSigns {
        outbound = Map.copyOf(outbound);
        checksumNotFilledIn = Map.copyOf(checksumNotFilledIn);
        multicastTwice = Map.copyOf(multicastTwice);
    }
}
