/** Capturing on this host's own interfaces, through libpcap. Nothing is sent and no group is joined. */
@NullMarked
package io.totemtap.capture.live;

import org.jspecify.annotations.NullMarked;
