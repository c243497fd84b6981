package io.totemtap.decode.ip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fragments of one datagram so far: pieces in order that do not overlap, each with the bytes the capture has of it,
 * which may be fewer than the piece is long.
 */
final class FragmentedDatagram {

    /** What became of a fragment. */
    enum Outcome {
        /** It brought something new. */
        KEPT,
        /** It brought nothing new. */
        DUPLICATE,
        /** It fits nowhere. */
        REFUSED,
        /** There are too many pieces. */
        FULL
    }

    /** Datagrams in more pieces than this are given up; an MTU of 576 makes 119 of the largest datagram. */
    static final int MOST_PIECES = 512;

    /** What a piece costs in memory beside its bytes. */
    private static final int PIECE_OVERHEAD = 64;

    private static final int UNKNOWN = -1;

    /** Bytes {@code start} to {@code end} of the datagram, as many of them as the capture has. */
    private static final class Piece {
        private final int start;
        private final int end;
        private final byte[] bytes;

        private Piece(int start, int end, byte[] bytes) {
            this.start = start;
            this.end = end;
            this.bytes = bytes;
        }
    }

    private final long firstNanos;
    private final List<Piece> pieces = new ArrayList<>();
    private int total = UNKNOWN;
    private int covered;
    private int cost;
    private int fragments;
    private boolean overlap;

    FragmentedDatagram(long firstNanos) {
        this.firstNanos = firstNanos;
    }

    /** Adds a fragment whose place within 65 535 bytes has been checked. The first copy of every byte wins. */
    Outcome add(IpView fragment) {
        int start = fragment.fragmentOffset();
        int end = start + fragment.payloadLength();
        overlap = false;
        if (!fitsTotal(end, fragment.moreFragments())) {
            return Outcome.REFUSED;
        }
        int before = covered;
        boolean touches = false;
        int from = start;
        for (int i = 0; i < pieces.size() && from < end; i++) {
            Piece piece = pieces.get(i);
            if (piece.end <= from) {
                continue;
            }
            if (piece.start >= end) {
                break;
            }
            touches = true;
            overlap |= differs(piece, fragment);
            if (piece.start > from) {
                insert(i, from, piece.start, fragment);
            }
            from = piece.end;
        }
        if (from < end) {
            insert(indexFor(from), from, end, fragment);
        }
        if (covered == before) {
            return Outcome.DUPLICATE;
        }
        overlap |= touches;
        fragments++;
        return pieces.size() > MOST_PIECES ? Outcome.FULL : Outcome.KEPT;
    }

    /** Whether the end fits what is known of the datagram's length; the last fragment makes it known. */
    private boolean fitsTotal(int end, boolean more) {
        if (more) {
            return total == UNKNOWN || end <= total;
        }
        int reached = pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).end;
        if (total == UNKNOWN ? reached > end : total != end) {
            return false;
        }
        total = end;
        return true;
    }

    private int indexFor(int start) {
        int i = pieces.size();
        while (i > 0 && pieces.get(i - 1).start > start) {
            i--;
        }
        return i;
    }

    private void insert(int index, int from, int to, IpView fragment) {
        int skipped = from - fragment.fragmentOffset();
        int there = Math.max(0, Math.min(to - from, fragment.payloadCaptured() - skipped));
        int at = there == 0 ? 0 : fragment.payloadOffset() + skipped;
        pieces.add(index, new Piece(from, to, Arrays.copyOfRange(fragment.bytes(), at, at + there)));
        covered += to - from;
        cost += there + PIECE_OVERHEAD;
    }

    /** Whether a piece and a fragment that overlap have different bytes, as far as both have been captured. */
    private static boolean differs(Piece piece, IpView fragment) {
        int start = fragment.fragmentOffset();
        int from = Math.max(piece.start, start);
        int to = Math.min(piece.start + piece.bytes.length, start + fragment.payloadCaptured());
        if (from >= to) {
            return false;
        }
        int at = fragment.payloadOffset() + from - start;
        return !Arrays.equals(piece.bytes, from - piece.start, to - piece.start, fragment.bytes(), at, at + to - from);
    }

    /** Whether the fragment added last claimed part of what others had brought, or all of it with other contents. */
    boolean overlap() {
        return overlap;
    }

    boolean isComplete() {
        return covered == total;
    }

    /** Whether the first fragment is there. */
    boolean hasStart() {
        return !pieces.isEmpty() && pieces.get(0).start == 0;
    }

    /** When its first fragment to come was captured. */
    long firstNanos() {
        return firstNanos;
    }

    /** Bytes of memory. */
    int cost() {
        return cost;
    }

    /** Of how many fragments that brought something it consists. */
    int fragments() {
        return fragments;
    }

    /** Length of the whole; only once complete. */
    int length() {
        return total;
    }

    /** How many bytes can be had from the start without a gap. */
    int captured() {
        int there = 0;
        for (Piece piece : pieces) {
            there += piece.bytes.length;
            if (piece.bytes.length < piece.end - piece.start) {
                break;
            }
        }
        return there;
    }

    /** Copies the first {@code count} bytes, at most {@link #captured()}; only once complete. */
    void copyTo(byte[] target, int count) {
        int at = 0;
        for (Piece piece : pieces) {
            int part = Math.min(piece.bytes.length, count - at);
            System.arraycopy(piece.bytes, 0, target, at, part);
            at += part;
            if (at == count) {
                return;
            }
        }
    }
}
