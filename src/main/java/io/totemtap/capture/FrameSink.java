package io.totemtap.capture;

/** Receives the frames of a source, in the order in which the file has them. */
public interface FrameSink {

    /** An interface appears; called before its first frame, with ids in ascending order. */
    void openInterface(CaptureInterface description);

    /** A frame; it and its bytes are good only until this returns. */
    void frame(Frame frame);
}
