package io.totemtap.diagnose;

/** What a rule may return: something found, or something that cannot be known. Silence means: looked for, and not there. */
public sealed interface Conclusion permits Finding, Limitation {}
