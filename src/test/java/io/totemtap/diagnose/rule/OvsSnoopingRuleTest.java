package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.rule.GuestScene.HYPERVISOR;
import static io.totemtap.diagnose.rule.GuestScene.MEMBER;
import static io.totemtap.diagnose.rule.GuestScene.START;
import static io.totemtap.diagnose.rule.GuestScene.lost;
import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Open vSwitch of a hypervisor, node 9, withholds a group. */
class OvsSnoopingRuleTest {

    private static final Rule RULE = new OvsSnoopingRule();
    private static final List<String> PROVEN =
            List.of("points switch n1>n2 proven", "fault ovs-snooping switch proven");
    private static final List<String> LIKELY =
            List.of("points switch n1>n2 likely", "fault ovs-snooping switch likely");

    /** Node 1 is behind the uplink, port 1; {@code guest} is plugged in at port 2. */
    private static String state(int guest, int groupsPort) {
        return """
                ### time %d phase some
                ### ovs-appctl mdb/show br0
                 port  VLAN  GROUP                Age
                    %d     0  %s           2
                ### ovs-appctl fdb/show br0
                 port  VLAN  MAC                Age
                    2     0  %s    0
                    1     0  %s    0
                ### ovs-vsctl list bridge
                _uuid               : d260ba80-e70b-4d01-816b-acc7a285ec03
                mcast_snooping_enable: true
                name                : br0
                other_config        : {}
                ports               : [71cbac0d-1e6d-412a-81e0-9144eb465a9c, c365b9ae-3cb3-4bd9-ba16-b7df222e2600]
                ### ovs-vsctl list port
                _uuid               : 71cbac0d-1e6d-412a-81e0-9144eb465a9c
                interfaces          : [fb19fa0f-828a-43c3-84e9-8f3b451cc638]
                other_config        : {}

                _uuid               : c365b9ae-3cb3-4bd9-ba16-b7df222e2600
                interfaces          : [a6a44644-f4b4-4669-b2cc-088d8b444472]
                other_config        : {}
                ### ovs-vsctl list interface
                _uuid               : fb19fa0f-828a-43c3-84e9-8f3b451cc638
                external_ids        : {attached-mac="%s"}
                name                : vnet2
                ofport              : 2

                _uuid               : a6a44644-f4b4-4669-b2cc-088d8b444472
                external_ids        : {}
                name                : eth0
                ofport              : 1
                """.formatted(
                        START + 50,
                        groupsPort,
                        GROUP,
                        Packets.mac(address(guest)),
                        Packets.mac(address(guest == 2 ? 1 : 2)),
                        Packets.mac(address(guest)));
    }

    @Test
    void aGuestsPortIsNotInTheTable() {
        assertEquals(PROVEN, Told.by(RULE, lost(state(2, 1))));
        assertTrue(Told.statement(RULE, lost(state(2, 1))).contains("to vnet2, where n2 is"));
        assertEquals(
                Place.SWITCH, GoldenCase.diagnose(lost(state(2, 1))).verdict().place());
    }

    @Test
    void theUplinkOfASendingGuestIsNotInTheTable() {
        assertEquals(PROVEN, Told.by(RULE, lost(state(1, 2))));
        assertTrue(Told.statement(RULE, lost(state(1, 2))).contains("to eth0, where n2 is"));
    }

    @Test
    void whereThePortIsInTheTableOthersLoseIt() {
        assertEquals(List.of(), Told.by(RULE, lost(state(2, 2))));
    }

    @Test
    void behindTheSwitchPortOfTheGuest() {
        Facts facts = new MadeFacts()
                .on(1, MEMBER.seen(now -> true))
                .port(2, MEMBER.seen(now -> true))
                .on(2, MEMBER.seen(now -> now < 20.2))
                .state(HYPERVISOR, state(2, 1))
                .facts();
        assertEquals(PROVEN, Told.by(RULE, facts));
        assertEquals(Place.SWITCH, GoldenCase.diagnose(facts).verdict().place());
    }

    @Test
    void withoutATimeOrThePortsSettingsItIsLikely() {
        assertEquals(LIKELY, Told.by(RULE, lost(state(2, 1).replaceFirst("### time .*\n", ""))));
        assertEquals(LIKELY, Told.by(RULE, lost(state(2, 1).replaceFirst("(?s)### ovs-vsctl list port.*?###", "###"))));
    }

    @Test
    void ofAnotherTimeItSaysNothing() {
        assertEquals(
                List.of(), Told.by(RULE, lost(state(2, 1).replace("time " + (START + 50), "time " + (START + 10)))));
    }

    @Test
    void whoDoesNotSnoopOrFloodsAccusesNobody() {
        assertEquals(List.of(), Told.by(RULE, lost(state(2, 1).replace("enable: true", "enable: false"))));
        assertEquals(List.of(), Told.by(RULE, lost(state(2, 1).replace(GROUP, "239.9.9.9"))));
    }

    @Test
    void somebodyElsesGuest() {
        assertEquals(List.of(), Told.by(RULE, lost(state(3, 1))));
    }

    @Test
    void aGuestThatNeverJoinedIsOwedNothing() {
        Facts facts = GuestScene.lost(new TwoNodes(60), state(2, 1));
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    /** The list of its kernel shows what it wants, not whether its reports leave it. */
    @Test
    void aGuestWhoseReportsWereNotSeen() {
        Facts facts = GuestScene.unreported(state(2, 1));
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void nothingIsLost() {
        Facts facts = GuestScene.well(state(2, 1));
        assertEquals(List.of(), Told.by(RULE, facts));
    }
}
