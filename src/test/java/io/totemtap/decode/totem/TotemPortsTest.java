package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class TotemPortsTest {

    @Test
    void littleEndianOpenaisLowersTheSwappedPort() {
        for (JsonNode vector : Vectors.ALL.get("openais_source_port").get("little_endian")) {
            int port = vector.get("mcastport").asInt();
            assertEquals(vector.get("source_port").asInt(), TotemPorts.openaisSource(port), "mcastport " + port);
        }
    }

    @Test
    void corosyncLowersThePort() {
        assertEquals(5404, TotemPorts.corosyncSource(5405));
        assertEquals(65535, TotemPorts.corosyncSource(0));
    }

    @Test
    void onlyTheTwoSourcePortsArePlausible() {
        assertTrue(TotemPorts.arePlausible(5404, 5405));
        assertTrue(TotemPorts.arePlausible(5149, 5405));
        assertFalse(TotemPorts.arePlausible(5405, 5405));
        assertFalse(TotemPorts.arePlausible(5406, 5405));
    }
}
