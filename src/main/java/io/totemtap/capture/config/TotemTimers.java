package io.totemtap.capture.config;

import java.util.OptionalLong;

/**
 * Totem's timers as the configuration gives them, in milliseconds. What is not written is absent: defaults differ
 * between the generations of the daemon.
 *
 * @param token how long without token until it counts as lost
 * @param consensus how long gathering may take before members are given up
 * @param join how often join messages are repeated
 * @param merge how often an idle ring looks for others
 */
public record TotemTimers(OptionalLong token, OptionalLong consensus, OptionalLong join, OptionalLong merge) {}
