package io.totemtap.decode.totem;

import io.totemtap.decode.ByteRange;

/**
 * A payload that is opened before its turn, by a thread that has time for it: set down by
 * {@link TotemOpener#prepare}, opened by an {@link AheadOpener}, and used by the opener whose turn it is
 * ({@link TotemOpener#expect}). Whoever passes it from thread to thread sees to it that the next one sees all of it. The
 * bytes must stay as they are from the first to the last.
 */
public final class PayloadAhead {

    /** Nothing was opened ahead. */
    public static final PayloadAhead NONE = new PayloadAhead();

    private final ByteRange payload = new ByteRange();
    private final OpenedTotem opened = new OpenedTotem();
    private Recipe recipe = Recipe.NONE;
    private int claimedLength;
    private byte[] room = new byte[0];
    private boolean tried;

    /** A new one, to be used again and again. */
    public PayloadAhead() {}

    /** Forgets what was set down. */
    public void clear() {
        recipe = Recipe.NONE;
        tried = false;
    }

    /** Whether there is work for an {@link AheadOpener}. */
    public boolean isPrepared() {
        return recipe.isDecrypting();
    }

    void prepare(Recipe how, byte[] bytes, int offset, int length, int claimed, byte[] space) {
        payload.wrap(bytes, offset, length);
        recipe = how;
        claimedLength = Math.max(claimed, length);
        room = space;
        tried = false;
    }

    /** Opens it; the plaintext goes into the room at the payload's own offset. */
    void open(TotemOpener opener) {
        if (isPrepared() && room.length - payload.arrayOffset() >= payload.length()) {
            opened.begin(payload, claimedLength, room, payload.arrayOffset(), recipe);
            opener.openLike(recipe, opened);
            tried = true;
        }
    }

    /** Whether this is about a payload, and what opened its flow's last packet was tried. */
    boolean isAbout(ByteRange wanted, int claimed, Recipe last) {
        return tried
                && payload.array() == wanted.array()
                && payload.arrayOffset() == wanted.arrayOffset()
                && payload.length() == wanted.length()
                && claimedLength == claimed
                && recipe.isSame(last);
    }

    /** Passes on what was found; false if the payload stayed shut. */
    boolean giveTo(OpenedTotem result) {
        if (opened.isOpened()) {
            result.takeOver(opened);
        }
        return opened.isOpened();
    }

    /** Whether there is work, never what it is about. */
    @Override
    public String toString() {
        return isPrepared() ? "payload of " + payload.length() + " bytes" : "nothing";
    }
}
