package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastedTextTest {

    private static final IpAddress GROUP = IpAddress.parse("239.192.221.146").orElseThrow();

    private static final String LISTING = """
            1:      lo
                    inet  224.0.0.1
                    inet6 ff02::1
            2:      eth0
                    link  01:00:5e:40:dd:92
                    link  01:00:5e:00:00:01
                    inet  239.192.221.146
                    inet  224.0.0.1
            """;

    private static final String WITHOUT_GROUP = """
            1:      lo
                    inet  224.0.0.1
            2:      eth0
                    link  01:00:5e:00:00:01
                    inet  224.0.0.1
            """;

    private static HostState state(String text) {
        List<Transcript> transcripts = Transcript.parse(text, false);
        assertEquals(1, transcripts.size());
        return HostState.of(transcripts.get(0), "db-1");
    }

    @Test
    void listingInsideAMailIsFound() {
        HostState state =
                state("Hi,\n1: I ran the command\n2: here it is\n\n" + LISTING + "\nBest regards\n-- \nJane 1: x\n");
        assertEquals(Answer.YES, state.isMember(GROUP, "eth0"));
        assertEquals(Answer.NO, state.isMember(GROUP, "lo"));
        assertEquals(0, state.text().unread());
    }

    @Test
    void missingGroupIsANo() {
        assertEquals(Answer.NO, state("Look:\n" + WITHOUT_GROUP).isMember(GROUP));
    }

    @Test
    void partOfAListingSaysNothingOfOtherInterfaces() {
        HostState state = state("2: eth0\n  link  01:00:5e:00:00:01\n  inet  224.0.0.1\n");
        assertEquals(Answer.NO, state.isMember(GROUP, "eth0"));
        assertEquals(Answer.UNKNOWN, state.isMember(GROUP));
        assertEquals(Answer.UNKNOWN, state.isMember(GROUP, "eth1"));
    }

    @Test
    void quotationMarksAndLostIndentationDoNoHarm() {
        String quoted = LISTING.replace("        ", "").indent(0).replaceAll("(?m)^", "> > ");
        assertEquals(Answer.YES, state("On Monday Joe wrote:\n" + quoted).isMember(GROUP, "eth0"));
        assertEquals(Answer.YES, state(LISTING.replace("  ", "\u00a0\u00a0")).isMember(GROUP, "eth0"));
        assertEquals(Answer.YES, state(LISTING.replace("\n", "\r\n\r\n")).isMember(GROUP, "eth0"));
    }

    @Test
    void promptsTellHosts(@TempDir Path directory) throws IOException {
        Path mail = Files.writeString(
                directory.resolve("mail"),
                "[root@db-1 ~]# ip maddress show\n" + WITHOUT_GROUP + "\n[root@db-2 ~]# ip maddress show\n" + LISTING);
        assertEquals(Answer.NO, HostState.read(mail, "db-1", "").get(0).isMember(GROUP));
        assertEquals(
                Answer.YES, HostState.read(mail, "DB-2.example.com", "").get(0).isMember(GROUP));
        CaptureException e = assertThrows(CaptureException.class, () -> HostState.read(mail, "db-3", ""));
        assertEquals(Reason.WRONG_USAGE, e.reason());
        assertTrue(String.valueOf(e.getMessage()).contains("db-1, db-2"), e.getMessage());
    }

    @Test
    void otherPromptsTellHostsToo() {
        assertEquals(
                "db-1",
                Transcript.parse("root@db-1:~# ip maddr\n" + LISTING, false)
                        .get(0)
                        .prompt());
        assertEquals(
                "db-1",
                Transcript.parse("db-1:~ # ip maddr\n" + LISTING, false).get(0).prompt());
        assertEquals(
                "db-1",
                Transcript.parse("[jane@db-1 /tmp]$ ip maddr\n" + LISTING, false)
                        .get(0)
                        .prompt());
    }

    @Test
    void oneHostMayBeCalledOtherwise(@TempDir Path directory) throws IOException {
        Path mail = Files.writeString(directory.resolve("mail"), "[root@db-1 ~]# ip maddress show\n" + LISTING);
        assertEquals(Answer.YES, HostState.read(mail, "node-a", "").get(0).isMember(GROUP));
    }

    @Test
    void twoListingsWithoutPromptsAreNotGuessedAt(@TempDir Path directory) throws IOException {
        Path mail = Files.writeString(directory.resolve("mail"), LISTING + WITHOUT_GROUP);
        CaptureException e = assertThrows(CaptureException.class, () -> HostState.read(mail, "db-1", ""));
        assertEquals(Reason.WRONG_USAGE, e.reason());
    }

    @Test
    void differentListingsOfOneHostBelongTogether() {
        HostState state = state("""
                [root@db-1 ~]# cat /proc/net/igmp
                Idx Device    : Count Querier   Group    Users Timer    Reporter
                1   lo        :     0      V2
                                                010000E0     1 0:00000000       0
                2   eth0      :     2      V2
                                                92DDC0EF     1 1:0000001A       1
                [root@db-1 ~]# ifconfig
                eth0      Link encap:Ethernet  HWaddr 00:1B:78:11:22:33
                          inet addr:10.9.8.2  Bcast:10.9.8.255  Mask:255.255.255.0
                          UP BROADCAST RUNNING PROMISC MULTICAST  MTU:1500  Metric:1
                          RX packets:10 errors:0 dropped:1 overruns:0 frame:0
                          TX packets:11 errors:0 dropped:0 overruns:0 carrier:0
                          collisions:0 txqueuelen:1000
                          RX bytes:100 (100.0 b)  TX bytes:200 (200.0 b)
                          Interrupt:169 Memory:f4000000-f4012100
                """);
        assertEquals(Answer.YES, state.isMember(GROUP, "eth0"));
        assertEquals(
                Answer.YES, state.interfaceNamed("eth0").orElseThrow().flags().promiscuous());
        assertEquals(0, state.text().unread());
        assertEquals(2, state.text().readings().size());
    }

    @Test
    void netstatAndIpAddressAreFound() {
        HostState groups = state("""
                see below
                IPv6/IPv4 Group Memberships
                Interface       RefCnt Group
                --------------- ------ ---------------------
                lo              1      224.0.0.1
                eth0            1      239.192.221.146
                thanks
                """);
        assertEquals(Answer.YES, groups.isMember(GROUP, "eth0"));
        HostState addresses = state("""
                2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP
                    link/ether 00:1b:78:11:22:33 brd ff:ff:ff:ff:ff:ff
                    inet 10.9.8.2/24 brd 10.9.8.255 scope global eth0
                """);
        assertEquals(
                "eth0",
                addresses
                        .interfaceWith(IpAddress.parse("10.9.8.2").orElseThrow())
                        .orElseThrow()
                        .name());
    }

    @Test
    void textWithoutListingIsKeptAsItIs() {
        HostState state = state("1: the switch is fine\n2: so they say\n");
        assertEquals(1, state.text().unknown().size());
        assertEquals(Answer.UNKNOWN, state.isMember(GROUP));
        assertEquals(0, state("  \n").text().unknown().size());
    }

    @Test
    void hugeLinesEndAListing() {
        HostState state = state(LISTING + "x".repeat(2 * Lines.LENGTH) + "\n");
        assertEquals(Answer.YES, state.isMember(GROUP, "eth0"));
        assertEquals(Answer.UNKNOWN, state.isMember(IpAddress.parse("239.1.1.1").orElseThrow()));
    }
}
