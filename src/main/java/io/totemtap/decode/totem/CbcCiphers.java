package io.totemtap.decode.totem;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * CBC decryption with the keys of a keyring. The chaining is done here over the bare block cipher, so that a cipher is
 * set up once a key and not once a packet, and nothing is allocated for a packet.
 */
final class CbcCiphers {

    private static final Cipher[] NONE = new Cipher[0];

    /** By key, then by cipher; rows and cells are made when first needed. */
    private final Cipher[][] byKey;

    CbcCiphers(int keys) {
        byKey = new Cipher[keys][];
        Arrays.fill(byKey, NONE);
    }

    /**
     * Decrypts whole blocks.
     *
     * @param length a multiple of the cipher's block
     * @param ivAt where in {@code in} the initial vector stands
     */
    void decrypt(
            TotemKey key, TotemCipher kind, byte[] in, int inOffset, int length, int ivAt, byte[] out, int outOffset) {
        try {
            cipher(key, kind).doFinal(in, inOffset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("whole blocks that cannot be decrypted", e);
        }
        int block = kind.blockLength;
        for (int i = 0; i < length; i++) {
            int chained = i < block ? ivAt + i : inOffset + i - block;
            out[outOffset + i] ^= in[chained];
        }
    }

    /** The length without PKCS#7 padding, or -1 if the last bytes are no padding. */
    static int unpadded(TotemCipher kind, byte[] bytes, int offset, int length) {
        int padding = bytes[offset + length - 1];
        if (padding < 1 || padding > kind.blockLength) {
            return -1;
        }
        for (int i = length - padding; i < length; i++) {
            if (bytes[offset + i] != padding) {
                return -1;
            }
        }
        return length - padding;
    }

    private Cipher cipher(TotemKey key, TotemCipher kind) throws GeneralSecurityException {
        Cipher[] row = byKey[key.index()];
        if (row.length == 0) {
            row = new Cipher[TotemCipher.count()];
            byKey[key.index()] = row;
        }
        Cipher cipher = row[kind.number];
        if (cipher == null) {
            String algorithm = kind == TotemCipher.TRIPLE_DES ? "DESede" : "AES";
            cipher = Cipher.getInstance(algorithm + "/ECB/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.cipherKey(kind), algorithm));
            row[kind.number] = cipher;
        }
        return cipher;
    }
}
