package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.diagnose.Verdict;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loss is charged to who owns the stretch between two captures. */
class LossBetweenCapturesRuleTest {

    private static final Rule RULE = new LossBetweenCapturesRule();

    @Test
    void betweenThePortsItIsTheSwitch() {
        assertEquals(
                List.of("fault loss-between-captures switch proven"),
                Told.findings(RULE, GoldenCase.kept("switch-drop-oneway").facts()));
    }

    @Test
    void beforeTheSendersPortItIsItsCardOrCable() {
        assertEquals(
                List.of("fault loss-between-captures sender-nic proven", "fault loss-between-captures switch proven"),
                Told.findings(RULE, GoldenCase.kept("link-loss").facts()));
    }

    @Test
    void behindTheReceiversPortItIsItsCard() {
        assertEquals(
                List.of("fault loss-between-captures receiver-nic proven"),
                Told.findings(RULE, GoldenCase.kept("nic-filter").facts()));
    }

    private static final String VIRTUAL_CARD = "### ethtool -i eth0\ndriver: virtio_net\n";

    /** A guest's hypervisor has a switch of its own, behind the port. */
    @Test
    void betweenAGuestAndItsPortIsItsHypervisorToo() {
        TwoNodes nodes = new TwoNodes(60).with(0.1, Packets.report(2, Cluster.address(2), Cluster.GROUP));
        MadeFacts behind = new MadeFacts().port(2, nodes.seen(now -> true)).on(2, nodes.seen(now -> now < 20));
        assertEquals(List.of("fault loss-between-captures receiver-nic proven"), Told.findings(RULE, behind.facts()));
        assertEquals(
                List.of(
                        "fault loss-between-captures undecided likely",
                        "clears sender n1>n2",
                        "clears sender-nic n1>n2",
                        "clears receiver-host n1>n2",
                        "clears cluster n1>n2",
                        "clears unicast n1>n2"),
                Told.by(RULE, behind.state(2, VIRTUAL_CARD).facts()));
        String next = GoldenCase.diagnose(behind.facts()).verdict().next();
        assertTrue(next.startsWith("on the hypervisor of n2 capture"), next);
    }

    @Test
    void betweenASendingGuestAndItsPortIsItsHypervisorToo() {
        TwoNodes nodes = new TwoNodes(60).with(0.1, Packets.report(2, Cluster.address(2), Cluster.GROUP));
        MadeFacts before = new MadeFacts()
                .on(1, nodes.seen(now -> true))
                .port(1, nodes.seen(now -> now < 20))
                .on(2, nodes.seen(now -> now < 20));
        assertEquals(List.of("fault loss-between-captures sender-nic proven"), Told.findings(RULE, before.facts()));
        assertEquals(
                List.of("fault loss-between-captures undecided likely"),
                Told.findings(RULE, before.state(1, VIRTUAL_CARD).facts()));
    }

    @Test
    void nothingLost() {
        assertEquals(List.of(), Told.by(RULE, GoldenCase.kept("healthy").facts()));
    }

    @Test
    void fromNodesAloneItIsAnythingBetween() {
        assertEquals(
                List.of(
                        "fault loss-between-captures undecided likely",
                        "clears sender n1>n2",
                        "clears receiver-host n1>n2",
                        "clears cluster n1>n2",
                        "clears unicast n1>n2"),
                Told.by(
                        RULE,
                        GoldenCase.kept("switch-drop-oneway").facts(List.of("n1", "n2")::contains, host -> true)));
    }

    /** A host with two interfaces, captured on both, one of which has no part in the cluster. */
    @Test
    void whatCameToAnotherInterfaceOfTheHostIsNotLost() {
        TwoNodes nodes = new TwoNodes(30).with(0.1, Packets.report(2, Cluster.address(2), Cluster.GROUP));
        Observation idle = new Cluster()
                .at(0)
                .token(1, 2, 2, 1, 1)
                .message(1, 1)
                .at(30)
                .token(1, 2, 120, 60, 60)
                .end();
        Facts facts = new MadeFacts()
                .on(1, nodes.seen(now -> true))
                .on(2, nodes.seen(now -> true))
                .on(2, idle)
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
        Facts without = new MadeFacts()
                .on(1, nodes.seen(now -> true))
                .on(2, nodes.seen(now -> now < 1))
                .on(2, idle)
                .facts();
        assertEquals(
                "fault loss-between-captures undecided likely",
                Told.by(RULE, without).get(0));
    }

    @Test
    void oneCaptureCannotTell() {
        assertEquals(
                List.of(),
                Told.by(RULE, GoldenCase.kept("switch-drop-oneway").facts(List.of("n1")::contains, host -> true)));
    }

    /** A host that drops multicast drops queries too; its switch forgets it, and then nothing comes to it any more. */
    @Test
    void aLossThatFollowsTheHostsOwnTroubleIsItsSequel() {
        GoldenCase filtered = GoldenCase.kept("host-rp-filter");
        List<Vantage> captures = new ArrayList<>();
        for (VantagePoint point : filtered.points()) {
            boolean behindThePort = point.name().equals("n2") || point.name().equals("sw-p2");
            captures.addAll(filtered.track(
                    point, CaptureFiles.open(point.files()), sink -> behindThePort ? new Forgotten(sink) : sink));
        }
        Facts facts = filtered.facts(captures, host -> true);
        assertEquals(List.of(), Told.by(RULE, facts));
        Verdict verdict = GoldenCase.diagnose(facts).verdict();
        assertEquals(Place.RECEIVER_HOST, verdict.place(), verdict.toString());
    }

    /** Drops the multicast of n1 from some seconds after the fault's begin. */
    private record Forgotten(FrameSink sink) implements FrameSink {

        private static final int ADDRESSES = 14 + 12;
        private static final long N1_TO_GROUP = 0xc0a8_0151_efc0_35cfL;
        private static final long FROM = (1795364048L + 8) * EpochNanos.SECOND;

        @Override
        public void openInterface(CaptureInterface description) {
            sink.openInterface(description);
        }

        @Override
        public void frame(Frame frame) {
            boolean isOfN1 = ByteBuffer.wrap(frame.bytes()).getLong(frame.offset() + ADDRESSES) == N1_TO_GROUP;
            if (!isOfN1 || frame.timeNanos() < FROM) {
                sink.frame(frame);
            }
        }
    }
}
