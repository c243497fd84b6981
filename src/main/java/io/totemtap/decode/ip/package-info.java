/**
 * IPv4 and IPv6 with what they carry that is not a cluster's message: UDP, ICMP, fragments, and ARP beside them. Headers
 * are views; the only state is that of fragments on their way to a datagram.
 */
@NullMarked
package io.totemtap.decode.ip;

import org.jspecify.annotations.NullMarked;
