package io.totemtap.capture.live;

/** A frame on its way from the thread that captured it. */
final class LivePacket {

    final LivePort port;
    final byte[] bytes;
    final int originalLength;
    final long timeNanos;

    LivePacket(LivePort port, byte[] bytes, int originalLength, long timeNanos) {
        this.port = port;
        this.bytes = bytes;
        this.originalLength = originalLength;
        this.timeNanos = timeNanos;
    }
}
