package io.totemtap.diagnose;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.MacAddress;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is a virtual machine. */
class GuestsTest {

    private static boolean isGuest(MadeFacts made) {
        return made.facts().isGuest(Packets.ip(address(2)));
    }

    /** Node 2, whose frames come from this address. */
    private static MadeFacts from(String mac) {
        byte[] report = Packets.report(2, address(2), GROUP);
        long bits = MacAddress.parse(mac).orElseThrow().bits();
        for (int i = 0; i < 6; i++) {
            report[6 + i] = (byte) (bits >>> (40 - 8 * i));
        }
        return new MadeFacts().on(2, new Timeline().at(1).frame(report).end());
    }

    private static MadeFacts ordinary() {
        return from("00:24:81:12:34:56");
    }

    @ParameterizedTest
    @CsvSource({
        "52:54:00:12:34:56, true",
        "00:50:56:a1:22:33, true",
        "00:15:5d:00:04:07, true",
        "02:42:ac:11:00:02, true",
        "02:41:ac:11:00:02, false",
        "00:24:81:12:34:56, false",
        "00:50:55:a1:22:33, false"
    })
    void itsAddressIsOneThatHypervisorsGive(String mac, boolean guest) {
        assertEquals(guest, isGuest(from(mac)));
    }

    @ParameterizedTest
    @CsvSource({"virtio_net, true", "vmxnet3, true", "bnx2, false", "veth, false"})
    void itsDriverIsOneOfGuests(String driver, boolean guest) {
        assertEquals(guest, isGuest(ordinary().state(2, "### ethtool -i eth0\ndriver: " + driver + "\n")));
    }

    private static String hypervisor(String listing) {
        return "### time 1308190977 phase some\n" + listing;
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                ### ip -d link show
                4: vnet0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq master br0 state UP
                    link/ether fe:24:81:12:34:56 brd ff:ff:ff:ff:ff:ff
                """, """
                ### ip -d link show
                7: macvtap0@eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
                    link/ether 00:24:81:12:34:56 brd ff:ff:ff:ff:ff:ff promiscuity 0
                    macvtap mode bridge
                """, """
                ### ovs-vsctl list bridge
                _uuid               : d260ba80-e70b-4d01-816b-acc7a285ec03
                name                : br0
                ports               : [71cbac0d-1e6d-412a-81e0-9144eb465a9c]
                ### ovs-vsctl list port
                _uuid               : 71cbac0d-1e6d-412a-81e0-9144eb465a9c
                interfaces          : [fb19fa0f-828a-43c3-84e9-8f3b451cc638]
                ### ovs-vsctl list interface
                _uuid               : fb19fa0f-828a-43c3-84e9-8f3b451cc638
                external_ids        : {attached-mac="00:24:81:12:34:56", iface-status=active}
                name                : vnet2
                ofport              : 2
                """})
    void aHypervisorHasItPluggedIn(String listing) {
        assertTrue(isGuest(ordinary().state(9, hypervisor(listing))));
        assertFalse(isGuest(ordinary().state(9, hypervisor(listing.replace("81:12:34:56", "81:12:34:57")))));
        assertFalse(isGuest(ordinary().state(2, hypervisor(listing))), "its own devices make it no guest");
    }

    @Test
    void nobodyTells() {
        assertFalse(isGuest(ordinary()));
        assertFalse(isGuest(new MadeFacts()));
    }
}
