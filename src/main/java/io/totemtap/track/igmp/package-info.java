/**
 * Group membership as a snooping switch must believe it: who reported what when, who queries, and when each membership runs
 * out if nobody reports again (RFC 1112, RFC 2236, RFC 3376, RFC 4541; MLD likewise).
 */
@NullMarked
package io.totemtap.track.igmp;

import org.jspecify.annotations.NullMarked;
