package io.totemtap.correlate;

import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.track.totem.Hearing;
import io.totemtap.track.totem.Node;
import java.util.List;
import java.util.Optional;

/**
 * One picture from all captures.
 *
 * @param captures every capture and where it was taken
 * @param clocks how their clocks stand to one another
 * @param hosts who takes part, in the order of addresses
 * @param groups groups that carry totem, with their ports
 * @param paths each sender's multicasts to each receiver
 * @param unicast each node's tokens to each other node; the "group" is the receiver's address and port
 * @param control ARP and ICMP between hosts: what passes although nobody filters multicast
 * @param nodes each totem node as the capture that stands best sees it
 * @param hearings who hears whom, as the capture that stands best tells
 * @param isSliced whether packets were compared by their first bytes only, because a capture has not all of them
 * @param settledEarly packets that were given up before their time because too many of one second were waiting for another capture;
 *     where there are any, loss is not counted exactly
 */
public record Correlation(
        List<Vantage> captures,
        ClockAlignment clocks,
        List<Participant> hosts,
        List<Endpoint> groups,
        List<Delivery> paths,
        List<Delivery> unicast,
        List<Delivery> control,
        List<Placed<Node>> nodes,
        List<Placed<Hearing>> hearings,
        boolean isSliced,
        long settledEarly) {

    /** Copies the lists. */
    public Correlation {
        captures = List.copyOf(captures);
        hosts = List.copyOf(hosts);
        groups = List.copyOf(groups);
        paths = List.copyOf(paths);
        unicast = List.copyOf(unicast);
        control = List.copyOf(control);
        nodes = List.copyOf(nodes);
        hearings = List.copyOf(hearings);
    }

    /**
     * Something one capture tells.
     *
     * @param capture its number; times in {@code value} are by its clock
     * @param value what it tells
     */
    public record Placed<T>(int capture, T value) {}

    /** The host with this address. */
    public Optional<Participant> host(IpAddress address) {
        return hosts.stream().filter(host -> host.address().equals(address)).findFirst();
    }

    /** What a host is called; its address where no name is known. */
    public String name(IpAddress address) {
        return host(address).map(Participant::name).orElse(address.toString());
    }

    /** The totem node on a host. */
    public Optional<Placed<Node>> node(IpAddress host) {
        return nodes.stream().filter(node -> node.value().host().equals(host)).findFirst();
    }

    /** What is known of one node hearing another. */
    public Optional<Placed<Hearing>> hearing(IpAddress from, IpAddress to) {
        return hearings.stream()
                .filter(one ->
                        one.value().from().equals(from) && one.value().to().equals(to))
                .findFirst();
    }

    /** The multicasts of one host to another. */
    public List<Delivery> paths(IpAddress from, IpAddress to) {
        return paths.stream()
                .filter(path -> path.from().equals(from) && path.to().equals(to))
                .toList();
    }
}
