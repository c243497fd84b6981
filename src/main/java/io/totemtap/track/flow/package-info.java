/** Who sent what to whom, counted per direction: flows to groups, unicast between cluster hosts, and pairs of Ethernet addresses. */
@NullMarked
package io.totemtap.track.flow;

import org.jspecify.annotations.NullMarked;
