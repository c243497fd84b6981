package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.host.VirtualSwitch.Station;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bridges of Open vSwitch, in the words of 3.1. */
class OvsTest {

    private static final IpAddress GROUP = IpAddress.parse("239.1.2.3").orElseThrow();
    private static final MacAddress GUEST =
            MacAddress.parse("02:1b:78:a8:01:52").orElseThrow();
    private static final MacAddress OUTSIDE =
            MacAddress.parse("02:1b:78:a8:01:51").orElseThrow();

    private static final String TABLES = """
            ### ovs-appctl mdb/show br0
             port  VLAN  GROUP                Age
                7     0  239.1.2.3           2
                2     0  ff02::1:ff5c:cb82           1
                1     0  querier               2
            ### ovs-appctl fdb/show br0
             port  VLAN  MAC                Age
                2     0  02:1b:78:a8:01:52    0
                1     0  02:1b:78:a8:01:51    0
            LOCAL     0  ea:64:db:f2:18:4e    3
            """;

    private static final String RECORDS = """
            ### ovs-vsctl -t 5 list bridge
            _uuid               : d260ba80-e70b-4d01-816b-acc7a285ec03
            datapath_type       : netdev
            mcast_snooping_enable: true
            name                : br0
            other_config        : {mcast-snooping-aging-time="20", mcast-snooping-disable-flood-unregistered="true"}
            ports               : [71cbac0d-1e6d-412a-81e0-9144eb465a9c, c365b9ae-3cb3-4bd9-ba16-b7df222e2600]

            _uuid               : e260ba80-e70b-4d01-816b-acc7a285ec03
            mcast_snooping_enable: false
            name                : "br-int"
            other_config        : {}
            ports               : [88b3c8d2-8f7b-4d47-810b-7c07ea31278c]
            ### ovs-vsctl -t 5 list port
            _uuid               : 71cbac0d-1e6d-412a-81e0-9144eb465a9c
            interfaces          : [fb19fa0f-828a-43c3-84e9-8f3b451cc638]
            name                : vnet2
            other_config        : {}

            _uuid               : c365b9ae-3cb3-4bd9-ba16-b7df222e2600
            interfaces          : [a6a44644-f4b4-4669-b2cc-088d8b444472]
            name                : eth0
            other_config        : {mcast-snooping-flood="true"}
            ### ovs-vsctl -t 5 list interface
            _uuid               : a6a44644-f4b4-4669-b2cc-088d8b444472
            external_ids        : {}
            name                : eth0
            ofport              : 1
            status              : {driver_name=ixgbe, firmware_version=""}
            type                : ""

            _uuid               : fb19fa0f-828a-43c3-84e9-8f3b451cc638
            external_ids        : {attached-mac="02:1b:78:a8:01:52", iface-status=active}
            name                : vnet2
            ofport              : 2
            status              : {driver_name=tun, driver_version="1.6"}
            type                : ""
            """;

    private static VirtualSwitch bridge(String text) {
        HostState state = HostState.of(Transcript.parse(text, false).get(0), "hv");
        assertEquals(
                0,
                state.text().readings().stream()
                        .mapToInt(SectionReading::unread)
                        .sum());
        return state.paths().virtualSwitches().get(0);
    }

    private static Answer forwards(String text, MacAddress station) {
        VirtualSwitch bridge = bridge(text);
        return bridge.forwards(GROUP, bridge.find(station).orElseThrow());
    }

    @Test
    void tablesAndRecordsAreOneBridge() {
        VirtualSwitch bridge = bridge(TABLES + RECORDS);
        assertEquals("br0", bridge.name());
        assertEquals(Answer.YES, bridge.snoops());
        assertEquals(Answer.NO, bridge.floodsUnregistered());
        assertTrue(bridge.isListed());
        assertEquals(
                List.of("7", "2"),
                bridge.groups().stream().map(VirtualSwitch.Group::port).toList());
        assertEquals("1", bridge.routers().get(0).port());
        assertEquals(new Station("2", 0, GUEST), bridge.find(GUEST).orElseThrow());
        assertEquals("LOCAL", bridge.stations().get(2).port());
        assertEquals(
                List.of("vnet2", "eth0"),
                bridge.ports().stream().map(VirtualSwitch.Port::name).toList());
    }

