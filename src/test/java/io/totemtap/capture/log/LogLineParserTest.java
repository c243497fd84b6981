package io.totemtap.capture.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineParserTest {

    private static LogLine parse(String line) {
        return LogLineParser.parse(1, line).orElseThrow();
    }

    private static LogTime syslogTime(int month, int day, int hour, int minute, int second) {
        return new LogTime(OptionalInt.empty(), month, day, hour, minute, second, 0, Optional.empty());
    }

    @Test
    void readsSyslogOfRhel5() {
        assertEquals(
                new LogLine(
                        1,
                        Optional.of(syslogTime(6, 16, 10, 22, 57)),
                        "db-2",
                        "openais",
                        OptionalLong.of(7098),
                        "",
                        "TOTEM",
                        "entering GATHER state from 15."),
                parse("Jun 16 10:22:57 db-2 openais[7098]: [TOTEM] entering GATHER state from 15. "));
    }

    @Test
    void readsSyslogOfRhel6() {
        LogLine line =
                parse("Mar  4 01:02:03 db-2 corosync[2412]:   [TOTEM ] A processor failed, forming new configuration.");
        assertEquals(Optional.of(syslogTime(3, 4, 1, 2, 3)), line.time());
        assertEquals("corosync", line.program());
        assertEquals("TOTEM", line.subsystem());
        assertEquals("A processor failed, forming new configuration.", line.text());
    }

    @Test
    void readsProgramsWithoutProcessId() {
        LogLine line = parse("Jun 16 10:22:54 db-2 kernel: bnx2: eth0 NIC Copper Link is Up: 1000 Mbps");
        assertEquals("kernel", line.program());
        assertEquals(OptionalLong.empty(), line.pid());
        assertEquals("bnx2: eth0 NIC Copper Link is Up: 1000 Mbps", line.text());
        assertEquals("", line.subsystem());
    }

    @Test
    void readsPriorityAndProgramPath() {
        LogLine line = parse("<30>Jun 16 10:22:54 db-2 /usr/sbin/fenced[71]: fencing node \"db-1\"");
        assertEquals("fenced", line.program());
        assertEquals("fencing node \"db-1\"", line.text());
    }

    @Test
    void readsJournalctlShortIso() {
        LogLine line = parse("2011-06-16T10:22:57+0800 db-2 corosync[1234]:   [QUORUM] Members[1]: 2");
        LogTime time = line.time().orElseThrow();
        assertEquals(OptionalInt.of(2011), time.year());
        assertEquals(Optional.of(ZoneOffset.ofHours(8)), time.offset());
        assertEquals("QUORUM", line.subsystem());
        assertEquals("Members[1]: 2", line.text());
        assertEquals(
                OptionalLong.of(1308190977L * 1_000_000_000L), time.epochNanos(1999, ZoneId.of("America/New_York")));
    }

    @Test
    void readsRsyslogWithMicroseconds() {
        LogTime time = parse("2011-06-16T10:22:57.000250-03:30 h p: x").time().orElseThrow();
        assertEquals(250_000, time.nanos());
        assertEquals(Optional.of(ZoneOffset.ofHoursMinutes(-3, -30)), time.offset());
        assertEquals(
                Optional.of(ZoneOffset.UTC),
                parse("2011-06-16T10:22:57Z h p: x").time().orElseThrow().offset());
    }

    @Test
    void readsTheDaemonsOwnFiles() {
        LogLine full = parse("Nov 22 16:28:01 [1234] db-2 corosync notice  [TOTEM ] The network interface is down.");
        assertEquals("db-2", full.host());
        assertEquals("corosync", full.program());
        assertEquals(OptionalLong.of(1234), full.pid());
        assertEquals("notice", full.severity());
        assertEquals("TOTEM", full.subsystem());
        LogLine one = parse("Nov 22 16:13:14 corosync [MAIN  ] Corosync built-in features:");
        assertEquals("corosync", one.program());
        assertEquals("", one.host());
        LogLine three = parse("Nov 22 16:13:56.981 warning [MAIN  ] Please migrate config file to nodelist.");
        assertEquals("warning", three.severity());
        assertEquals("", three.program());
        assertEquals(981_000_000, three.time().orElseThrow().nanos());
        LogLine openais = parse("Nov 22 15:55:51.268459 [CLM  ] \tr(0) ip(10.0.0.1) ");
        assertEquals("CLM", openais.subsystem());
        assertEquals("r(0) ip(10.0.0.1)", openais.text());
        LogLine fenced = parse("Nov 22 16:28:01 fenced fencing node db-1");
        assertEquals("fenced", fenced.program());
        assertEquals("fencing node db-1", fenced.text());
    }

    @Test
    void readsLinesWithoutTime() {
        LogLine line = parse("[MAIN ] AIS Executive Service RELEASE 'trunk'");
        assertEquals(Optional.empty(), line.time());
        assertEquals("MAIN", line.subsystem());
    }

    @Test
    void readsRepetitions() {
        LogLine line = parse("Jun 16 10:22:57 db-2 last message repeated 3 times");
        assertEquals("db-2", line.host());
        assertEquals("last message repeated 3 times", line.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Dear all,",
                "Jun 16",
                "Jun 16 10:22",
                "Jun 31 10:22:57 h p: x",
                "Jun 16 24:22:57 h p: x",
                "Jun 16 10:61:57 h p: x",
                "Jux 16 10:22:57 h p: x",
                "2011-13-16T10:22:57 h p: x",
                "2011-06-16T10:22:57.x h p: x",
                "Jun 16 10:22:57 something else entirely",
                "[not a subsystem] x",
                "-- Logs begin at Thu 2011-06-16 --",
                "Jun 16 10:22:57 a b c d [TOTEM] x"
            })
    void otherLinesAreNoLogLines(String line) {
        assertEquals(Optional.empty(), LogLineParser.parse(1, line));
    }

    @Test
    void yearAndZoneAreAssumedWhereTheLineHasNone() {
        LogTime time = syslogTime(6, 16, 10, 22, 57);
        assertEquals(OptionalLong.of(1308190977L * 1_000_000_000L), time.epochNanos(2011, ZoneId.of("Asia/Shanghai")));
        assertEquals(OptionalLong.empty(), syslogTime(2, 29, 0, 0, 0).epochNanos(2011, ZoneOffset.UTC));
        assertTrue(syslogTime(2, 29, 0, 0, 0).epochNanos(2012, ZoneOffset.UTC).isPresent());
    }

    @Test
    void leapSecondIsTheNextSecond() {
        LogTime leap = syslogTime(6, 30, 23, 59, 60);
        LogTime next = syslogTime(7, 1, 0, 0, 0);
        assertEquals(next.epochNanos(2012, ZoneOffset.UTC), leap.epochNanos(2012, ZoneOffset.UTC));
    }

    @Test
    void everyPrefixAndRandomChangesThrowNothing() {
        String[] lines = {
            "<30>Jun 16 10:22:57 db-2 openais[7098]: [TOTEM] Retransmit List: 5e 5f",
            "2011-06-16T10:22:57.123+0800 db-2 corosync[1234]:   [QUORUM] Members[1]: 2",
            "Nov 22 16:28:01 [1234] db-2 corosync notice  [TOTEM ] Token Timeout (10000 ms) retransmit timeout (495 ms)",
            "Jun 16 10:24:14 db-2 fenced[7118]: db-1 not a cluster member after 30 sec post_join_delay",
        };
        Random random = new Random(239);
        for (String line : lines) {
            for (int length = 0; length <= line.length(); length++) {
                LogLineParser.parse(1, line.substring(0, length)).ifPresent(LogEventRecognizer::recognize);
            }
            for (int run = 0; run < 5_000; run++) {
                char[] changed = line.toCharArray();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    changed[random.nextInt(changed.length)] = (char) random.nextInt(256);
                }
                LogLineParser.parse(1, new String(changed)).ifPresent(LogEventRecognizer::recognize);
            }
        }
    }
}
