package io.totemtap.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MacAddressTest {

    private static MacAddress of(String text) {
        return MacAddress.parse(text).orElseThrow();
    }

    /** RFC 1112 section 6.4: the low 23 bits; RFC 2464 section 7: the low 32 bits. */
    @ParameterizedTest
    @CsvSource({
        "239.192.53.207, 01:00:5e:40:35:cf",
        "239.64.53.207, 01:00:5e:40:35:cf",
        "224.192.53.207, 01:00:5e:40:35:cf",
        "224.0.0.1, 01:00:5e:00:00:01",
        "239.128.0.1, 01:00:5e:00:00:01",
        "239.255.255.255, 01:00:5e:7f:ff:ff",
        "224.0.0.22, 01:00:5e:00:00:16",
        "ff15::ddb4, 33:33:00:00:dd:b4",
        "ff02::1:ff12:3456, 33:33:ff:12:34:56",
    })
    void mapsGroupsToEthernet(String group, String mac) {
        assertEquals(
                mac,
                MacAddress.multicastFor(IpAddress.parse(group).orElseThrow()).toString());
    }

    @Test
    void exactlyThirtyTwoIpv4GroupsShareAnAddress() {
        MacAddress mac = of("01:00:5e:40:35:cf");
        int sharing = 0;
        for (int high = 0; high < 512; high++) {
            Ipv4Address group = new Ipv4Address(high << 23 | 0x4035cf);
            if (group.isMulticast() && MacAddress.multicastFor(group).equals(mac)) {
                sharing++;
            }
        }
        assertEquals(32, sharing);
    }

    @Test
    void printsWhatItReads() {
        Random random = new Random(802);
        for (int i = 0; i < 10_000; i++) {
            MacAddress address = new MacAddress(random.nextLong());
            assertEquals(Optional.of(address), MacAddress.parse(address.toString()));
        }
    }

    @Test
    void readsUpperCaseAndHyphens() {
        assertEquals(new MacAddress(0x0a1b2c3d4e5fL), of("0A-1B-2C-3D-4E-5F"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00:11:22:33:44",
                "00:11:22:33:44:5",
                "00:11:22:33:44:555",
                "00:11:22:33:44:gg",
                "001122334455",
                "00.11.22.33.44.55",
                "00:11:22:33:44:5٥",
                ":00:11:22:33:44:5",
                "00:11:22:33:44:55 "
            })
    void refusesEverythingElse(String text) {
        assertEquals(Optional.empty(), MacAddress.parse(text));
    }

    @Test
    void dropsWhatStandsAboveSixOctets() {
        assertEquals(MacAddress.BROADCAST, new MacAddress(-1));
    }

    @Test
    void groupBitIsTheLowestOfTheFirstOctet() {
        assertTrue(of("01:00:5e:00:00:01").isGroup());
        assertTrue(MacAddress.BROADCAST.isGroup());
        assertTrue(of("33:33:00:00:00:01").isGroup());
        assertFalse(of("02:01:01:01:01:01").isGroup());
        assertFalse(MacAddress.NONE.isGroup());
    }
}
