package io.totemtap.decode.totem;

/** The tests by which {@link TotemDecoder} tells totem from other UDP traffic before anything is decoded. */
final class TotemSigns {

    /** Enough to see the first address family of every message, with the prefix of corosync 2 before it. */
    private static final int ENOUGH = 34;

    private static final int SECAUTH_OVERHEAD = 36;
    private static final int TYPE_BYTE = 1;

    /** FRAME_SIZE_MAX: no daemon multicasts more. */
    private static final int LONGEST_MCAST = 10_000;

    /** A totempg header with one message. */
    private static final int SHORTEST_PAYLOAD = 10;

    private static final TotemType[] TYPES = TotemType.values();

    private TotemSigns() {}

    static boolean looksLikeTotem(byte[] bytes, int offset, int available, int claimed) {
        if (available < Math.min(claimed, ENOUGH)) {
            return false;
        }
        if (Crypto22Opener.marked(bytes, offset, available) != TotemEnvelope.UNKNOWN) {
            return isReadable22(bytes, offset, available, claimed) || Crypto22Opener.isSealedLength(claimed);
        }
        return SrpShape.fits(TotemDialect.COROSYNC3, bytes, offset, available, claimed)
                || SrpShape.isLikely(TotemDialect.OPENAIS_COROSYNC1, bytes, offset, available, claimed)
                || (Crypto20Opener.hasPrefix(bytes, offset, available) && is20(bytes, offset, available, claimed));
    }

    private static boolean isReadable22(byte[] bytes, int offset, int available, int claimed) {
        for (int number = 0; number < TotemHash.count(); number++) {
            int behind = Crypto2Seal.PREFIX + TotemHash.ofNumber(number).length();
            if (isReadable(bytes, offset, Crypto2Seal.PREFIX, available, claimed - behind)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is20(byte[] bytes, int offset, int available, int claimed) {
        TotemHash hash = TotemHash.ofNumber(bytes[offset + 1]);
        int data = Crypto2Seal.PREFIX + hash.length();
        if (bytes[offset] == TotemCipher.NONE.number) {
            return isReadable(bytes, offset, data, available, claimed - data);
        }
        int ciphertext = claimed - data - Crypto2Seal.SALT_LENGTH;
        return hash != TotemHash.NONE
                && ciphertext > TotemDialect.RING_TEST_LENGTH
                && ciphertext % TotemCipher.TRIPLE_DES.blockLength == 0;
    }

    private static boolean isReadable(byte[] bytes, int offset, int from, int available, int length) {
        return SrpShape.isLikely(TotemDialect.COROSYNC2, bytes, offset + from, available - from, length);
    }

    static boolean isPlausibleOpaque(int claimed, int sourcePort, int destinationPort) {
        if (!TotemPorts.arePlausible(sourcePort, destinationPort)) {
            return false;
        }
        int sober = claimed - SECAUTH_OVERHEAD;
        if (isMessageLength(sober) || isMessageLength(sober - TYPE_BYTE)) {
            return true;
        }
        int ciphertext = sober - TYPE_BYTE;
        int block = TotemCipher.AES256.blockLength;
        for (int padding = 1; padding <= block && ciphertext % block == 0; padding++) {
            if (isMessageLength(ciphertext - padding)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMessageLength(int length) {
        TotemDialect dialect = TotemDialect.OPENAIS_COROSYNC1;
        for (TotemType type : TYPES) {
            boolean fits = type == TotemType.MCAST
                    ? length >= dialect.mcastPayload + SHORTEST_PAYLOAD && length <= LONGEST_MCAST
                    : dialect.isLength(type, length);
            if (fits) {
                return true;
            }
        }
        return false;
    }
}
