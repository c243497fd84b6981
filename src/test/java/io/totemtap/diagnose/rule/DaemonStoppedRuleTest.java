package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
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

    /** Node 1 goes on alone after node 2 left, and is stopped 8 s later; no multicast comes here from node 2's leave on. */
    private static Observation bothStop() {
        Cluster cluster = new Cluster(new Timeline(), TotemDialect.COROSYNC3, true);
        for (int i = 1; i <= 20; i++) {
            cluster.at(i * 0.5).token(1, 2, 2L * i, i, i).at(i * 0.5 + 0.1).token(2, 1, 2L * i + 1, i, i);
        }
        cluster.at(10.3).leave(2, 2);
        cluster.line().at(10.4).frame(Packets.leave(Cluster.address(2), Cluster.GROUP));
        cluster.ring(1, 12).at(10.5).message(1, 1);
        cluster.line().at(18.5).frame(Packets.leave(Cluster.address(1), Cluster.GROUP));
        cluster.line().at(30).frame(Packets.queryV2("10.77.0.254", 20));
        return cluster.end();
    }

    /** A kernel whose report was not the last in its segment leaves without a word (RFC 2236 section 3); the daemon does not. */
    @Test
    void aGoodbyeIsEnough() {
        Cluster cluster = new Cluster(new Timeline(), TotemDialect.COROSYNC3, true);
        for (int i = 1; i <= 20; i++) {
            cluster.at(i * 0.5).token(1, 2, 2L * i, i, i).at(i * 0.5 + 0.1).token(2, 1, 2L * i + 1, i, i);
        }
        cluster.at(10.3).leave(2, 2);
        for (int i = 1; i <= 20; i++) {
            cluster.ring(1, 12).at(10.5 + i * 0.5).message(1, i);
        }
        assertEquals(
                List.of("note daemon-stopped none proven"),
                Told.by(RULE, new MadeFacts().on(1, cluster.end()).facts()));
    }

    /** The capture may be that of a host that had left the group before the other one said goodbye. */
    @Test
    void inACaptureOfUnknownPlaceAGoodbyeMayHavePassedUnseen() {
        Facts facts = new MadeFacts().anywhere("c", bothStop()).facts();
        assertEquals(
                List.of("note daemon-stopped none likely", "note daemon-stopped none proven"), Told.by(RULE, facts));
        assertTrue(RULE.evaluate(facts).stream()
                .anyMatch(one -> one instanceof Finding finding
                        && finding.statement()
                                .endsWith("; its goodbye could not come here, so that a crash would look the same")));
    }

    /** On its own host it would have been seen. */
    @Test
    void onItsOwnHostAMissingGoodbyeMeansThatItDied() {
        assertEquals(
                List.of("fault daemon-died cluster proven", "note daemon-stopped none proven"),
                Told.by(RULE, new MadeFacts().on(1, bothStop()).facts()));
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
