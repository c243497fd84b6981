package io.totemtap.decode.totem;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The stream cipher SOBER-128 (Hawkes and Rose, "Primitive Specification for SOBER-128", IACR ePrint 2003/081) as
 * openais and corosync 1.x use it ({@code exec/crypto.c}). All words are little-endian on every host. One object serves
 * one thread and allocates nothing after construction.
 *
 * <p>Order of use: {@link #key} or {@link #use}, then {@link #iv}, then keystream in any number of pieces.
 */
public final class Sober128 {

    /** Words of the shift register. */
    static final int REGISTER = 17;

    private static final int KEY_WORD = 15;
    private static final int FEEDBACK = 4;
    private static final int INITIAL_KONST = 0x6996c53a;

    /** How far the register slides through its array before it is moved back to the front. */
    private static final int SLIDE = 256;

    private static final int[] SBOX = hexWords("""
            a3aa1887 d65e435c 0b65c042 800e6ef4 fc57ee20 4d84fed3 f066c502 f354e8ae
            bb2ee9d9 281f38d4 1f829b5d 735cdf3c 95864249 bc2e3963 a1f4429f f6432c35
            f7f40325 3cc0dd70 5f973ded 9902dc5e da175b42 590012bf dc94d78c 39aab26b
            4ac11b9a 8c168146 c3ea8ec5 058ac28f 52ed5c0f 25b4101c 5a2db082 370929e1
            2a1843de fe8299fc 202fbc4b 833915dd 33a803fa d446b2de 46233342 4fcee7c3
            3ad607ef 9e97ebab 507f859b e81f2e2f c55b71da d7e2269a 1339c3d1 7ca56b36
            a6c9def2 b5c9fc5f 5927b3a3 89a56ddf c625b510 560f85a7 ace82e71 2ecb8816
            44951e2a 97f5f6af dfcbc2b3 ce4ff55d cb6b6214 2b0b83e3 549ea6f5 9de041af
            792f1f17 f73b99ee 39a65ec0 4c7016c6 857709a4 d6326e01 c7b280d9 5cfb1418
            a6aff227 fd548203 506b9d96 a117a8c0 9cd5bf6e dcee7888 61fcfe64 f7a193cd
            050d0184 e8ae4930 88014f36 d6a87088 6bad6c2a 1422c678 e9204de7 b7c2e759
            0200248e 013b446b da0d9fc2 0414a895 3a6cc3a1 56fef170 86c19155 cf7b8a66
            551b5e69 b4a8623e a2bdfa35 c4f068cc 573a6acd 6355e936 03602db9 0edf13c1
            2d0bb16d 6980b83c feb23763 3dd8a911 01b6bc13 f55579d7 f55c2fa8 19f4196e
            e7db5476 8d64a866 c06e16ad b17fc515 c46feb3c 8bc8a306 ad6799d9 571a9133
            992466dd 92eb5dcd ac118f50 9fafb226 a1b9cef3 3ab36189 347a19b1 62c73084
            c27ded5c 6c8bc58f 1cdde421 ed1e47fb cdcc715e b9c0ff99 4b122f0f c4d25184
            af7a5e6c 5bbf18bc 8dd7c6e0 5fb7e420 521f523f 4ad9b8a2 e9da1a6b 97888c02
            19d1e354 5aba7d79 a2cc7753 8c2d9655 19829da1 531590a7 19c1c149 3d537f1c
            50779b69 ed71f2b7 463c58fa 52dc4418 c18c8c76 c120d9f0 afa80d4d 3b74c473
            d09410e9 290e4211 c3c8082b 8f6b334a 3bf68ed2 a843cc1b 8d3c0ff3 20e564a0
            f8f55a4f 2b40f8e7 fea7f15f cf00fe21 8a6d37d6 d0d506f1 ade00973 efbbde36
            84670fa8 fa31ab9e aedab618 c01f52f5 6558eb4f 71b9e343 4b8d77dd 8cb93da6
            740fd52d 425412f8 c5a63360 10e53ad0 5a700f1c 8324ed0b e53dc1ec 1a366795
            6d549d15 c5ce46d7 e17abe76 5f48e0a0 d0f07c02 941249b7 e49ed6ba 37a47f78
            e1cfffbd b007ca84 bb65f4da b59f35da 33d2aa44 417452ac c0d674a7 2d61a46a
            dc63152a 3e12b7aa 6e615927 a14fb118 a151758d ba81687b e152f0b3 764254ed
            34c77271 0a31acab 54f94aec b9e994cd 574d9e81 5b623730 ce8a21e8 37917f0b
            e8a9b5d6 9697adf8 f3d30431 5dcac921 76b35d46 aa430a36 c2194022 22bca65e
            daec70ba dfaea8cc 777bae8b 242924d5 1f098a5a 4b396b81 55de2522 435c1cb8
            aeb8fe1d 9db3c697 5b164f83 e0c16376 a319224c d0203b35 433ac0fe 1466a19a
            45f0b24f 51fda998 c0d52d71 fa0896a8 f9e6053f a4b0d300 d499cbcc b95e3d40
            """);

    private static final int[] MULTAB_BASE =
            hexWords("d02b4367 ed5686ce 97ac41d1 631582ef c62a4993 c154926b cfa869d6 d31dd2e1");

    private static final int[] MULTAB = multab();

    /** What the register holds before a key is loaded: the Fibonacci numbers. */
    private static final int[] FIBONACCI = fibonacci();

    private static final byte[] ZEROES = new byte[4];

    /**
     * The state after keying: register and konst. It depends on the key alone and can be made once and used for every
     * packet, by any number of threads.
     */
    static final class Keyed {

        /** The state of a key that SOBER-128 cannot use; never put to use. */
        static final Keyed NONE = new Keyed(new int[REGISTER], 0);

        private final int[] register;
        private final int konst;

        private Keyed(int[] register, int konst) {
            this.register = register;
            this.konst = konst;
        }

        /** One of the 17 words of the register. */
        int register(int i) {
            return register[i];
        }

        /** The key constant. */
        int konst() {
            return konst;
        }
    }

    /** The register is the 17 words from {@link #at}; a step moves {@code at} by one instead of shifting. */
    private final int[] words = new int[REGISTER + SLIDE];

    private int at;
    private int konst;

    private final int[] saved = new int[REGISTER];

    private final byte[] single = new byte[4];
    private int leftOver;
    private int leftOverBytes;

    private static int[] hexWords(String text) {
        return Stream.of(text.trim().split("\\s+", -1))
                .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
                .toArray();
    }

    /** The table is linear: an entry is the XOR of the bases of the bits set in its index. */
    private static int[] multab() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            for (int bit = 0; bit < MULTAB_BASE.length; bit++) {
                table[i] ^= (i >>> bit & 1) != 0 ? MULTAB_BASE[bit] : 0;
            }
        }
        return table;
    }

    private static int[] fibonacci() {
        int[] numbers = new int[REGISTER];
        numbers[0] = 1;
        numbers[1] = 1;
        for (int i = 2; i < REGISTER; i++) {
            numbers[i] = numbers[i - 1] + numbers[i - 2];
        }
        return numbers;
    }

    /** Whether a key or initial vector can have this length: the daemon takes only whole words. */
    static boolean isUsableLength(int length) {
        return length > 0 && length % 4 == 0;
    }

    /** The state after keying with a key of usable length. */
    static Keyed keyed(byte[] key) {
        Sober128 cipher = new Sober128();
        cipher.key(key, 0, key.length);
        return new Keyed(cipher.saved.clone(), cipher.konst);
    }

    /**
     * Sets the key.
     *
     * @param length a multiple of four; the bytes of an incomplete last word are ignored
     */
    public void key(byte[] key, int offset, int length) {
        System.arraycopy(FIBONACCI, 0, words, 0, REGISTER);
        at = 0;
        konst = INITIAL_KONST;
        load(key, offset, length);
        int next;
        do {
            next = next();
        } while (next >>> 24 == 0);
        konst = next;
        System.arraycopy(words, at, saved, 0, REGISTER);
        leftOverBytes = 0;
    }

    /** Sets a key whose state is there already. */
    void use(Keyed keyed) {
        System.arraycopy(keyed.register, 0, saved, 0, REGISTER);
        konst = keyed.konst;
    }

    /**
     * Sets the initial vector; the keystream starts anew.
     *
     * @param length a multiple of four; the bytes of an incomplete last word are ignored
     */
    public void iv(byte[] iv, int offset, int length) {
        System.arraycopy(saved, 0, words, 0, REGISTER);
        at = 0;
        load(iv, offset, length);
        leftOverBytes = 0;
    }

    /** Writes {@code in XOR keystream} to {@code out}; the ranges may be the same. */
    public void apply(byte[] in, int inOffset, byte[] out, int outOffset, int length) {
        int done = 0;
        while (leftOverBytes > 0 && done < length) {
            out[outOffset + done] = (byte) (in[inOffset + done] ^ nextLeftOver());
            done++;
        }
        int whole = length - done & ~3;
        applyWords(in, inOffset + done, out, outOffset + done, whole);
        done += whole;
        if (done < length) {
            leftOver = next();
            leftOverBytes = 4;
            for (; done < length; done++) {
                out[outOffset + done] = (byte) (in[inOffset + done] ^ nextLeftOver());
            }
        }
    }

    /** Whole words of the keystream; step and output stand in the loop, see {@link #load}. */
    private void applyWords(byte[] in, int inOffset, byte[] out, int outOffset, int length) {
        int[] r = words;
        int[] box = SBOX;
        int[] multab = MULTAB;
        int k = konst;
        int a = at;
        for (int done = 0; done < length; done += 4) {
            int first = r[a];
            int fresh = r[a + KEY_WORD] ^ r[a + FEEDBACK] ^ first << 8 ^ multab[first >>> 24];
            r[a + REGISTER] = fresh;
            a++;
            int t = r[a] + fresh;
            t ^= box[t >>> 24];
            t = t >>> 8 | t << 24;
            t = (t + r[a + 1] ^ k) + r[a + 6];
            t = (t ^ box[t >>> 24]) + r[a + 13];
            int i = inOffset + done;
            int o = outOffset + done;
            out[o] = (byte) (in[i] ^ t);
            out[o + 1] = (byte) (in[i + 1] ^ t >>> 8);
            out[o + 2] = (byte) (in[i + 2] ^ t >>> 16);
            out[o + 3] = (byte) (in[i + 3] ^ t >>> 24);
            if (a == SLIDE) {
                System.arraycopy(r, SLIDE, r, 0, REGISTER);
                a = 0;
            }
        }
        at = a;
    }

    /** Fills a range with keystream. */
    public void keystream(byte[] out, int offset, int length) {
        Arrays.fill(out, offset, offset + length, (byte) 0);
        apply(out, offset, out, offset, length);
    }

    private int nextLeftOver() {
        int next = leftOver;
        leftOver >>>= 8;
        leftOverBytes--;
        return next;
    }

    /**
     * Takes a key or an initial vector into the register. Step and output stand in the loop, as in {@link #applyWords},
     * and not in methods of their own: three such loops a packet are most of what opening costs, and as loops they are
     * fast from the first packets on, long before the compiler has seen enough calls to put methods into one another.
     */
    private void load(byte[] bytes, int offset, int length) {
        int[] r = words;
        int[] box = SBOX;
        int[] multab = MULTAB;
        int k = konst;
        int a = at;
        int count = length >> 2;
        for (int i = 0; i < count + REGISTER; i++) {
            if (i < count) {
                r[a + KEY_WORD] += word(bytes, offset + 4 * i);
            } else if (i == count) {
                r[a + KEY_WORD] += length;
            }
            int first = r[a];
            int fresh = r[a + KEY_WORD] ^ r[a + FEEDBACK] ^ first << 8 ^ multab[first >>> 24];
            r[a + REGISTER] = fresh;
            a++;
            int t = r[a] + fresh;
            t ^= box[t >>> 24];
            t = t >>> 8 | t << 24;
            t = (t + r[a + 1] ^ k) + r[a + 6];
            r[a + FEEDBACK] ^= (t ^ box[t >>> 24]) + r[a + 13];
            if (a == SLIDE) {
                System.arraycopy(r, SLIDE, r, 0, REGISTER);
                a = 0;
            }
        }
        at = a;
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
    }

    /** One word of the keystream. */
    private int next() {
        applyWords(ZEROES, 0, single, 0, single.length);
        return word(single, 0);
    }
}
