package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.totemtap.net.ClusterId;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterIdTest {

    static List<JsonNode> vectors() {
        return Vectors.list(Vectors.ALL.get("cluster_id").get("vectors"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void nameGivesIdGroupsAndMacs(JsonNode vector) {
        ClusterId id = ClusterId.of(vector.get("name").asText());
        assertEquals(vector.get("cluster_id").asInt(), id.value());
        assertEquals(vector.get("cluster_id_hex").asText(), id.toString());
        assertEquals(vector.get("ring0_ipv4").asText(), id.ipv4Group().toString());
        assertEquals(vector.get("ring0_ipv6").asText(), id.ipv6Group().toString());
        assertEquals(
                vector.get("ring0_mac").asText(),
                MacAddress.multicastFor(id.ipv4Group()).toString());
        assertEquals(
                vector.get("ring0_mac_ipv6").asText(),
                MacAddress.multicastFor(id.ipv6Group()).toString());
        JsonNode ring1 = vector.get("ring1");
        assertEquals(ring1.get("ipv4").asText(), id.ipv4Group(1).toString());
        assertEquals(ring1.get("ipv6").asText(), id.ipv6Group(1).toString());
        assertEquals(ring1.get("id").asInt(), new ClusterId(id.value() + 1).value());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void groupsGiveTheIdBack(JsonNode vector) {
        ClusterId id = ClusterId.of(vector.get("name").asText());
        assertTrue(ClusterId.candidates(id.ipv4Group()).contains(id));
        assertEquals(List.of(id), ClusterId.candidates(id.ipv6Group()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void nameGivesTheKeyOfCman(JsonNode vector) {
        JsonNode key = vector.get("secauth_key_hex");
        if (!key.isNull()) {
            assertEquals(
                    key.asText(),
                    Vectors.hex(
                            TotemKeyring.cmanKey(vector.get("name").asText()).orElseThrow()));
        }
    }

    @Test
    void keyAlwaysEndsInNulAndStopsAtTheBuffer() {
        assertEquals(4, TotemKeyring.cmanKey("").orElseThrow().length);
        assertEquals(8, TotemKeyring.cmanKey("abcd").orElseThrow().length);
        assertEquals(128, TotemKeyring.cmanKey("x".repeat(127)).orElseThrow().length);
        assertTrue(TotemKeyring.cmanKey("x".repeat(128)).isEmpty());
    }

    @Test
    void everyIdIsAmongTheCandidatesOfItsGroupAndNoOtherIs() {
        for (int value = 0; value <= 0xffff; value++) {
            ClusterId id = new ClusterId(value);
            List<ClusterId> candidates = ClusterId.candidates(id.ipv4Group());
            assertTrue(candidates.contains(id), id.toString());
            assertTrue(candidates.size() <= 2);
            candidates.forEach(candidate -> assertEquals(id.ipv4Group(), candidate.ipv4Group()));
            assertNotEquals(255, id.ipv4Group().bits() & 0xff);
        }
    }

    @Test
    void groupWithTwoIdsGivesBoth() {
        // 239.192.7.7: 7 * 256 + b with b = 0 and b = 255 are 7 modulo 255.
        assertEquals(List.of(new ClusterId(0x700), new ClusterId(0x7ff)), candidates("239.192.7.7"));
        assertEquals(List.of(new ClusterId(0xff00), new ClusterId(0xffff)), candidates("239.192.255.0"));
    }

    @Test
    void groupThatNoIdGivesHasNone() {
        assertEquals(List.of(), candidates("239.193.7.7"));
        assertEquals(List.of(), candidates("239.192.7.255"));
        assertEquals(List.of(), candidates("ff15::1:ddb4"));
        assertEquals(List.of(), candidates("ff05::ddb4"));
    }

    @Test
    void ringNumberWrapsAround() {
        assertEquals("239.192.0.0", new ClusterId(0xffff).ipv4Group(1).toString());
        assertEquals("ff15::", new ClusterId(0xffff).ipv6Group(1).toString());
    }

    @Test
    void nonAsciiNamesDependOnTheSignOfChar() {
        // "\u00fc" is c3 bc in UTF-8: 2 * -61 + -68 = -190, or 2 * 195 + 188 = 578.
        assertEquals(0x10000 - 190, ClusterId.of("\u00fc").value());
        assertEquals(578, ClusterId.ofUnsigned("\u00fc").value());
        assertEquals(ClusterId.of("mycluster"), ClusterId.ofUnsigned("mycluster"));
    }

    @Test
    void thirtyTwoGroupsShareAMac() {
        MacAddress mac = MacAddress.parse("01:00:5e:40:dd:92").orElseThrow();
        List<Ipv4Address> groups = ClusterId.groupsOf(mac);
        assertEquals(32, groups.size());
        assertEquals("224.64.221.146", groups.get(0).toString());
        assertEquals("239.192.221.146", groups.get(31).toString());
        groups.forEach(group -> assertEquals(mac, MacAddress.multicastFor(group)));
        assertEquals(
                List.of(),
                ClusterId.groupsOf(MacAddress.parse("01:00:5e:c0:dd:92").orElseThrow()));
        assertEquals(
                List.of(),
                ClusterId.groupsOf(MacAddress.parse("33:33:00:00:dd:b4").orElseThrow()));
    }

    private static List<ClusterId> candidates(String group) {
        return ClusterId.candidates(IpAddress.parse(group).orElseThrow());
    }
}
