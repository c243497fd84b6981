package io.totemtap.decode.totem;

import java.util.Arrays;

/**
 * A private key of a keyring and where it came from. The bytes stay inside this package; nothing here prints them.
 */
public final class TotemKey {

    private static final TotemHash[] HASHES = TotemHash.values();
    private static final TotemCipher[] CIPHERS = TotemCipher.values();

    private final int index;
    private final String source;
    private final boolean derived;
    private final Sober128.Keyed keyed;
    private final byte[][] hmacKeys = new byte[HASHES.length][];
    private final byte[][] cipherKeys = new byte[CIPHERS.length][];

    TotemKey(int index, String source, boolean derived, byte[] bytes) {
        this.index = index;
        this.source = source;
        this.derived = derived;
        keyed = Sober128.isUsableLength(bytes.length) ? Sober128.keyed(bytes) : Sober128.Keyed.NONE;
        for (TotemHash hash : HASHES) {
            hmacKeys[hash.number] = hash == TotemHash.NONE ? bytes : Hmac.reduce(hash, bytes);
        }
        for (TotemCipher cipher : CIPHERS) {
            cipherKeys[cipher.number] = Arrays.copyOf(bytes, cipher.keyLength);
        }
    }

    /** Its place in the keyring, from 0. */
    public int index() {
        return index;
    }

    /** Where it came from, as whoever added it put it. */
    public String source() {
        return source;
    }

    /** Whether it is a guess that is tried on the first packets of a flow only. */
    public boolean isDerived() {
        return derived;
    }

    /** Whether SOBER-128 takes a key of this length; where not, secauth as such cannot be opened with it. */
    boolean isUsableForSober() {
        return keyed != Sober128.Keyed.NONE;
    }

    Sober128.Keyed keyed() {
        return keyed;
    }

    /** The whole key as HMAC uses it with a hash. */
    byte[] hmacKey(TotemHash hash) {
        return hmacKeys[hash.number];
    }

    /** The first bytes of the key, zero-filled, as many as a cipher takes. */
    byte[] cipherKey(TotemCipher cipher) {
        return cipherKeys[cipher.number];
    }

    /** Number and source; never the key. */
    @Override
    public String toString() {
        return "key " + index + " (" + source + ")";
    }
}
