package io.totemtap.capture;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.List;

/**
 * One interface of a capture as the file describes it. A classic pcap file has exactly one and knows only link type and
 * snap length; a pcapng file may have many, each a vantage point of its own.
 *
 * @param id counts from 0 over the whole source; sections of a pcapng file go on counting
 * @param linkType how its frames are read
 * @param linkTypeNumber the LINKTYPE_ number as the file has it, useful where {@code linkType} is unsupported
 * @param snapLength the most bytes kept of a frame, 0 where there is no limit or it is not known
 * @param name the interface's name on the capturing host, empty if not known (pcapng if_name)
 * @param description free text (pcapng if_description), empty if none
 * @param filter the capture filter in force (pcapng if_filter), empty if none or not known
 * @param mac the interface's own address, {@link MacAddress#NONE} if not known
 * @param addresses the interface's IP addresses, empty if not known
 */
public record CaptureInterface(
        int id,
        LinkType linkType,
        int linkTypeNumber,
        int snapLength,
        String name,
        String description,
        String filter,
        MacAddress mac,
        List<IpAddress> addresses) {

    /** Copies the list. */
    public CaptureInterface {
        addresses = List.copyOf(addresses);
    }

    /** An interface of which only link type and snap length are known, as in a classic pcap file. */
    public static CaptureInterface plain(int id, int linkTypeNumber, int snapLength) {
        return new CaptureInterface(
                id, LinkType.of(linkTypeNumber), linkTypeNumber, snapLength, "", "", "", MacAddress.NONE, List.of());
    }
}
