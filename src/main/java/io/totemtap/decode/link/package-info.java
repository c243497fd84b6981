/**
 * Link-layer headers: Ethernet with its tags, LLC and SNAP, Linux cooked captures, loopback, and the spanning tree
 * messages that ride directly on them. They all come down to one answer, {@link io.totemtap.decode.link.LinkHeader}.
 */
@NullMarked
package io.totemtap.decode.link;

import org.jspecify.annotations.NullMarked;
