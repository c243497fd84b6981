package io.totemtap.diagnose;

/**
 * What a rule may return: something found, what a fact means for the suspects, or something that cannot be known. Silence means: looked
 * for, and not there.
 */
public sealed interface Conclusion permits Finding, Clue, Limitation {}
