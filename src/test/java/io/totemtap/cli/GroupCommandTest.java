package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.totemtap.decode.totem.Vectors;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCommandTest {

    static List<JsonNode> vectors() {
        return Vectors.list(Vectors.ALL.get("cluster_id").get("vectors"));
    }

    private static JsonNode json(String target) throws IOException {
        Run run = Run.of("group", "--format", "json", target);
        assertEquals(0, run.code(), run.err());
        return new ObjectMapper().readTree(run.out());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void nameLeadsToIdGroupsAndMacs(JsonNode vector) throws IOException {
        JsonNode answer = json(vector.get("name").asText());
        assertEquals(
                vector.get("name").asText(), answer.get("cluster").get("name").asText());
        assertEquals(
                vector.get("cluster_id").asInt(),
                answer.get("cluster").get("id").asInt());
        assertEquals(
                vector.get("cluster_id_hex").asText(),
                answer.get("cluster").get("idHex").asText());
        Set<String> software = new TreeSet<>();
        for (JsonNode group : answer.get("groups")) {
            software.add(group.get("software").asText());
            boolean six = group.get("address").asText().contains(":");
            if (group.get("ring").asInt() == 0) {
                assertEquals(
                        vector.get(six ? "ring0_ipv6" : "ring0_ipv4").asText(),
                        group.get("address").asText());
                assertEquals(
                        vector.get(six ? "ring0_mac_ipv6" : "ring0_mac").asText(),
                        group.get("mac").asText());
            } else {
                assertEquals(
                        vector.get("ring1").get(six ? "ipv6" : "ipv4").asText(),
                        group.get("address").asText());
            }
        }
        assertEquals(
                Set.of(
                        "cman on openais 0.80",
                        "cman on corosync 1.x",
                        "corosync 2.x, transport udp",
                        "corosync 3.x, transport udp"),
                software);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void groupLeadsBackToTheId(JsonNode vector) throws IOException {
        for (String field : List.of("ring0_ipv4", "ring0_ipv6")) {
            JsonNode answer = json(vector.get(field).asText());
            boolean found = false;
            for (JsonNode id : answer.get("clusterIds")) {
                found |= id.get("id").asInt() == vector.get("cluster_id").asInt()
                        && id.get("ring").asInt() == 0;
            }
            assertTrue(found, answer.toString());
            String mac = field.equals("ring0_ipv4") ? "ring0_mac" : "ring0_mac_ipv6";
            assertEquals(vector.get(mac).asText(), answer.get("mac").asText());
        }
    }

    @Test
    void textOfANameIsATable() {
        Run run = Run.of("group", "mycluster");
        assertEquals(0, run.code());
        assertEquals("""
                cluster     mycluster
                cluster id  56756 (0xddb4)

                                                               ring  group            Ethernet
                cman on openais 0.80 (RHEL 5)                     0  239.192.221.146  01:00:5e:40:dd:92
                cman on corosync 1.x (RHEL 6)                     0  239.192.221.146  01:00:5e:40:dd:92
                                                                  1  239.192.221.147  01:00:5e:40:dd:93
                corosync 1.x alone                                   no default: mcastaddr must be configured
                corosync 2.x, transport udp (RHEL 7)              0  239.192.221.146  01:00:5e:40:dd:92
                                                                  1  239.192.221.147  01:00:5e:40:dd:93
                corosync 3.x, transport udp (not its default)     0  239.192.221.146  01:00:5e:40:dd:92
                                                                  1  239.192.221.147  01:00:5e:40:dd:93
                IPv6, all of these                                0  ff15::ddb4       33:33:00:00:dd:b4
                                                                  1  ff15::ddb5       33:33:00:00:dd:b5

                To UDP port 5405 by default, from 5404; openais 0.80 on x86 from 5149.
                A cluster_id or an address in the configuration replaces all of this.
                Other groups have the same Ethernet address: totemtap group 239.192.221.146
                """, run.out());
        run.lines().forEach(line -> assertTrue(line.length() <= 100, line));
    }

    @Test
    void nameThatIsNotAsciiHasTwoIds() throws IOException {
        assertTrue(json("mycluster").get("cluster").get("idUnsignedChar").isNull());
        JsonNode cluster = json("\u00fc").get("cluster");
        assertEquals(0x10000 - 190, cluster.get("id").asInt());
        assertEquals(578, cluster.get("idUnsignedChar").asInt());
        assertTrue(Run.of("group", "\u00fc").out().contains("the id is 578 (0x0242): 239.192.2.68"));
    }

    @Test
    void longNameSaysWhichPartCounts() {
        assertTrue(Run.of("group", "my_very_long_cluster_name_0123456789").out().contains("last 16 bytes"));
        assertFalse(Run.of("group", "sixteen-bytes-ok").out().contains("last 16 bytes"));
    }

    @Test
    void groupListsTheOthersOnItsMac() throws IOException {
        JsonNode answer = json("239.192.53.207");
        assertEquals("01:00:5e:40:35:cf", answer.get("mac").asText());
        assertEquals("organization-local", answer.get("scope").asText());
        Set<String> others = new TreeSet<>();
        answer.get("sharesMacWith").forEach(other -> others.add(other.asText()));
        assertEquals(31, others.size());
        assertTrue(others.containsAll(Set.of("224.64.53.207", "224.192.53.207", "239.64.53.207")));
        assertFalse(others.contains("239.192.53.207"));
        assertTrue(answer.get("notes").isEmpty());
        Run run = Run.of("group", "239.192.53.207");
        assertTrue(run.lines().contains("31 other groups have the same Ethernet address:"), run.out());
        assertTrue(run.lines().contains("cluster id  13722 (0x359a) on ring 0"), run.out());
    }

    @Test
    void groupOnALinkLocalMacIsAdvisedAgainst() {
        Run run = Run.of("group", "239.0.0.1");
        assertTrue(run.out().contains("also that of 224.0.0.1 (all hosts, IGMP queries)"), run.out());
        assertTrue(run.out().contains("totemtap explain group-shares-mac"), run.out());
        assertTrue(Run.of("group", "239.128.0.77").out().contains("also that of 224.0.0.77:"));
        assertFalse(Run.of("group", "239.0.1.1").out().contains("also that of"));
    }

    @Test
    void linkLocalGroupIsNeverSnooped() {
        Run run = Run.of("group", "224.0.0.18");
        assertTrue(run.out().contains("never snooped"), run.out());
        assertTrue(run.out().contains("VRRP"), run.out());
        assertTrue(run.out().contains("scope       link-local"), run.out());
    }

    @Test
    void sourceSpecificRangeIsNamed() {
        assertTrue(Run.of("group", "232.1.2.3").out().contains("RFC 4607"));
        assertFalse(Run.of("group", "233.1.2.3").out().contains("RFC 4607"));
    }

    @Test
    void ipv6GroupSharesByItsLast32Bits() throws IOException {
        JsonNode answer = json("ff15::ddb4");
        assertEquals("33:33:00:00:dd:b4", answer.get("mac").asText());
        assertEquals("site-local", answer.get("scope").asText());
        assertEquals(0, answer.get("sharesMacWith").size());
        assertTrue(Run.of("group", "ff15::ddb4").out().contains("last 32 bits are 0000ddb4"));
        assertTrue(Run.of("group", "ff02::1").out().contains("never snooped"));
        assertTrue(Run.of("group", "ff05::ff12:3456").out().contains("ff02::1:ff12:3456"));
    }

    @Test
    void scopesAreThoseOfTheRegistries() throws IOException {
        assertEquals("local", json("239.255.1.1").get("scope").asText());
        assertEquals("organization-local", json("239.195.1.1").get("scope").asText());
        assertEquals("administratively scoped", json("239.196.1.1").get("scope").asText());
        assertEquals("global", json("224.1.1.1").get("scope").asText());
        assertEquals("organization-local", json("ff08::1").get("scope").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.1.1",
                "240.0.0.1",
                "fe80::1",
                "239.192.1",
                "239.0.0.0/8",
                "ff15::ddb4::1",
                "",
                " ",
                "a:b"
            })
    void whatIsNeitherNameNorGroupIsWrongUsage(String target) {
        Run run = Run.of("group", target);
        assertEquals(64, run.code());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("totemtap: "), run.err());
    }

    @Test
    void missingOrStrangeArgumentsAreWrongUsage() {
        assertEquals(64, Run.of("group").code());
        assertEquals(64, Run.of("group", "a", "b").code());
        assertEquals(64, Run.of("group", "--format", "html", "a").code());
    }

    @Test
    void nameIsEscaped() {
        Run run = Run.of("group", "a\u001b[31mb");
        assertEquals(0, run.code());
        assertTrue(run.lines().contains("cluster     a\\x1b[31mb"), run.out());
    }
}
