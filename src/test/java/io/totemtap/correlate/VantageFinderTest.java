package io.totemtap.correlate;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static io.totemtap.track.Packets.ip;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.LinkType;
import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.decode.SampleFrames;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.net.MacAddress;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On which host a capture was taken, why, and when that cannot be said. */
class VantageFinderTest {

    private final Timeline line = new Timeline();
    private final Cluster cluster = new Cluster(line, TotemDialect.OPENAIS_COROSYNC1, true);

    private static Vantage place(Vantage capture) {
        return Captures.correlate(capture).captures().get(0);
    }

    private Vantage place() {
        return place(Captures.unknown("c", line.end()));
    }

    private static void isOn(int node, String because, Vantage found) {
        assertEquals(Role.NODE, found.role());
        assertEquals(Optional.of(ip(address(node))), found.host());
        assertEquals(because, found.hostBecause());
    }

    private static void isNowhere(String because, Vantage found) {
        assertEquals(Optional.empty(), found.host());
        assertEquals(because, found.hostBecause());
    }

    /** Tokens of three nodes, each to the next. */
    private void threeNodes() {
        for (int i = 0; i < 12; i++) {
            cluster.at(i * 0.1).token(1 + i % 3, 1 + (i + 1) % 3, i, 0, 0);
        }
    }

    @Test
    void theCaseSaysSo() {
        threeNodes();
        isOn(2, "the case says so", place(Captures.on(2, "n2", line.end())));
    }

    @Test
    void theCaptureNamesItsInterfacesAddress() {
        Timeline named = new Timeline(new CaptureInterface(
                0, LinkType.ETHERNET, 1, 0, "eth0", "", "", MacAddress.NONE, List.of(ip(address(3)))));
        new Cluster(named, TotemDialect.OPENAIS_COROSYNC1, true)
                .at(0)
                .token(1, 3, 1, 0, 0)
                .token(3, 1, 2, 0, 0);
        isOn(3, "the capture names its interface's address", place(Captures.unknown("c", named.end())));
    }

    @Test
    void outgoingPacketsAreOfItsHost() {
        threeNodes();
        for (int i = 0; i < 5; i++) {
            line.at(2 + i).sent(Packets.udp(address(2), GROUP, cluster.messagePayload(2, i + 1)));
        }
        isOn(2, "the capture marks its packets as outgoing", place());
    }

    @Test
    void outgoingPacketsOfTwoHostsSayNothing() {
        threeNodes();
        for (int i = 0; i < 6; i++) {
            line.at(2 + i).sent(Packets.udp(address(2), GROUP, cluster.messagePayload(2, 2 * i + 1)));
            line.at(2.1 + i).sent(Packets.udp(address(3), GROUP, cluster.messagePayload(3, 2 * i + 2)));
        }
        isNowhere("nothing in it tells on which host it was taken", place());
    }

    @Test
    void unfinishedChecksumsAreOfItsHost() {
        threeNodes();
        for (int i = 0; i < 5; i++) {
            byte[] payload = cluster.messagePayload(1, i + 1);
            line.at(2 + i).frame(Packets.udp(address(1), 5404, GROUP, 5405, false, payload));
        }
        isOn(1, "the checksums of its packets are not filled in yet, as only its own host sees them", place());
    }

    @Test
    void fourUnfinishedChecksumsAreTooFew() {
        threeNodes();
        for (int i = 0; i < 4; i++) {
            byte[] payload = cluster.messagePayload(1, i + 1);
            line.at(2 + i).frame(Packets.udp(address(1), 5404, GROUP, 5405, false, payload));
        }
        isNowhere("nothing in it tells on which host it was taken", place());
    }

    @Test
    void aMirrorIsOnNoHost() {
        threeNodes();
        line.at(5).frame(SampleFrames.ERSPAN_2.bytes());
        isNowhere("it came through a mirror tunnel", place());
        Cluster twice = new Cluster();
        for (int i = 0; i < 20; i++) {
            twice.at(i * 0.1).token(1 + i % 3, 1 + (i + 1) % 3, i, 0, 0);
            twice.at(i * 0.1 + 0.0001).token(1 + i % 3, 1 + (i + 1) % 3, i, 0, 0);
        }
        isNowhere("it has packets twice, as a mirror of several ports", place(Captures.unknown("c", twice.end())));
        Vantage declared = place(Captures.placed("m", Role.MIRROR, List.of(), "", line.end()));
        isNowhere("the case says that it is a mirror", declared);
        assertEquals(Optional.of(true), declared.promiscuous());
    }

    @Test
    void theHostInAllUnicastFramesIsWhereItWasTaken() {
        for (int i = 0; i < 6; i++) {
            cluster.at(i * 0.1).token(1, 2, 2L * i, 0, 0).at(i * 0.1 + 0.05).token(3, 1, 2L * i + 1, 0, 0);
        }
        Vantage found = place();
        isOn(1, "all unicast frames in it are from or to this host", found);
        assertEquals(Optional.empty(), found.promiscuous(), "a quiet network shows no frames of others");
    }