    @Test
    void aPortThatReportedGetsItsGroup() {
        String reported = TABLES.replace("    7     0  239", "    2     0  239");
        assertEquals(Answer.YES, forwards(reported + RECORDS, GUEST));
        assertEquals(
                Answer.NO, forwards(reported.replace("2     0  239", "2     5  239") + RECORDS, GUEST), "another VLAN");
    }

    @Test
    void whatSomebodyElseReportedIsNotFlooded() {
        assertEquals(
                Answer.NO,
                forwards(TABLES + RECORDS.replace("unregistered=\"true\"", "unregistered=\"false\""), GUEST));
    }

    @Test
    void whatNobodyReportedIsFloodedUnlessItIsForbidden() {
        String empty = TABLES.replace("239.1.2.3", "239.9.9.9");
        assertEquals(Answer.NO, forwards(empty + RECORDS, GUEST));
        assertEquals(
                Answer.YES,
                forwards(empty + RECORDS.replace(", mcast-snooping-disable-flood-unregistered=\"true\"", ""), GUEST));
        assertEquals(Answer.UNKNOWN, forwards(empty, GUEST), "whether it snoops was not asked");
    }

    @Test
    void portsOfRoutersAndThoseThatFloodGetEverything() {
        String empty = TABLES.replace("239.1.2.3", "239.9.9.9");
        assertEquals(Answer.YES, forwards(empty + RECORDS, OUTSIDE), "a querier is behind it");
        String quiet = empty.replace("    1     0  querier               2\n", "");
        assertEquals(Answer.YES, forwards(quiet + RECORDS, OUTSIDE), "mcast-snooping-flood");
        assertEquals(Answer.NO, forwards(quiet + RECORDS.replace("flood=\"true\"", "flood=\"no\""), OUTSIDE));
    }

    @Test
    void whoDoesNotSnoopFloods() {
        assertEquals(Answer.YES, forwards(TABLES + RECORDS.replace("enable: true", "enable: false"), GUEST));
    }

    @Test
    void singleColumnsAndTheVersionOfIgmp() {
        String asked = """
                ### ovs-vsctl get bridge br0 mcast_snooping_enable other_config
                true
                {mcast-snooping-disable-flood-unregistered="true"}
                ### ovs-appctl mdb/show br0
                 port  VLAN  protocol  GROUP                Age
                    7     0  IGMPv3    239.9.9.9           2
                ### ovs-appctl fdb/show br0
                 port  VLAN  MAC                Age
                    2     0  02:1b:78:a8:01:52    0
                """;
        assertEquals(Answer.NO, forwards(asked, GUEST));
    }

    @Test
    void whereTheTableWasNotPrintedNothingIsKnown() {
        String refused = "### ovs-appctl mdb/show br0\nno such bridge\n"
                + "ovs-appctl: ovs-vswitchd: server returned an error\n" + RECORDS;
        VirtualSwitch bridge = bridge(refused);
        assertFalse(bridge.isListed());
        assertEquals(Answer.UNKNOWN, bridge.forwards(GROUP, bridge.find(GUEST).orElseThrow()));
    }

    @Test
    void guestsArePluggedIn() {
        assertTrue(bridge(TABLES + RECORDS).isPlugged(GUEST));
        assertTrue(bridge(TABLES + RECORDS.replace("attached-mac", "other")).isPlugged(GUEST), "behind a tap device");
        assertFalse(bridge(TABLES + RECORDS).isPlugged(OUTSIDE));
    }
}
