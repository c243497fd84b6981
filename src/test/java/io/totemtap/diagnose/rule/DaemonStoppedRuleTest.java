package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A daemon is gone. */
class DaemonStoppedRuleTest {

    private static final Rule RULE = new DaemonStoppedRule();
    private static final int LEAVE = 718;

    @Test
    void withoutAGoodbyeItDied() {
        assertEquals(
                List.of("fault daemon-died cluster proven"),
                Told.by(RULE, GoldenCase.kept("crash").facts()));
    }

    @Test
    void withAGoodbyeItWasStopped() {
        assertEquals(
                List.of("note daemon-stopped none proven"),
                Told.by(RULE, GoldenCase.kept("healthy-stop").facts()));
    }

    @Test
    void allRun() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void openaisSaysNoGoodbyeEver() {
        assertEquals(
                List.of("note daemon-stopped none likely"),
                Told.by(RULE, GoldenCase.kept("openais-startup").facts()));
    }

    @Test
    void seenFromAfarItIsGoneAsWell() {
        assertEquals(
                List.of("fault daemon-died cluster proven"),
                Told.by(RULE, GoldenCase.kept("crash").facts(List.of("n1")::contains, host -> true)));
    }

    /** A daemon that looks for members opens its sockets anew: a leave, a JOIN, and then it may wait for a commit token. */
    @Test
    void aLeaveBeforeItsLastWordIsNoEnd() {
        assertEquals(List.of(), Told.by(RULE, silentAfterItsLeave(1, LEAVE)));
    }

    /** The same where its JOIN is lost: the others look for members at the same moment. */
    @Test
    void aLeaveAtTheMomentTheRingBreaksIsNoEnd() {
        assertEquals(List.of(), Told.by(RULE, silentAfterItsLeave(0, LEAVE)));
    }

    /** Seen from a node that noticed first: the others open their sockets anew some time after it. */
    @Test
    void aLeaveAfterTheRingBrokeIsNoEnd() {
        assertEquals(List.of(), Told.by(RULE, silentAfterItsLeave(0, LEAVE + 17)));
    }

    /** What n2 sees if nothing of n1 comes any more, some messages after the leave in this recording; the leave takes another's place. */
    private static Facts silentAfterItsLeave(int messages, int leaveAt) {
        GoldenCase blocked = GoldenCase.kept("unicast-blocked");
        VantagePoint point = blocked.points().stream()
                .filter(one -> one.name().equals("n2"))
                .findFirst()
                .orElseThrow();
        return blocked.facts(
                blocked.track(
                        point,
                        CaptureFiles.open(point.files()),
                        sink -> new Silenced(sink, leaveAt, new AtomicInteger(messages), new Frame())),
                host -> false);
    }

    /** Drops the totem packets of n1 after its leave, all but the first ones. */
    private record Silenced(FrameSink sink, int leaveAt, AtomicInteger messagesLeft, Frame leave) implements FrameSink {

        private static final int SOURCE = 14 + 12;
        private static final int N1 = 0xc0a80151;

        @Override
        public void openInterface(CaptureInterface description) {
            sink.openInterface(description);
        }

        @Override
        public void frame(Frame frame) {
            if (frame.number() == LEAVE) {
                int length = frame.capturedLength();
                leave.bytes(
                                Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.offset() + length),
                                0,
                                length,
                                length)
                        .on(frame.interfaceId(), frame.linkType(), frame.direction());
            }
            if (frame.number() == leaveAt) {
                sink.frame(leave.at(frame.timeNanos(), frame.part(), frame.number()));
                return;
            }
            boolean silenced = frame.number() >= LEAVE
                    && ByteBuffer.wrap(frame.bytes()).getInt(frame.offset() + SOURCE) == N1
                    && messagesLeft.getAndDecrement() <= 0;
            if (!silenced) {
                sink.frame(frame);
            }
        }
    }
}
