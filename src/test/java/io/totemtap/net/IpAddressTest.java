package io.totemtap.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IpAddressTest {

    private static IpAddress of(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    @Test
    void packetPathFormLeadsBackToTheSameAddress() {
        for (String text :
                List.of("0.0.0.0", "239.192.53.207", "255.255.255.255", "::", "::1", "fe80::1", "ff15::ddb4")) {
            IpAddress address = of(text);
            assertEquals(address, IpAddress.of(address.high(), address.low()));
            assertEquals(text, IpAddress.of(address.high(), address.low()).toString());
        }
    }

    @Test
    void ipv4IsTheMappedFormOfRfc4291() {
        assertEquals(0, of("192.0.2.1").high());
        assertEquals(0x0000_ffff_c000_0201L, of("192.0.2.1").low());
        assertTrue(IpAddress.isIpv4(0, 0x0000_ffff_0000_0000L));
        assertFalse(IpAddress.isIpv4(0, 0x0000_fffe_0000_0000L));
        assertFalse(IpAddress.isIpv4(0, 0x0001_ffff_0000_0000L));
        assertFalse(IpAddress.isIpv4(1, 0x0000_ffff_0000_0000L));
    }

    @Test
    void packetPathTestForGroupsAgreesWithTheRecords() {
        for (String text : List.of(
                "223.255.255.255",
                "224.0.0.0",
                "239.1.2.3",
                "240.0.0.0",
                "ff02::1",
                "fe80::1",
                "::1",
                "ff00::",
                "::e000:1")) {
            IpAddress address = of(text);
            assertEquals(address.isMulticast(), IpAddress.isMulticast(address.high(), address.low()), text);
        }
    }

    @Test
    void ordersIpv4BeforeIpv6ThenUnsigned() {
        List<String> ordered =
                List.of("0.0.0.0", "127.0.0.1", "128.0.0.1", "255.0.0.1", "::", "::2", "7fff::", "8000::", "ff02::1");
        List<IpAddress> shuffled =
                new ArrayList<>(ordered.stream().map(IpAddressTest::of).toList());
        Collections.reverse(shuffled);
        Collections.sort(shuffled);
        assertEquals(ordered, shuffled.stream().map(IpAddress::toString).toList());
    }

    @Test
    void neverResolvesAName() {
        assertEquals(Optional.empty(), IpAddress.parse("localhost"));
        assertEquals(Optional.empty(), IpAddress.parse("my-host-1:5405"));
    }

    @Test
    void endpointsPrintAsUrlsDoAndOrderByAddressThenPort() {
        assertEquals("239.192.53.207:5405", new Endpoint(of("239.192.53.207"), 5405).toString());
        assertEquals("[ff15::ddb4]:5405", new Endpoint(of("ff15::ddb4"), 5405).toString());
        assertTrue(new Endpoint(of("10.0.0.1"), 9).compareTo(new Endpoint(of("10.0.0.1"), 10)) < 0);
        assertTrue(new Endpoint(of("10.0.0.2"), 9).compareTo(new Endpoint(of("10.0.0.1"), 10)) > 0);
    }
}
