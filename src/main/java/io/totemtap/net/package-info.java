/** Values every other package speaks in: addresses, endpoints, time, checksums. No behaviour beyond their own arithmetic. */
@NullMarked
package io.totemtap.net;

import org.jspecify.annotations.NullMarked;
