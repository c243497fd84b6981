package io.totemtap.capture.file;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.net.EpochNanos;
import java.io.OutputStream;

/** Classic pcap, version 2.4. Several interfaces become one if they have the same link type. */
final class PcapWriter implements CaptureWriter {

    private static final long LAST_SECOND = 0xffff_ffffL;

    private final LittleEndianOutput out;
    private final boolean nanoseconds;
    private int interfaces;
    private int linkTypeNumber;

    PcapWriter(OutputStream out, boolean nanoseconds) {
        this.out = new LittleEndianOutput(out);
        this.nanoseconds = nanoseconds;
    }

    @Override
    public void openInterface(CaptureInterface description) {
        if (interfaces++ > 0) {
            if (description.linkTypeNumber() != linkTypeNumber) {
                throw new CaptureException(
                        Reason.WRONG_USAGE,
                        "A pcap file has one link type, and this would be " + description.linkTypeNumber() + " beside "
                                + linkTypeNumber + "; write pcapng.");
            }
            return;
        }
        linkTypeNumber = description.linkTypeNumber();
        int snapLength = description.snapLength();
        out.i32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
        out.u16(2);
        out.u16(4);
        out.i64(0);
        out.i32(snapLength > 0 ? snapLength : PcapFileSource.MAX_CAPTURED);
        out.i32(linkTypeNumber);
    }

    @Override
    public void frame(Frame frame) {
        if (frame.interfaceId() >= interfaces) {
            throw new IllegalStateException("interface " + frame.interfaceId() + " was not opened");
        }
        long seconds = Math.floorDiv(frame.timeNanos(), EpochNanos.SECOND);
        long fraction = Math.floorMod(frame.timeNanos(), EpochNanos.SECOND);
        if (seconds < 0) {
            seconds = 0;
            fraction = 0;
        } else if (seconds > LAST_SECOND) {
            seconds = LAST_SECOND;
            fraction = EpochNanos.SECOND - 1;
        }
        out.i32((int) seconds);
        out.i32((int) (nanoseconds ? fraction : fraction / 1000));
        out.i32(frame.capturedLength());
        out.i32(frame.originalLength());
        out.bytes(frame.bytes(), frame.offset(), frame.capturedLength());
    }

    @Override
    public long bytesWritten() {
        return out.written();
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.close();
    }
}
