package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirewallTest {

    private static final IpAddress GROUP = IpAddress.parse("239.192.53.207").orElseThrow();
    private static final PacketShape DATA = PacketShape.received(GROUP, 5405, "eth0");
    private static final PacketShape SENT = PacketShape.sent(GROUP, 5405, "eth0");
    private static final PacketShape QUERY =
            PacketShape.igmpReceived(IpAddress.parse("224.0.0.1").orElseThrow(), "eth0");

    private static final String NFT = """
            table inet filter { # handle 1
            	set peers {
            		type ipv4_addr
            		flags interval
            		elements = { 10.0.0.1, 10.0.0.2,
            			     10.0.0.3 }
            	}

            	chain input { # handle 2
            		type filter hook input priority filter; policy drop;
            		ct state established,related accept # handle 4
            		iifname "lo" accept
            		meta l4proto { icmp, igmp } accept
            		ip saddr @peers udp dport 5404-5405 counter packets 120 bytes 9000 accept comment "drop nothing"
            		jump cluster
            		log prefix "refused: " counter packets 9 bytes 700 drop
            	}

            	chain cluster {
            		ip daddr { 239.192.53.207,
            			   239.192.53.208 } udp dport 5405 counter packets 2477 bytes 954537 drop
            		return
            	}

            	chain nowhere {
            		counter packets 0 bytes 0 drop
            	}
            }
            table netdev fault {
            	chain e {
            		type filter hook egress device "eth0" priority filter; policy accept;
            		ether daddr 01:00:5e:40:35:cf counter packets 2342 bytes 934020 drop
            	}
            }
            table bridge mute {
            	chain f {
            		type filter hook forward priority -10; policy accept;
            		ether daddr & 01:00:00:00:00:00 == 01:00:00:00:00:00 ip protocol udp limit rate over 20/second drop
            		iifname "p*" ip protocol igmp drop
            		udp dport vmap { 5405 : drop, 22 : accept }
            	}
            }
            """;

    private static Firewall nft(String text) {
        return HostTexts.section("nft -a list ruleset", text).kernel().firewall();
    }

    private static FirewallRule rule(String match) {
        Firewall firewall = nft("table inet t {\n chain c {\n type filter hook input priority 0; policy accept;\n"
                + match + "\n }\n}\n");
        assertEquals(1, firewall.rules().size(), match);
        return firewall.rules().get(0);
    }

    @Test
    void tablesChainsAndRulesOfNftAreRead() {
        HostState state = HostTexts.section("nft list ruleset", NFT);
        assertEquals(0, state.text().unread());
        Firewall firewall = state.kernel().firewall();
        assertTrue(firewall.listed());
        assertEquals(
                List.of(
                        "inet filter input",
                        "inet filter cluster",
                        "inet filter nowhere",
                        "netdev fault e",
                        "bridge mute f"),
                firewall.chains().stream().map(FirewallChain::toString).toList());
        assertEquals(Optional.of(Hook.EGRESS), firewall.chains().get(3).hook());
        assertEquals(RuleVerdict.DROP, firewall.chains().get(0).policy());
    }

    @Test
    void rulesBehindJumpsBelongToTheHookTheyAreReachedFrom() {
        List<FirewallRule> dropping = nft(NFT).droppingReceived(DATA);
        assertEquals(
                List.of("", "ip daddr { 239.192.53.207, 239.192.53.208 } udp dport 5405", "policy"),
                dropping.stream().map(FirewallRule::match).toList());
        assertEquals(Set.of(Hook.INPUT), dropping.get(1).hooks());
        assertEquals(OptionalLong.of(2477), dropping.get(1).packets());
        assertEquals(OptionalLong.of(9), dropping.get(0).packets());
        assertFalse(nft(NFT).rules().stream()
                .anyMatch(rule ->
                        rule.chain().name().equals("nowhere") && !rule.hooks().isEmpty()));
    }

    @Test
    void directionsAreKeptApart() {
        Firewall firewall = nft(NFT);
        assertEquals(
                List.of("ether daddr 01:00:5e:40:35:cf"),
                firewall.droppingSent(SENT).stream().map(FirewallRule::match).toList());
        assertEquals(1, firewall.droppingForwarded(DATA).size());
        assertEquals(
                List.of("accept"),
                firewall.rulesFor(Hook.INPUT, QUERY).stream()
                        .filter(rule -> rule.match().startsWith("meta l4proto"))
                        .map(rule -> rule.verdict().name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void emptyListingIsAListingAndAFailedOneIsNot() {
        assertTrue(nft("").listed());
        assertFalse(nft("nft: command not found\n").listed());
        assertFalse(HostTexts.section("hostname", "x").kernel().firewall().listed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "drop; YES; YES",
                "counter packets 1 bytes 2 drop; YES; YES",
                "udp dport 5405 drop; YES; NO",
                "udp dport { 5404, 5405 } drop; YES; NO",
                "udp dport 5000-6000 drop; YES; NO",
                "udp dport != 5405 drop; NO; NO",
                "udp dport 5404 drop; NO; NO",
                "udp sport 5404 drop; UNKNOWN; NO",
                "tcp dport 5405 drop; NO; NO",
                "th dport 5405 drop; YES; NO",
                "ip protocol igmp drop; NO; YES",
                "ip protocol 2 drop; NO; YES",
                "meta l4proto { 2, 17 } drop; YES; YES",
                "igmp type membership-report-v3 drop; NO; UNKNOWN",
                "ip daddr 239.192.53.207 drop; YES; NO",
                "ip daddr 224.0.0.0/4 drop; YES; YES",
                "ip daddr 239.192.53.200-239.192.53.210 drop; YES; NO",
                "ip daddr != 224.0.0.0/24 drop; YES; NO",
                "ip daddr @groups drop; UNKNOWN; UNKNOWN",
                "ip6 daddr ff15::/16 drop; NO; NO",
                "ip saddr 10.0.0.1 drop; UNKNOWN; UNKNOWN",
                "iifname \"eth0\" drop; YES; YES",
                "iifname \"eth*\" drop; YES; YES",
                "iifname { \"eth1\", \"lo\" } drop; NO; NO",
                "iifname != \"eth0\" drop; NO; NO",
                "oifname \"eth1\" drop; UNKNOWN; UNKNOWN",
                "meta pkttype multicast drop; YES; YES",
                "pkttype broadcast drop; NO; NO",
                "ether daddr 01:00:5e:40:35:cf drop; YES; NO",
                "ether daddr & 01:00:00:00:00:00 == 01:00:00:00:00:00 drop; YES; YES",
                "ether daddr & 01:00:00:00:00:00 == 00:00:00:00:00:00 drop; NO; NO",
                "ether type ip6 drop; NO; NO",
                "numgen random mod 1000 < 50 drop; UNKNOWN; UNKNOWN",
                "limit rate 5/second udp dport 5405 drop; UNKNOWN; NO",
                "ct state invalid drop; UNKNOWN; UNKNOWN",
                "ip saddr . udp dport @x drop; UNKNOWN; NO",
            })
    void nftConditionsDecideWhichPacketsMatch(String text, Answer data, Answer query) {
        FirewallRule rule = rule(text);
        assertEquals(RuleVerdict.DROP, rule.verdict());
        assertEquals(data, rule.canMatch(DATA), "multicast data");
        assertEquals(query, rule.canMatch(QUERY), "membership query");
    }

    @Test
    void verdictsOfNftAreTold() {
        assertEquals(
                RuleVerdict.CONTINUE,
                rule("udp dport 1 counter packets 0 bytes 0").verdict());
        assertEquals(
                RuleVerdict.REJECT,
                rule("udp dport 1 reject with icmp type port-unreachable").verdict());
        assertEquals(RuleVerdict.GOTO, rule("udp dport 1 goto other").verdict());
        assertEquals("other", rule("udp dport 1 goto other").target());
        assertEquals(RuleVerdict.OTHER, rule("udp dport vmap { 5405 : drop }").verdict());
        assertEquals(OptionalLong.empty(), rule("udp dport 1 drop").packets());
        assertEquals(
                RuleVerdict.ACCEPT,
                rule("udp dport 1 comment \"please drop it\" accept").verdict());
    }

    @Test
    void rulesOfIptablesAreReadWithCounters() {
        Firewall firewall = HostTexts.state(HostTexts.RHEL_5).kernel().firewall();
        assertEquals(5, firewall.rules().size());
        List<FirewallRule> dropping = firewall.droppingReceived(QUERY);
        assertEquals(
                List.of("-p igmp -j DROP", "-j REJECT --reject-with icmp-host-prohibited"),
                dropping.stream().map(FirewallRule::match).toList());
        assertEquals(OptionalLong.of(17), dropping.get(0).packets());
        assertEquals(Set.of(Hook.INPUT), dropping.get(0).hooks());
        assertEquals(
                List.of("-j REJECT --reject-with icmp-host-prohibited"),
                firewall.droppingReceived(DATA).stream()
                        .map(FirewallRule::match)
                        .toList());
    }

    @Test
    void iptablesConditionsDecideWhichPacketsMatch() {
        Firewall firewall = HostTexts.state(HostTexts.RHEL_6).kernel().firewall();
        FirewallRule log = firewall.rules().get(0);
        assertEquals(RuleVerdict.CONTINUE, log.verdict());
        assertEquals(Answer.YES, log.canMatch(DATA));
        FirewallRule accept = firewall.rules().get(1);
        assertEquals(Answer.YES, accept.canMatch(DATA));
        assertEquals(Answer.NO, accept.canMatch(PacketShape.received(GROUP, 5405, "bond0")));
        assertEquals(Answer.NO, accept.canMatch(PacketShape.received(GROUP, 5406, "eth0")));
        assertEquals(OptionalLong.empty(), accept.packets());
        FirewallRule policy = firewall.rules().get(2);
        assertEquals("policy", policy.match());
        assertEquals(OptionalLong.of(7), policy.packets());
        assertEquals(List.of(policy), firewall.droppingReceived(DATA));
    }

    @Test
    void oldNegationAndRangesOfIptablesAreRead() {
        Firewall firewall = HostTexts.section("iptables-save", """
                        *filter
                        :INPUT ACCEPT [0:0]
                        -A INPUT -i ! eth0 -j DROP
                        -A INPUT -m iprange --dst-range 239.0.0.0-239.255.255.255 -j DROP
                        -A INPUT -p 17 -m udp ! --dport 5405 -j DROP
                        -A INPUT -m limit --limit 5/sec -j DROP
                        -A INPUT -j MARK --set-mark 1
                        -A INPUT -g away
                        """).kernel().firewall();
        assertEquals(
                List.of(Answer.NO, Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.YES, Answer.YES),
                firewall.rules().stream().map(rule -> rule.canMatch(DATA)).toList());
        assertEquals(RuleVerdict.OTHER, firewall.rules().get(4).verdict());
        assertEquals(RuleVerdict.GOTO, firewall.rules().get(5).verdict());
    }

    @Test
    void ip6tablesSpeaksOfIpv6Only() {
        Firewall firewall = HostTexts.section("ip6tables-save", "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -j DROP\n")
                .kernel()
                .firewall();
        assertEquals(List.of(), firewall.droppingReceived(DATA));
        IpAddress six = IpAddress.parse("ff15::1").orElseThrow();
        assertEquals(
                1,
                firewall.droppingReceived(PacketShape.received(six, 5405, "")).size());
    }

    @Test
    void jumpsInACircleEnd() {
        Firewall firewall = HostTexts.section(
                        "iptables-save",
                        "*filter\n:INPUT ACCEPT [0:0]\n:a - [0:0]\n:b - [0:0]\n-A INPUT -j a\n-A a -j b\n-A b -j a\n-A b -j DROP\n")
                .kernel()
                .firewall();
        assertEquals(1, firewall.droppingReceived(DATA).size());
    }

    @Test
    void unbalancedBracesEnd() {
        HostState state = HostTexts.section("nft list ruleset", "table ip x {\nchain y {\nip daddr { 1.2.3.4,\n");
        assertEquals(1, state.kernel().firewall().rules().size());
        assertTrue(HostTexts.section("nft list ruleset", "}\nfoo\n").text().unread() > 0);
    }
}
