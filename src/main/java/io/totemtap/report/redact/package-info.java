/** Pseudonyms for names and addresses, the same in every output of a run, and a check that nothing original is left. */
@NullMarked
package io.totemtap.report.redact;

import org.jspecify.annotations.NullMarked;
