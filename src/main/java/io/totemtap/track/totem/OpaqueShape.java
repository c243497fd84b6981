package io.totemtap.track.totem;

import io.totemtap.decode.totem.TotemEnvelope;
import io.totemtap.decode.totem.TotemType;

/**
 * What an encrypted multicast most likely is, by its length alone: merge-detects have one length in each envelope, JOINs one for each
 * number of processors listed. A guess: data messages can have the same length, but a node alone sends none.
 */
final class OpaqueShape {

    private static final int MERGE_DETECT = 82;
    private static final int JOIN = 68;
    private static final int ADDRESS = 44;
    private static final int MOST_LISTED = 16;

    /** Digest lengths of corosync 2: MD5 to SHA-512. */
    private static final int[] HASHES = {16, 20, 32, 48, 64};

    private OpaqueShape() {}

    /** {@link TotemType#MEMB_MERGE_DETECT}, {@link TotemType#MEMB_JOIN}, or {@link TotemType#OPAQUE} for everything else. */
    static TotemType guess(TotemEnvelope envelope, int length) {
        return envelope.isCrypto2() ? corosync2(length) : secauth(length);
    }

    private static TotemType secauth(int length) {
        for (int trailing = 0; trailing <= 1; trailing++) {
            int message = length - 36 - trailing;
            if (message == MERGE_DETECT) {
                return TotemType.MEMB_MERGE_DETECT;
            }
            int lists = message - JOIN;
            if (lists > 0 && lists % ADDRESS == 0 && lists / ADDRESS <= MOST_LISTED) {
                return TotemType.MEMB_JOIN;
            }
        }
        return padded(length - 37, 16, MERGE_DETECT, JOIN, ADDRESS);
    }

    private static TotemType corosync2(int length) {
        for (int hash : HASHES) {
            for (int block = 8; block <= 16; block += 8) {
                TotemType type = padded(length - 20 - hash, block, MERGE_DETECT + 1, JOIN + 1, ADDRESS + 1);
                if (type != TotemType.OPAQUE) {
                    return type;
                }
            }
        }
        return TotemType.OPAQUE;
    }

    private static TotemType padded(int ciphertext, int block, int merge, int join, int address) {
        if (ciphertext == pad(merge, block)) {
            return TotemType.MEMB_MERGE_DETECT;
        }
        for (int listed = 1; listed <= MOST_LISTED; listed++) {
            if (ciphertext == pad(join + address * listed, block)) {
                return TotemType.MEMB_JOIN;
            }
        }
        return TotemType.OPAQUE;
    }

    private static int pad(int length, int block) {
        return (length / block + 1) * block;
    }
}
