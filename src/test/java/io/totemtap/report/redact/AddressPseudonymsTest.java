package io.totemtap.report.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPseudonymsTest {

    private final AddressPseudonyms pseudonyms = new AddressPseudonyms(new byte[] {1, 2, 3});

    private static IpAddress ip(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private String of(String text) {
        return pseudonyms.of(ip(text)).toString();
    }

    private static int common(IpAddress one, IpAddress other) {
        long high = one.high() ^ other.high();
        return high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(one.low() ^ other.low());
    }

    @Test
    void prefixesAreKeptExactly() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            Ipv4Address one = new Ipv4Address(0x0a00_0000 | random.nextInt(1 << 24));
            Ipv4Address other = new Ipv4Address(one.bits() ^ 1 << random.nextInt(24));
            assertEquals(common(one, other), common(pseudonyms.of(one), pseudonyms.of(other)));
        }
        assertEquals(
                common(ip("2001:db8:1::5"), ip("2001:db8:1::9")),
                common(pseudonyms.of(ip("2001:db8:1::5")), pseudonyms.of(ip("2001:db8:1::9"))));
        assertEquals(47, common(pseudonyms.of(ip("2001:db8:2::5")), pseudonyms.of(ip("2001:db8:3::5"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "255.255.255.255",
                "127.0.0.1",
                "224.0.0.1",
                "224.0.0.22",
                "::",
                "::1",
                "ff02::1",
                "ff02::16"
            })
    void whatIsTheSameEverywhereStays(String address) {
        assertEquals(address, of(address));
        assertTrue(AddressPseudonyms.stays(ip(address)));
    }

    @Test
    void blocksStayWhatTheyAre() {
        assertTrue(of("192.168.1.81").startsWith("192.168."));
        assertTrue(of("10.1.2.3").startsWith("10."));
        assertTrue(of("172.20.2.3").matches("172\\.(1[6-9]|2[0-9]|3[01])\\..*"));
        assertTrue(of("239.192.53.207").matches("239\\.(12[89]|1[3-9].|2..)\\..*"));
        assertTrue(of("fe80::1:2").startsWith("fe80::"));
        assertTrue(of("ff15::ddb4").startsWith("ff15::"));
        assertTrue(of("fd00:1::1").startsWith("fd"));
        assertNotEquals("8.8.8.8", of("8.8.8.8"));
    }

    @Test
    void nobodySharesAPseudonym() {
        Random random = new Random(9);
        Set<IpAddress> originals = new HashSet<>();
        Set<IpAddress> mapped = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            Ipv4Address address = new Ipv4Address(random.nextInt());
            if (originals.add(address)) {
                mapped.add(pseudonyms.of(address));
            }
        }
        assertEquals(originals.size(), mapped.size());
        originals.forEach(
                one -> assertEquals(one.isMulticast(), pseudonyms.of(one).isMulticast(), one.toString()));
    }

    @Test
    void groupsThatShareAnEthernetAddressStillDo() {
        MacAddress one = MacAddress.multicastFor(pseudonyms.of(ip("239.192.53.207")));
        assertEquals(one, MacAddress.multicastFor(pseudonyms.of(ip("225.64.53.207"))));
        assertEquals(one, pseudonyms.of(MacAddress.multicastFor(ip("239.192.53.207"))));
        assertEquals(
                MacAddress.multicastFor(pseudonyms.of(ip("ff15::ddb4"))),
                pseudonyms.of(MacAddress.multicastFor(ip("ff15::ddb4"))));
        assertEquals(
                MacAddress.multicastFor(pseudonyms.of(ip("ff02::1:ff12:3456"))),
                pseudonyms.of(MacAddress.multicastFor(ip("ff02::1:ff12:3456"))));
    }

    @Test
    void anEthernetAddressKeepsItsTwoBits() {
        MacAddress mac = MacAddress.parse("02:1b:78:a8:01:51").orElseThrow();
        MacAddress mapped = pseudonyms.of(mac);
        assertNotEquals(mac, mapped);
        assertEquals(2, mapped.bits() >>> 40 & 3);
        assertEquals(MacAddress.BROADCAST, pseudonyms.of(MacAddress.BROADCAST));
        MacAddress bridge = MacAddress.parse("01:80:c2:00:00:00").orElseThrow();
        assertEquals(bridge, pseudonyms.of(bridge));
    }
}
