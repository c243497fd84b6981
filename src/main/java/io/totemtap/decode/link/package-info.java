/**
 * Link-layer headers: Ethernet with its tags, LLC and SNAP, Linux cooked captures, loopback, and the spanning tree
 * messages that ride directly on them. {@link io.totemtap.decode.link.LinkDecoder} brings
 * them all down to one answer.
 */
@NullMarked
package io.totemtap.decode.link;

import org.jspecify.annotations.NullMarked;
