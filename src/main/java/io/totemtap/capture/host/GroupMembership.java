package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A group an interface has joined.
 *
 * @param interfaceName which interface
 * @param group which group
 * @param users how often it is joined, absent if not printed
 * @param reporter whether this host sent the last report of the group on its network, absent if not printed
 */
public record GroupMembership(String interfaceName, IpAddress group, OptionalInt users, Optional<Boolean> reporter) {}
