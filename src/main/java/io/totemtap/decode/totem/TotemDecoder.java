package io.totemtap.decode.totem;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import java.util.function.Consumer;

/**
 * Makes messages of UDP payloads. Each decoder has one view of each kind and moves it: a message is good until the next
 * call. It throws nothing for any payload.
 *
 * <p>Where opening runs in threads of its own, {@link TotemOpener} fills {@link OpenedTotem}s and
 * {@link #decode(OpenedTotem, int, int, Consumer)} reads them;
 * {@link #decode(ByteRange, int, int, int, long, Consumer)} does both.
 */
public final class TotemDecoder {

    /** More than any UDP payload. */
    private static final int BUFFER = 1 << 16;

    private static final DecodeProblem SHUT =
            new DecodeProblem(Layer.TOTEM_ENVELOPE, Kind.UNDECODABLE, 0, 0, 0, LengthFrom.FIXED_SIZE);

    private static final DecodeProblem BAD_DIGEST =
            new DecodeProblem(Layer.TOTEM_ENVELOPE, Kind.BAD_CHECKSUM, 0, 0, 0, LengthFrom.FIXED_SIZE);

    private final TotemOpener opener;
    private final byte[] buffer = new byte[BUFFER];
    private final OpenedTotem opened = new OpenedTotem();
    private final SrpDecoder messages = new SrpDecoder();

    /** Makes a decoder that opens payloads with the keys given. */
    public TotemDecoder(TotemKeyring keyring) {
        opener = new TotemOpener(keyring);
    }

    /**
     * Whether a datagram shows the marks of a readable totem message or of a corosync 2 envelope. A filter for traffic
     * on any port: some byte comparisons, and less than one random payload in 2^24 passes. Encrypted messages of
     * openais and corosync 1.x have no marks and do not pass.
     *
     * @param offset where the UDP payload starts
     * @param available bytes of it that were captured
     * @param claimedLength bytes of it on the wire
     */
    public static boolean looksLikeTotem(byte[] array, int offset, int available, int claimedLength) {
        return TotemSigns.looksLikeTotem(array, offset, Math.min(available, claimedLength), claimedLength);
    }

    /**
     * Whether a datagram without marks can be an encrypted message of openais or corosync 1.x: the source port is the
     * one that belongs to the destination port in one of the generations ({@link TotemPorts}), and some message, in one
     * of the three envelopes of secauth, has this length. All lengths from 142 bytes on are possible, shorter ones are
     * few. A foreign application on the same group is told apart by this, first by its source port.
     *
     * @param claimedLength bytes of the UDP payload on the wire
     */
    public static boolean isPlausibleOpaque(int claimedLength, int sourcePort, int destinationPort) {
        return TotemSigns.isPlausibleOpaque(claimedLength, sourcePort, destinationPort);
    }

    /** The opener used, for its counts. */
    public TotemOpener opener() {
        return opener;
    }

    /**
     * Opens and decodes a payload.
     *
     * @param payload the UDP payload that was captured; at most 65,535 bytes, longer ones are opaque
     * @param claimedLength its length on the wire; more than is there means that the capture cut it
     * @param flow any number that is the same for packets of one sender to one destination and port
     * @param problems takes what is wrong; not called if nothing is
     * @return a view, good until the next call
     */
    public TotemMessage decode(
            ByteRange payload,
            int claimedLength,
            int sourcePort,
            int destinationPort,
            long flow,
            Consumer<? super DecodeProblem> problems) {
        opener.open(payload, claimedLength, flow, buffer, 0, opened);
        return decode(opened, sourcePort, destinationPort, problems);
    }

    /**
     * Decodes a payload that was opened before.
     *
     * @param from what an opener has filled; must stay as it is while the message is in use
     * @param problems takes what is wrong; not called if nothing is
     * @return a view, good until the next call
     */
    public TotemMessage decode(
            OpenedTotem from, int sourcePort, int destinationPort, Consumer<? super DecodeProblem> problems) {
        if (from.isDigestMismatch()) {
            problems.accept(BAD_DIGEST);
        }
        if (!from.isOpened()) {
            problems.accept(from.isCut() ? cut(from) : SHUT);
        }
        return messages.decode(from, sourcePort, destinationPort, problems);
    }

    private static DecodeProblem cut(OpenedTotem from) {
        int available = from.payload().length();
        return new DecodeProblem(
                Layer.TOTEM_ENVELOPE,
                Kind.CUT_BY_CAPTURE,
                0,
                from.claimedPayload(),
                available,
                LengthFrom.CAPTURED_LENGTH);
    }
}
