package io.totemtap.capture.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostsFileTest {

    private static final HostsFile HOSTS = HostsFile.parse("""
            # cluster
            127.0.0.1\tlocalhost localhost.localdomain
            ::1 localhost
            10.9.8.1  db-1.example.com db-1 # first
            10.9.8.2  DB-2
            10.9.9.1  db-1
            fe80::1%eth0 router
            not-an-address x
            10.9.8.3
            """);

    @Test
    void namesLeadToAddresses() {
        assertEquals("[10.9.8.1, 10.9.9.1]", HOSTS.addressesOf("db-1").toString());
        assertEquals("[10.9.8.2]", HOSTS.addressesOf("db-2").toString());
        assertEquals("[fe80::1]", HOSTS.addressesOf("router").toString());
        assertEquals(List.of(), HOSTS.addressesOf("unknown"));
    }

    @Test
    void firstNameOfAnAddressIsItsName() {
        assertEquals(
                "db-1.example.com",
                HOSTS.names().get(HOSTS.addressesOf("db-1.example.com").get(0)));
    }

    @Test
    void mistakesHaveLines() {
        assertEquals(
                List.of("line 8: \"not-an-address\" is not an address", "line 9: no name after 10.9.8.3"),
                HOSTS.problems().stream().map(Object::toString).toList());
    }

    @Test
    void linesAreBounded() {
        HostsFile many = HostsFile.parse("10.0.0.1 a\n".repeat(HostsFile.LINES + 5));
        assertEquals(HostsFile.LINES, many.entries().size());
    }
}
