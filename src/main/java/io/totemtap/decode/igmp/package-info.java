/**
 * How hosts tell switches and routers which groups they want: IGMP versions 1 to 3 (RFC 1112, RFC 2236, RFC 3376, the last
 * replaced by RFC 9776), and beside it the same for IPv6, MLD versions 1 and 2 (RFC 2710, RFC 3810), whose messages have the
 * same parts under other numbers. Messages are values; they are rare.
 *
 * <p>What a host must do with a message (ignore it for a missing Router Alert, say) is not decided here.
 */
@NullMarked
package io.totemtap.decode.igmp;

import org.jspecify.annotations.NullMarked;
