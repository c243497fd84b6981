/**
 * One class a rule. Each has a page of the same name under {@code src/main/resources}, which {@code totemtap explain} prints, and is
 * listed in {@link io.totemtap.diagnose.rule.RuleBook}.
 */
@NullMarked
package io.totemtap.diagnose.rule;

import org.jspecify.annotations.NullMarked;
