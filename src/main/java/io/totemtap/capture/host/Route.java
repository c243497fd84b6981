package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import java.util.Optional;

/**
 * An entry of a routing table.
 *
 * @param type "unicast", "local", "broadcast", "multicast", "unreachable", "blackhole", "prohibit", "throw" and the
 *     like
 * @param destination where it leads
 * @param gateway the next router, absent for a direct route
 * @param device the interface, or empty
 * @param table the table's name or number, "main" if not printed
 * @param metric lower is preferred, 0 if not printed
 */
public record Route(
        String type, Prefix destination, Optional<IpAddress> gateway, String device, String table, long metric) {}
