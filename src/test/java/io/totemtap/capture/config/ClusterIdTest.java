package io.totemtap.capture.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterIdTest {

    @ParameterizedTest
    @CsvSource({
        "mycluster, 56756, 239.192.221.146, ff15::ddb4",
        "alpha_cluster, 50356, 239.192.196.121, ff15::c4b4",
        "hacluster, 52404, 239.192.204.129, ff15::ccb4",
        "debian, 6324, 239.192.24.204, ff15::18b4",
        "RHCluster, 41524, 239.192.162.214, ff15::a234",
        "test, 1678, 239.192.6.148, ff15::68e",
        "a, 97, 239.192.0.97, ff15::61",
    })
    void groupsAreThoseOfTheDaemons(String name, int id, String four, String six) {
        assertEquals(id, ClusterId.ofName(name));
        assertEquals(four, ClusterId.ipv4Group(id, 0).toString());
        assertEquals(six, ClusterId.ipv6Group(id, 0).toString());
    }

    @Test
    void furtherRingsUseTheNextNumber() {
        assertEquals("239.192.221.147", ClusterId.ipv4Group(56756, 1).toString());
        assertEquals("239.192.0.0", ClusterId.ipv4Group(65535, 1).toString());
    }

    @Test
    void lastOctetIsNever255() {
        for (int id = 0; id <= 65535; id++) {
            String group = ClusterId.ipv4Group(id, 0).toString();
            assertEquals(false, group.endsWith(".255"), group);
        }
    }

    @Test
    void onlyTheLastSixteenBytesCount() {
        assertEquals(ClusterId.ofName("x234567890123456"), ClusterId.ofName("prefix-x234567890123456"));
    }

    @Test
    void bytesAboveAsciiAreSigned() {
        // 0xc3 0xa4: 2 * (0xc3 - 256) + (0xa4 - 256) = -214
        assertEquals(65536 - 214, ClusterId.ofName("\u00e4"));
    }
}
