/**
 * Bytes become messages: pure functions, no state except IP fragments, no input or output, nothing thrown for any packet.
 * Headers are views (re-used, nothing allocated); a bad packet is a {@link io.totemtap.decode.DecodeProblem}, a value.
 *
 * <p>The layers are in packages below this one; each uses only what is here and the layers under it. {@link
 * io.totemtap.decode.PacketDecoder} puts them together and calls a {@link io.totemtap.decode.PacketHandler}.
 */
@NullMarked
package io.totemtap.decode;

import org.jspecify.annotations.NullMarked;
