package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.host.Bond.Member;
import io.totemtap.net.MacAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Teams in the words of teamdctl. */
class TeamTest {

    private static final String BACKUP = """
            setup:
              runner: activebackup
            ports:
              eth0
                link watches:
                  link summary: down
                  instance[link_watch_0]:
                    name: ethtool
                    link: down
                    down count: 2
              eth1
                link watches:
                  link summary: up
                  instance[link_watch_0]:
                    name: ethtool
                    link: up
                    down count: 0
            runner:
              active port: eth1
            """;

    private static List<Bond> bonds(String command, String text) {
        return HostTexts.section(command, text).paths().bonds();
    }

    @Test
    void aTeamWithAnActivePort() {
        Bond team = bonds("teamdctl team0 state", BACKUP).get(0);
        assertEquals("team0", team.name());
        assertEquals("teamd runner activebackup", team.mode());
        assertEquals("eth1", team.activeMember());
        assertEquals(
                List.of(new Member("eth0", false, 2, MacAddress.NONE), new Member("eth1", true, 0, MacAddress.NONE)),
                team.members());
    }

    @Test
    void everyLineIsRead() {
        HostState state = HostTexts.section("teamdctl team0 state view", BACKUP);
        assertEquals(0, state.text().readings().get(0).unread());
    }

    /** "-v" adds addresses and what LACP exchanges; runners of ports are not the team's. */
    @Test
    void withMoreWords() {
        Bond team = bonds("teamdctl -v team0 state", """
                setup:
                  runner: lacp
                  kernel team mode: loadbalance
                ports:
                  en5
                    ifindex: 4
                    addr: 00:0f:53:aa:bb:cc
                    ethtool link: 10000mbit/fullduplex/up
                    link watches:
                      link summary: up
                      instance[link_watch_0]:
                        name: ethtool
                        link: up
                        down count: 1
                    runner:
                      aggregator ID: 4, Selected
                      actor LACPDU info:
                        state: 0x3d
                runner:
                  active: yes
                """).get(0);
        assertEquals("teamd runner lacp", team.mode());
        assertEquals("", team.activeMember());
        assertEquals("00:0f:53:aa:bb:cc", team.members().get(0).mac().toString());
        assertEquals(1, team.members().get(0).failures());
    }

    @Test
    void otherAnswersOfTheTool() {
        assertTrue(bonds("teamdctl team0 config dump", "{ }\n").isEmpty());
        assertTrue(bonds("teamdctl team0 state dump", "{ \"setup\": { } }\n").isEmpty());
        assertTrue(bonds("teamdctl team0 state", "libteamdctl: cli_usock_init: Failed to connect.\n")
                .isEmpty());
    }
}
