/**
 * Bytes become messages: pure functions, no state except IP fragments, no input or output, nothing thrown for any packet.
 * Headers are views (re-used, nothing allocated); a bad packet is a {@link io.totemtap.decode.DecodeProblem}, a value.
 */
@NullMarked
package io.totemtap.decode;

import org.jspecify.annotations.NullMarked;
