package io.totemtap.capture;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One place where packets were captured. What the case does not say is empty and is worked out from the packets, or
 * asked for; nothing here is a guess.
 *
 * @param name unique within the case
 * @param role what kind of place
 * @param host the host it was captured on, or empty; a switch port has none
 * @param addresses IP addresses of that host, empty if the case does not say
 * @param macs Ethernet addresses of that host, empty if the case does not say
 * @param promiscuous whether the interface was promiscuous, absent if the case does not say
 * @param faces the vantage point or host behind a switch port, or empty
 * @param files the capture; several where it was rotated, in the order of their names
 */
public record VantagePoint(
        String name,
        Role role,
        String host,
        List<IpAddress> addresses,
        List<MacAddress> macs,
        Optional<Boolean> promiscuous,
        String faces,
        List<Path> files) {

    /** Kinds of places. */
    public enum Role {
        /** An interface of a cluster host. */
        NODE,
        /** What one port of a switch carries. */
        SWITCH_PORT,
        /** A mirror of several ports or of a VLAN. */
        MIRROR,
        /** The case does not say. */
        UNKNOWN
    }

    /** Copies the lists. */
    public VantagePoint {
        addresses = List.copyOf(addresses);
        macs = List.copyOf(macs);
        files = List.copyOf(files);
    }

    /** A vantage point of which only name and files are known. */
    public static VantagePoint named(String name, List<Path> files) {
        return new VantagePoint(name, Role.UNKNOWN, "", List.of(), List.of(), Optional.empty(), "", files);
    }

    /**
     * A vantage point that the user gave a name: that of the host it was taken on, or its address. Where no host is called so, it is a
     * name like any other.
     */
    public static VantagePoint on(String host, List<Path> files) {
        List<IpAddress> addresses = IpAddress.parse(host).map(List::of).orElse(List.of());
        return new VantagePoint(host, Role.UNKNOWN, host, addresses, List.of(), Optional.empty(), "", files);
    }

    /** The same with other files. */
    VantagePoint withFiles(List<Path> others) {
        return new VantagePoint(name, role, host, addresses, macs, promiscuous, faces, others);
    }
}
