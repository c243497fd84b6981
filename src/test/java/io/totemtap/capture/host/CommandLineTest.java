package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @ParameterizedTest
    @CsvSource({
        "ip maddress show, maddress",
        "/sbin/ip maddr, maddress",
        "ip m, maddress",
        "ip -s -d link show, link",
        "ip a, address",
        "ip r s, route",
        "ip ru, rule",
        "ip n, neighbor",
        "ip netns exec x ip a, netns",
        "ip quux, ''",
        "ip, ''",
    })
    void abbreviationsOfIpAreThoseOfIproute(String title, String object) {
        assertEquals(object, CommandLine.parse(title).ipObject());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sudo LANG=C /usr/sbin/nft list ruleset 2>&1 | cat; nft; list,ruleset",
                "# ethtool -S eth0 2>/dev/null; ethtool; -S,eth0",
                "$ ss -ulnpm; ss; -ulnpm",
                "/proc/net/igmp; cat; /proc/net/igmp",
                "env hostname || true; hostname; ''",
            })
    void whatAShellAddsIsLeftOut(String title, String program, String words) {
        CommandLine command = CommandLine.parse(title);
        assertEquals(program, command.program());
        assertEquals(words.isEmpty() ? List.of() : List.of(words.split(",", -1)), command.words());
    }

    @Test
    void flagsMayBeJoined() {
        CommandLine command = CommandLine.parse("ss -ulnpm --extended");
        assertTrue(command.hasFlag('m'));
        assertFalse(command.hasFlag('x'));
        assertFalse(command.hasFlag('-'));
    }

    @Test
    void emptyTitleIsNoCommand() {
        assertEquals(new CommandLine("", List.of()), CommandLine.parse("  "));
    }
}
