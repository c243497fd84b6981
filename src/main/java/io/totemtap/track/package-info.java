/**
 * What one vantage point saw, as state over time: driven by packets and their time stamps only. No bytes are kept, no file
 * is read, no clock is asked, and nothing is judged here; memory is bounded by the state of the cluster, not by the length
 * of the capture.
 */
@NullMarked
package io.totemtap.track;

import org.jspecify.annotations.NullMarked;
