package io.totemtap.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Ipv4AddressTest {

    private static Ipv4Address of(String text) {
        return Ipv4Address.parse(text).orElseThrow();
    }

    @Test
    void readsOctetsInNetworkOrder() {
        assertEquals(0xefc035cf, of("239.192.53.207").bits());
        assertEquals(0, of("0.0.0.0").bits());
        assertEquals(-1, of("255.255.255.255").bits());
        assertEquals(Ipv4Address.ALL_HOSTS, of("224.0.0.1"));
        assertEquals(Ipv4Address.UNSPECIFIED, of("0.0.0.0"));
    }

    @Test
    void printsWhatItReads() {
        Random random = new Random(1112);
        for (int i = 0; i < 10_000; i++) {
            Ipv4Address address = new Ipv4Address(random.nextInt());
            assertEquals(Optional.of(address), Ipv4Address.parse(address.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.4.",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.0004",
                "1.2.3.-4",
                "1.2.3.+4",
                "1.2.3.a",
                " 1.2.3.4",
                "1.2.3.4 ",
                "1.2.3.٤",
                "host"
            })
    void refusesEverythingElse(String text) {
        assertEquals(Optional.empty(), Ipv4Address.parse(text));
    }

    @Test
    void groupsAre224To239() {
        assertFalse(of("223.255.255.255").isMulticast());
        assertTrue(of("224.0.0.0").isMulticast());
        assertTrue(of("239.255.255.255").isMulticast());
        assertFalse(of("240.0.0.0").isMulticast());
    }

    @Test
    void linkLocalGroupsAre224_0_0() {
        assertTrue(of("224.0.0.0").isLinkLocalMulticast());
        assertTrue(of("224.0.0.255").isLinkLocalMulticast());
        assertFalse(of("224.0.1.0").isLinkLocalMulticast());
        assertFalse(of("239.0.0.1").isLinkLocalMulticast());
    }

    @Test
    void administrativelyScopedGroupsAre239() {
        assertFalse(of("238.255.255.255").isAdministrativelyScoped());
        assertTrue(of("239.0.0.0").isAdministrativelyScoped());
        assertTrue(of("239.255.255.255").isAdministrativelyScoped());
        assertFalse(of("240.0.0.0").isAdministrativelyScoped());
    }

    @Test
    void onlyZeroIsUnspecified() {
        assertTrue(of("0.0.0.0").isUnspecified());
        assertFalse(of("0.0.0.1").isUnspecified());
    }
}
