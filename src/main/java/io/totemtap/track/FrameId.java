package io.totemtap.track;

/**
 * A frame of one capture as a single number: which file of a rotated set (20 bits) and the number within it, from 1 (43
 * bits). It sorts in the order of the files.
 */
public final class FrameId {

    /** "No frame": a state known from elsewhere. */
    public static final long NONE = 0;

    private static final int NUMBER_BITS = 43;

    private FrameId() {}

    /**
     * Packs both.
     *
     * @param part which file, from 0
     * @param number within the file, from 1
     */
    public static long of(int part, long number) {
        return ((long) part << NUMBER_BITS) | number;
    }

    /** Which file, from 0. */
    public static int part(long id) {
        return (int) (id >>> NUMBER_BITS);
    }

    /** The number within the file, from 1; 0 for {@link #NONE}. */
    public static long number(long id) {
        return id & ((1L << NUMBER_BITS) - 1);
    }
}
