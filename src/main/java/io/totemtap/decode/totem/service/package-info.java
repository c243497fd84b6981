/**
 * What MCASTs carry: totempg packets are put together to messages of groups, and those of the executive's services, of
 * cman and of fenced are read as far as they name nodes, clusters and groups. Lengths are checked once; text stays as
 * it was on the wire.
 */
@NullMarked
package io.totemtap.decode.totem.service;

import org.jspecify.annotations.NullMarked;
