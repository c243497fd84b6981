package io.totemtap.capture.config;

import io.totemtap.net.IpAddress;
import java.util.Optional;

/**
 * One ring of totem as configured.
 *
 * @param number from 0
 * @param group where multicast goes, absent where it neither is written nor follows from the cluster's name
 * @param derived whether {@code group} was computed from the cluster's name or id instead of read
 * @param port UDP destination port of all totem messages
 * @param network the bindnetaddr, absent if not given
 * @param ttl IP time to live of multicast
 * @param broadcast whether 255.255.255.255 is used in place of a group
 */
public record ConfiguredRing(
        int number,
        Optional<IpAddress> group,
        boolean derived,
        int port,
        Optional<IpAddress> network,
        int ttl,
        boolean broadcast) {}
