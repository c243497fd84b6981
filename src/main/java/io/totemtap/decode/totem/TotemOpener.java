package io.totemtap.decode.totem;

import io.totemtap.decode.ByteRange;

/**
 * Finds what is wrapped round a totem message and takes it off. One opener serves one thread; any number of them share
 * a {@link TotemKeyring}.
 *
 * <p>An opener remembers, for each flow, what opened its last packet and tries that first. If all packets of a flow go
 * through the same opener in the order of capture, the result does not depend on how many openers there are.
 *
 * <p>The signs are tried in this order: prefix of corosync 2.3 or 2.2, magic of corosync 3, endian detector of openais
 * and corosync 1, prefix of corosync 2.0, secauth under each key. Where there is a digest, the digest decides whether a
 * key fits, before anything is decrypted; {@link Crypto2Seal} says where that is not possible.
 */
public final class TotemOpener {

    private final TotemKeyring keyring;
    private final SecauthOpener secauth;
    private final Crypto20Opener crypto20;
    private final Crypto22Opener crypto22;
    private final FlowMemory memory = new FlowMemory();
    private final long[] openedPackets;
    private PayloadAhead ahead = PayloadAhead.NONE;
    private Recipe latest = Recipe.NONE;
    private long decrypted;

    /** Makes an opener with its own ciphers and memory. */
    public TotemOpener(TotemKeyring keyring) {
        this.keyring = keyring;
        CbcCiphers blockCiphers = new CbcCiphers(keyring.size());
        Crypto2Seal seal = new Crypto2Seal(blockCiphers);
        secauth = new SecauthOpener(keyring, blockCiphers);
        crypto20 = new Crypto20Opener(keyring, seal);
        crypto22 = new Crypto22Opener(keyring, seal);
        openedPackets = new long[keyring.size()];
    }

    /**
     * Opens one payload.
     *
     * @param payload the UDP payload that was captured
     * @param claimedLength its length on the wire; more than is there means that the capture cut it
     * @param flow any number that is the same for packets of one sender to one destination and port
     * @param buffer takes the plaintext of an encrypted message
     * @param bufferAt where in the buffer; if fewer bytes than the payload has are free from there, no key is tried
     * @param result filled with what was found
     */
    public void open(ByteRange payload, int claimedLength, long flow, byte[] buffer, int bufferAt, OpenedTotem result) {
        int slot = memory.slot(flow);
        Recipe last = memory.recipe(slot);
        result.begin(payload, claimedLength, buffer, bufferAt, last);
        boolean hasRoom = bufferAt >= 0 && buffer.length - bufferAt >= payload.length();
        boolean opened = hasRoom
                && (ahead.isAbout(payload, result.claimedPayload(), last)
                        ? ahead.giveTo(result)
                        : openLike(last, result));
        if (!opened) {
            openAny(result, hasRoom ? keysToTry(slot) : 0);
        }
        finish(slot, result);
    }

    /**
     * Says what another thread has found in the payload that comes next. It is used if it is about this very payload and
     * was found with what opened the flow's last packet, and changes nothing but who does the work.
     */
    public void expect(PayloadAhead found) {
        ahead = found;
    }

    /** Sets down a payload for an {@link AheadOpener}, which is to try what opened the last encrypted packet here. */
    public void prepare(PayloadAhead work, byte[] bytes, int offset, int length, int claimedLength, byte[] room) {
        work.prepare(latest, bytes, offset, length, claimedLength, room);
    }

    /** How many packets a key has decrypted here. */
    public long decryptedPackets() {
        return decrypted;
    }

    private int keysToTry(int slot) {
        return memory.unopened(slot) < keyring.derivedBudget() ? keyring.size() : keyring.stated();
    }

    /** How many keys there are. */
    public int keys() {
        return openedPackets.length;
    }

    /** How many packets a key has opened or authenticated here, cut ones included. */
    public long openedPackets(int keyIndex) {
        return openedPackets[keyIndex];
    }

    /**
     * How many packets came in flows beyond the limit of flows that are remembered: their derived keys were not tried.
     */
    public long packetsBeyondFlowLimit() {
        return memory.refused();
    }

    private void finish(int slot, OpenedTotem result) {
        int keyIndex = result.keyIndex();
        if (keyIndex >= 0) {
            openedPackets[keyIndex]++;
        }
        if (result.isOpened()) {
            memory.remember(slot, result.recipe());
            if (result.recipe().isDecrypting()) {
                latest = result.recipe();
                decrypted++;
            }
        }
        boolean unsigned = result.hash() != TotemHash.NONE && !result.isAuthenticated();
        if (!result.isCut() && (unsigned || !result.isOpened())) {
            memory.countUnopened(slot);
        }
    }

    /** Tries what opened another packet; the memory of flows is not touched. */
    boolean openLike(Recipe last, OpenedTotem packet) {
        if (!last.isDecrypting()) {
            return false;
        }
        return switch (last.envelope()) {
            case SECAUTH, SECAUTH_TYPED, SECAUTH_NSS -> secauth.openLike(last, packet);
            case CRYPTO_2_0 -> crypto20.openLike(last, packet);
            case CRYPTO_2_2, CRYPTO_2_3 -> crypto22.openLike(last, packet);
            case CLEAR, UNKNOWN -> false;
        };
    }

    private void openAny(OpenedTotem packet, int keys) {
        byte[] bytes = packet.array();
        int offset = packet.offset();
        int available = packet.available();
        TotemEnvelope marked = Crypto22Opener.marked(bytes, offset, available);
        if (marked != TotemEnvelope.UNKNOWN) {
            crypto22.open(marked, packet, keys);
            return;
        }
        TotemDialect clear = clearDialect(bytes, offset, available);
        boolean hasHeader = clear != TotemDialect.COROSYNC2;
        if (hasHeader && SrpShape.fits(clear, bytes, offset, available, packet.claimedPayload())) {
            openClear(clear, packet);
            return;
        }
        if (Crypto20Opener.hasPrefix(bytes, offset, available)
                && (crypto20.open(packet, keys) || packet.envelope() == TotemEnvelope.CRYPTO_2_0)) {
            return;
        }
        // A readable header with a length its type cannot have is that message, damaged, unless a key says otherwise.
        if (!secauth.open(packet, keys) && hasHeader) {
            openClear(clear, packet);
        }
    }

    /** The layout whose header stands at the start; COROSYNC2, which never stands bare, for none. */
    private static TotemDialect clearDialect(byte[] bytes, int offset, int available) {
        if (SrpShape.hasHeader(TotemDialect.COROSYNC3, bytes, offset, available)) {
            return TotemDialect.COROSYNC3;
        }
        return SrpShape.hasHeader(TotemDialect.OPENAIS_COROSYNC1, bytes, offset, available)
                ? TotemDialect.OPENAIS_COROSYNC1
                : TotemDialect.COROSYNC2;
    }

    private static void openClear(TotemDialect dialect, OpenedTotem packet) {
        packet.readable(Recipe.CLEAR, dialect, 0, packet.claimedPayload());
    }
}
