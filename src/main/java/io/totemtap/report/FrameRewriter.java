package io.totemtap.report;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.net.IpAddress;

/** Changes what is written of captured frames, such as to hide names and addresses. */
public interface FrameRewriter {

    /** Changes nothing. */
    FrameRewriter NONE = new FrameRewriter() {
        @Override
        public String text(String text) {
            return text;
        }

        @Override
        public IpAddress address(IpAddress address) {
            return address;
        }

        @Override
        public CaptureInterface describe(CaptureInterface description) {
            return description;
        }

        @Override
        public Frame rewrite(Frame frame) {
            return frame;
        }
    };

    /** A comment or a name as it may be written. */
    String text(String text);

    /** An address as it may be written. */
    IpAddress address(IpAddress address);

    /** The description of an interface as it may be written; keeps its id and link type. */
    CaptureInterface describe(CaptureInterface description);

    /** A frame as it may be written; the one given stays as it is. Keeps time, number and interface. */
    Frame rewrite(Frame frame);
}
