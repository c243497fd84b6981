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

final class Ipv6AddressTest {

    private static Ipv6Address of(String text) {
        return Ipv6Address.parse(text).orElseThrow(() -> new AssertionError(text));
    }

    /** The examples of RFC 5952 sections 1, 2, 4 and 5, and the corners beside them. */
    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8::1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8::0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8:0:0:1::1, 2001:db8::1:0:0:1",
        "2001:db8:aaaa:bbbb:cccc:dddd::1, 2001:db8:aaaa:bbbb:cccc:dddd:0:1",
        "2001:db8:aaaa:bbbb:cccc:dddd:0:0001, 2001:db8:aaaa:bbbb:cccc:dddd:0:1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:aaaa:bbbb:cccc:dddd:eeee:AAAA, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "0:0:0:0:0:ffff:c000:201, ::ffff:192.0.2.1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "0:0:1:0:0:0:0:0, 0:0:1::",
        "ff15::ddb4, ff15::ddb4",
    })
    void printsTheCanonicalForm(String text, String canonical) {
        assertEquals(canonical, of(text).toString());
    }

    @Test
    void readsGroupsInNetworkOrder() {
        assertEquals(new Ipv6Address(0x0001_0002_0003_0004L, 0x0005_0006_0007_0008L), of("1:2:3:4:5:6:7:8"));
        assertEquals(new Ipv6Address(0xfe80_0000_0000_0000L, 0x0000_0000_0102_0304L), of("fe80::1.2.3.4"));
    }

    @Test
    void printsWhatItReads() {
        Random random = new Random(5952);
        for (int i = 0; i < 10_000; i++) {
            Ipv6Address address = new Ipv6Address(sparse(random), sparse(random));
            assertEquals(Optional.of(address), Ipv6Address.parse(address.toString()));
        }
    }

    /** Four groups of which about half are zero, so that runs of every length come up. */
    private static long sparse(Random random) {
        long bits = 0;
        for (int i = 0; i < 4; i++) {
            bits = bits << 16 | (random.nextBoolean() ? 0 : random.nextInt(0x10000));
        }
        return bits;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7::8",
                ":1::2",
                "1::2:",
                "12345::",
                "g::",
                "1::fe80%eth0",
                "1.2.3.4::",
                "1.2.3.4:1:2:3:4:5:6",
                "::1.2.3",
                "::1.2.3.4.5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3.4:5",
                "[::1]",
                "::1/64",
                "::١",
                "::-1",
                "::+1",
                "１::"
            })
    void refusesEverythingElse(String text) {
        assertEquals(Optional.empty(), Ipv6Address.parse(text));
    }

    @Test
    void groupsBeginWithFf() {
        assertTrue(of("ff15::1").isMulticast());
        assertFalse(of("fe80::1").isMulticast());
        assertFalse(of("::ff15").isMulticast());
    }

    @Test
    void linkLocalGroupsHaveScopeTwoOrLess() {
        assertTrue(of("ff01::1").isLinkLocalMulticast());
        assertTrue(of("ff02::16").isLinkLocalMulticast());
        assertTrue(of("ff12::16").isLinkLocalMulticast());
        assertFalse(of("ff05::1").isLinkLocalMulticast());
        assertFalse(of("ff15::1").isLinkLocalMulticast());
        assertFalse(of("fe02::1").isLinkLocalMulticast());
    }
}
