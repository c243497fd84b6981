package io.totemtap.correlate;

import io.totemtap.track.SightingLog;

/**
 * The number by which sightings are compared: the packet's identity, or where a capture has not all bytes of its frames a weaker one
 * from the bytes that every capture has.
 */
@FunctionalInterface
interface IdentityKey {

    /** The whole identity. */
    IdentityKey WHOLE = SightingLog.Cursor::identity;

    /** From the first bytes, the addresses and the length. */
    IdentityKey PREFIX = SightingLog.Cursor::prefix;

    /** The number of the packet the cursor stands at. */
    long of(SightingLog.Cursor cursor);
}
