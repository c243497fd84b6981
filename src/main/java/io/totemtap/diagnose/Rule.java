package io.totemtap.diagnose;

import java.util.List;

/** One piece of failure knowledge. No state between calls. */
public interface Rule {

    /** Lower-case words with hyphens, never re-used; {@code totemtap explain ID} shows the rule's page. */
    String id();

    /** What the facts mean as far as this rule knows. */
    List<Conclusion> evaluate(Facts facts);
}
