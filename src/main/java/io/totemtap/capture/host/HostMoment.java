package io.totemtap.capture.host;

import java.util.OptionalLong;

/**
 * Whose state it is, and when it was taken.
 *
 * @param host the name the caller knows the host by
 * @param ownName what the host calls itself, empty if the text does not say
 * @param phase what the moment is called, or empty
 * @param timeNanos nanoseconds since the epoch, {@link io.totemtap.net.EpochNanos#NEVER} if not known
 * @param kernel the kernel's release, such as "2.6.18-238.el5", or empty
 * @param uptimeSeconds how long the host was up, absent if the text does not say
 */
public record HostMoment(
        String host, String ownName, String phase, long timeNanos, String kernel, OptionalLong uptimeSeconds) {}
