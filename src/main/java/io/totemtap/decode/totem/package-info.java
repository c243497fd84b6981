/**
 * The totem single ring protocol as openais 0.80, corosync 1.x, 2.x and 3.x put it on the wire over UDP multicast,
 * clear and encrypted, from senders of either byte order. Messages are views: re-used, valid until the next decode,
 * nothing allocated. Opening an envelope (bytes to plaintext, in parallel if wanted) and decoding the plaintext are
 * separate steps.
 */
@NullMarked
package io.totemtap.decode.totem;

import org.jspecify.annotations.NullMarked;
