package io.totemtap.track;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.decode.totem.AheadOpener;
import io.totemtap.decode.totem.TotemOpener;

/**
 * Stands between a capture file and its tracker and lets other threads open encrypted payloads ahead. While one batch of
 * frames is opened, the one before is tracked, in order and by the calling thread alone: what comes out is what would come
 * out without it. Frames pass straight through as long as few of them are opened with a key.
 */
public final class AheadSink implements FrameSink {

    /** How many frames pass before it is judged anew whether opening ahead pays. */
    private static final int PERIOD = FrameBatch.MOST_FRAMES;

    /** One frame in this many must have been encrypted, or copying them all costs more than it saves. */
    private static final int WORTHWHILE = 8;

    private final CaptureTracker tracker;
    private final TotemOpener opener;
    private final TotemScope scope;
    private final OpeningThreads threads;
    private final AheadOpener own;

    private FrameBatch filling = new FrameBatch();
    private FrameBatch opening = new FrameBatch();
    private boolean ahead;
    private int passed;
    private long decryptedBefore;

    /**
     * Creates it.
     *
     * @param tracker takes the frames
     * @param setup what the tracker was made with
     * @param threads help with opening
     */
    public AheadSink(CaptureTracker tracker, PacketSetup setup, OpeningThreads threads) {
        this.tracker = tracker;
        this.threads = threads;
        opener = setup.decoder().opener();
        scope = setup.scope();
        own = threads.opener();
    }

    @Override
    public void openInterface(CaptureInterface description) {
        flush();
        tracker.openInterface(description);
    }

    @Override
    public void frame(Frame frame) {
        if (ahead) {
            openAhead(frame);
        } else {
            pass(frame);
        }
    }

    private void pass(Frame frame) {
        tracker.frame(frame);
        if (++passed == PERIOD) {
            judge(PERIOD);
            passed = 0;
        }
    }

    private void openAhead(Frame frame) {
        if (!filling.hasRoomFor(frame)) {
            turnOver();
        }
        if (ahead && filling.hasRoomFor(frame)) {
            filling.add(frame, opener, scope);
            return;
        }
        flush(); // it no longer pays, or the frame is too large for any batch
        pass(frame);
    }

    private void judge(int frames) {
        long decrypted = opener.decryptedPackets();
        ahead = threads.isAllowed() && decrypted - decryptedBefore >= frames / WORTHWHILE;
        decryptedBefore = decrypted;
    }

    /** What was filled is opened from now on; what was opened meanwhile is tracked. */
    private void turnOver() {
        if (!filling.isEmpty()) {
            filling.close();
            threads.submit(filling);
        }
        FrameBatch ready = opening;
        opening = filling;
        filling = ready;
        deliver(ready);
    }

    private void deliver(FrameBatch batch) {
        if (batch.isEmpty()) {
            return;
        }
        int frames = batch.size();
        batch.work(own);
        try {
            batch.deliver(tracker, opener);
            judge(frames);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Tracks every frame that waits; to be called at the end of the capture. */
    public void flush() {
        turnOver();
        turnOver();
    }
}
