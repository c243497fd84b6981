/**
 * The totem single ring protocol as one vantage point sees it: nodes and what they are doing, rings, tokens, sequence numbers
 * and retransmit requests, and from all of these who hears whom (source: openais and corosync {@code exec/totemsrp.c}).
 */
@NullMarked
package io.totemtap.track.totem;

import org.jspecify.annotations.NullMarked;
