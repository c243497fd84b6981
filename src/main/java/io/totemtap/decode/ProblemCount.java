package io.totemtap.decode;

/**
 * How often a kind of problem was met at a layer.
 *
 * @param layer whose headers or messages
 * @param kind what was wrong
 * @param count at least 1
 */
public record ProblemCount(DecodeProblem.Layer layer, DecodeProblem.Kind kind, long count) {}