    @Test
    void aMirrorOfOneDirectionIsOnNoHost() {
        cluster.at(0).message(2, 1);
        for (int i = 1; i < 31; i++) {
            cluster.at(i * 0.1).token(1, 2, 2L * i, 0, 0).at(i * 0.1 + 0.05).token(3, 2, 2L * i + 1, 0, 0);
        }
        isNowhere("its frames go one way only, as in a mirror of one direction", place());
    }

    @Test
    void theReporterInAMirrorOfOneDirectionIsElsewhere() {
        line.at(0).frame(Packets.report(2, address(1), GROUP));
        for (int i = 0; i < 60; i++) {
            cluster.at(1 + i * 0.1).token(1, 2, i, 0, 0);
        }
        cluster.at(8).message(1, 1).at(9).message(2, 2);
        isNowhere("its frames go one way only, as in a mirror of one direction", place());
    }

    @Test
    void theOnlyReporterIsWhereItWasTaken() {
        cluster.at(0).message(1, 1).at(1).message(2, 2);
        line.at(2).frame(Packets.report(2, address(2), GROUP));
        isOn(
                2,
                "it has the membership reports of this host only, which a snooping switch keeps from the others",
                place());
    }

    /** While a switch still learns it forwards everything everywhere. */
    @Test
    void aReportThatStrayedSaysNothing() {
        cluster.at(0).message(1, 1).at(1).message(2, 2);
        line.at(2).frame(Packets.queryV2("10.77.0.254", 20)).at(3).frame(Packets.report(2, address(2), GROUP));
        line.at(10).frame(Packets.queryV2("10.77.0.254", 20)).at(18).frame(Packets.queryV2("10.77.0.254", 20));
        isNowhere("nothing in it tells on which host it was taken", place());
    }

    @Test
    void whoeverLeftAnswersNoQueries() {
        cluster.at(0).message(1, 1).at(1).message(2, 2);
        line.at(2).frame(Packets.report(2, address(2), GROUP));
        line.at(3).frame(Packets.leave(address(2), GROUP)).at(9).frame(Packets.queryV2("10.77.0.254", 20));
        line.at(18).frame(Packets.queryV2("10.77.0.254", 20));
        isOn(
                2,
                "it has the membership reports of this host only, which a snooping switch keeps from the others",
                place());
    }

    @Test
    void reportsOfTwoHostsSayNothing() {
        cluster.at(0).message(1, 1).at(1).message(2, 2);
        line.at(2).frame(Packets.report(2, address(2), GROUP)).frame(Packets.report(2, address(1), GROUP));
        isNowhere("nothing in it tells on which host it was taken", place());
    }

    @Test
    void framesBetweenOthersMeanPromiscuous() {
        threeNodes();
        Vantage found = place(Captures.on(2, "n2", line.end()));
        assertEquals(Optional.of(true), found.promiscuous());
        assertEquals("it has frames between other hosts", found.promiscuousBecause());
    }

    @Test
    void aSwitchPortFacesItsHost() {
        threeNodes();
        Correlation picture = Captures.correlate(
                Captures.on(2, "n2", line.end()), Captures.placed("p2", Role.SWITCH_PORT, List.of(), "n2", line.end()));
        Vantage port = picture.captures().get(1);
        assertEquals(true, port.faces(ip(address(2))));
        assertEquals(false, port.isOn(ip(address(2))));
        assertEquals("it is no host's own interface", port.promiscuousBecause());
    }

    @Test
    void aSwitchPortOfAnUnknownHostStaysASwitchPort() {
        cluster.at(0).message(1, 1).at(1).message(2, 2);
        line.at(2).frame(Packets.report(2, address(2), GROUP));
        Vantage port = place(Captures.placed("p9", Role.SWITCH_PORT, List.of(), "n9", line.end()));
        assertEquals(Role.SWITCH_PORT, port.role());
        isNowhere("the case does not say which known host the port faces", port);
    }

    @Test
    void aCookedCaptureOnAnyTellsItsHostAndWhetherItSeesOthers() {
        Timeline cooked = new Timeline(CaptureInterface.plain(0, 113, 0));
        byte[] frame = SampleFrames.COOKED_OUTGOING.bytes();
        for (int i = 0; i < 6; i++) {
            cooked.at(i).frame(frame);
        }
        byte[] foreign = frame.clone();
        foreign[1] = 3;
        cooked.at(9).frame(foreign);
        Vantage found = place(Captures.placed("any", Role.UNKNOWN, List.of(ip("192.168.1.81")), "", cooked.end()));
        assertEquals(Optional.of(ip("192.168.1.81")), found.host());
        assertEquals(Optional.of(true), found.promiscuous());
        assertEquals("it has frames addressed to other hosts", found.promiscuousBecause());
    }
}
