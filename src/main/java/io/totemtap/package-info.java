/**
 * totemtap: where is a cluster's multicast lost?
 *
 * <p>The packages form a line; each may use what stands to its left, never to its right:
 * {@code net ◄ capture ◄ decode ◄ track ◄ correlate ◄ diagnose ◄ report ◄ cli}.
 */
@NullMarked
package io.totemtap;

import org.jspecify.annotations.NullMarked;
