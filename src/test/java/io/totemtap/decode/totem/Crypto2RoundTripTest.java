package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every envelope of corosync 2.x, made here with the JDK's own CBC and HMAC, under keys of several lengths. */
class Crypto2RoundTripTest {

    private static final int[] KEY_LENGTHS = {1, 8, 15, 32, 63, 64, 65, 127, 128};

    private final Random random = new Random(2012);

    static Stream<Arguments> combinations() {
        return Stream.of(TotemEnvelope.CRYPTO_2_0, TotemEnvelope.CRYPTO_2_2, TotemEnvelope.CRYPTO_2_3)
                .flatMap(envelope -> Stream.of(TotemCipher.values()).flatMap(cipher -> Stream.of(TotemHash.values())
                        .filter(hash -> allowed(envelope, cipher, hash))
                        .map(hash -> Arguments.of(envelope, cipher, hash))));
    }

    /** From 2.2 on a cipher without hash is refused by the daemon. */
    private static boolean allowed(TotemEnvelope envelope, TotemCipher cipher, TotemHash hash) {
        return envelope == TotemEnvelope.CRYPTO_2_0 || cipher == TotemCipher.NONE || hash != TotemHash.NONE;
    }

    static List<byte[]> messages(boolean little) {
        Wire mcast = new Wire(TotemDialect.COROSYNC2, little).mcast(2, 17);
        mcast.u16(0).u16(0).u16(0).u16(1).u16(50).zeros(50);
        return List.of(
                mcast.bytes(),
                new Wire(TotemDialect.COROSYNC2, little)
                        .header(TotemType.TOKEN_HOLD_CANCEL, 0, 1)
                        .ringId(1, 8)
                        .bytes(),
                new Wire(TotemDialect.COROSYNC2, little)
                        .header(TotemType.MEMB_JOIN, 0, 1)
                        .processor(1)
                        .u32(1)
                        .u32(0)
                        .u64(8)
                        .processor(1)
                        .bytes(),
                new Wire(TotemDialect.COROSYNC2, little)
                        .mcast(1, 3)
                        .raw(mcast.bytes())
                        .bytes());
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void opensUnderKeysOfEveryLength(TotemEnvelope envelope, TotemCipher cipher, TotemHash hash)
            throws GeneralSecurityException {
        for (int keyLength : KEY_LENGTHS) {
            byte[] key = random(keyLength);
            for (boolean little : new boolean[] {true, false}) {
                for (byte[] message : messages(little)) {
                    byte[] packet = seal(envelope, cipher, hash, key, message, random(16));
                    OpenedTotem opened = Vectors.open(key, packet);
                    assertTrue(opened.isOpened());
                    assertEquals(Vectors.hex(message), Vectors.hex(opened.message()));
                    assertEquals(envelope, opened.envelope());
                    assertEquals(cipher, opened.cipher());
                    assertEquals(hash, opened.hash());
                    assertEquals(hash != TotemHash.NONE, opened.isAuthenticated());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void doesNotOpenUnderAnotherKey(TotemEnvelope envelope, TotemCipher cipher, TotemHash hash)
            throws GeneralSecurityException {
        for (int i = 0; i < 20; i++) {
            byte[] packet =
                    seal(envelope, cipher, hash, random(128), messages(true).get(i % 4), random(16));
            OpenedTotem opened = Vectors.open(random(128), packet);
            assertEquals(cipher == TotemCipher.NONE, opened.isOpened());
            assertEquals(-1, opened.keyIndex());
        }
    }

    @Test
    void saltThatLooksLikeAHeaderDoesNotHideTheCipher() throws GeneralSecurityException {
        byte[] salt = random(16);
        for (String start : List.of("020022ff", "000022ff", "010222ff", "030022ff", "050022ff", "07ffff22")) {
            System.arraycopy(Vectors.hex(start), 0, salt, 0, 4);
            byte[] key = random(128);
            for (byte[] message : messages(true)) {
                for (TotemEnvelope envelope : List.of(TotemEnvelope.CRYPTO_2_2, TotemEnvelope.CRYPTO_2_3)) {
                    byte[] packet = seal(envelope, TotemCipher.AES256, TotemHash.SHA1, key, message, salt);
                    assertEquals(
                            Vectors.hex(message),
                            Vectors.hex(Vectors.open(key, packet).message()));
                }
            }
        }
    }

    @Test
    void readableMessageWithABadLengthIsStillRead() throws GeneralSecurityException {
        byte[] message = Arrays.copyOf(messages(true).get(1), 45);
        byte[] packet =
                seal(TotemEnvelope.CRYPTO_2_3, TotemCipher.NONE, TotemHash.NONE, new byte[128], message, random(16));
        OpenedTotem opened = Vectors.open(new byte[128], packet);
        assertTrue(opened.isOpened());
        assertFalse(opened.isAuthenticated());
        assertEquals(Vectors.hex(message), Vectors.hex(opened.message()));
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] seal(
            TotemEnvelope envelope, TotemCipher cipher, TotemHash hash, byte[] key, byte[] message, byte[] salt)
            throws GeneralSecurityException {
        byte[] data = cipher == TotemCipher.NONE ? message : concat(salt, encrypt(cipher, key, message, salt));
        return switch (envelope) {
            case CRYPTO_2_0 ->
                concat(
                        new byte[] {(byte) cipher.number, (byte) hash.number, 0, 0},
                        hmac(hash, new byte[0], data),
                        data);
            case CRYPTO_2_2 -> signed(concat(Vectors.hex("ffff0000"), data), hash, new byte[0]);
            default -> signed(concat(Vectors.hex("fefe0000"), data), hash, key);
        };
    }

    private static byte[] signed(byte[] bytes, TotemHash hash, byte[] key) throws GeneralSecurityException {
        return concat(bytes, hmac(hash, key, bytes));
    }

    private static byte[] encrypt(TotemCipher cipher, byte[] key, byte[] message, byte[] salt)
            throws GeneralSecurityException {
        String algorithm = cipher == TotemCipher.TRIPLE_DES ? "DESede" : "AES";
        Cipher jdk = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
        jdk.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(Arrays.copyOf(key, cipher.keyLength), algorithm),
                new IvParameterSpec(salt, 0, cipher.blockLength));
        return jdk.doFinal(message);
    }

    /** An empty key is the same as one of zeros; the JDK takes only the latter. */
    private static byte[] hmac(TotemHash hash, byte[] key, byte[] bytes) throws GeneralSecurityException {
        if (hash == TotemHash.NONE) {
            return new byte[0];
        }
        String algorithm = "Hmac" + hash.algorithm.replace("-", "");
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
        return mac.doFinal(bytes);
    }

    private static byte[] concat(byte[]... parts) {
        Wire wire = new Wire(TotemDialect.COROSYNC2, true);
        for (byte[] part : parts) {
            wire.raw(part);
        }
        return wire.bytes();
    }
}
