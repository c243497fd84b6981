package io.totemtap.capture.host;

/**
 * How often a packet filter's rule matched between two moments.
 *
 * @param rule the rule, as it stands at the later moment
 * @param rise its counter
 */
public record RuleRise(FirewallRule rule, CounterRise rise) {}
