/**
 * Failure knowledge: facts are weighed by elimination. Every fact clears a suspect, points at one, or limits what may be said;
 * the verdict is what is left. This package sees records only and could be run on facts typed in by hand.
 */
@NullMarked
package io.totemtap.diagnose;

import org.jspecify.annotations.NullMarked;
