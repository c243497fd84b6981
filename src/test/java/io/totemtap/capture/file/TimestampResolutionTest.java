package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampResolutionTest {

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000L);

    @ParameterizedTest
    @CsvSource({
        // octet, units, offset, nanoseconds
        "6, 1308190977000001, 0, 1308190977000001000",
        "9, 1308190977000000001, 0, 1308190977000000001",
        "0, 1308190977, 0, 1308190977000000000",
        "3, 1308190977001, 0, 1308190977001000000",
        "10, 19, 0, 1",
        "19, 9999999999999999999, 0, 999999999",
        "0x80, 1308190977, 0, 1308190977000000000",
        "0x81, 3, 0, 1500000000",
        "0x94, 1048577, 0, 1000000953",
        "0xbf, 0x7fffffffffffffff, 0, 999999999",
        "0xbf, 0x8000000000000000, 0, 1000000000",
        "6, 1500000, -1, 500000000",
        "6, 1500000, -2, -500000000",
        "6, 500000, 1308190977, 1308190977500000000",
    })
    void unitsBecomeNanoseconds(String octet, String units, long offset, long nanos) {
        assertEquals(nanos, resolution(Integer.decode(octet), offset).toNanos(unsigned(units)));
    }

    @ParameterizedTest
    @CsvSource({
        "6, 9223372036854775, 0, 9223372036854775000",
        "6, 9223372036854776, 0, 9223372036854775807",
        "9, 0x7fffffffffffffff, 0, 9223372036854775807",
        "9, 0x8000000000000000, 0, 9223372036854775807",
        "0, 0xffffffffffffffff, 0, 9223372036854775807",
        "0, 0xffffffffffffffff, 9223372036854775807, 9223372036854775807",
        "0, 0xffffffffffffffff, -9223372036854775808, 9223372036854775807",
        "0, 0x8000000000000001, -9223372036854775808, 1000000000",
        "6, 0, 9223372036854775807, 9223372036854775807",
        "6, 0, -9223372036854775808, -9223372036854775807",
        "6, 0, -9223372036, -9223372036000000000",
        "6, 0, -9223372037, -9223372036854775807",
        "6, 999999, -9223372037, -9223372036854775807",
    })
    void timesBeyondTheRangeEndAtItsEnds(String octet, String units, long offset, long nanos) {
        assertEquals(nanos, resolution(Integer.decode(octet), offset).toNanos(unsigned(units)));
    }

    @Test
    void onlyTheEndsAreBeyondTheRange() {
        assertTrue(TimestampResolution.isBeyondRange(TimestampResolution.MICROSECONDS.toNanos(-1)));
        assertTrue(
                TimestampResolution.isBeyondRange(resolution(6, Long.MIN_VALUE).toNanos(0)));
        assertFalse(TimestampResolution.isBeyondRange(TimestampResolution.MICROSECONDS.toNanos(1)));
    }

    @Test
    void resolutionsOfMoreUnitsThanSixtyFourBitsCountAreRefused() {
        for (int octet = 0; octet < 256; octet++) {
            boolean usable = octet <= 19 || (octet >= 0x80 && octet <= 0x80 + 63);
            assertEquals(usable, TimestampResolution.of(octet, 0).isPresent(), "octet " + octet);
        }
    }

    @Test
    void everyResolutionAgreesWithArithmeticOfAnyLength() {
        Random random = new Random(42);
        for (int octet = 0; octet < 256; octet++) {
            for (int i = 0; i < 400 && TimestampResolution.of(octet, 0).isPresent(); i++) {
                long units = random.nextLong() >>> random.nextInt(64);
                long offset = i % 3 == 0 ? 0 : random.nextLong() >> random.nextInt(64);
                assertEquals(
                        exact(octet, units, offset),
                        resolution(octet, offset).toNanos(units),
                        octet + " " + Long.toUnsignedString(units) + " " + offset);
            }
        }
    }

    private static long exact(int octet, long units, long offset) {
        BigInteger base = BigInteger.valueOf((octet & 0x80) != 0 ? 2 : 10);
        BigInteger nanos = new BigInteger(Long.toUnsignedString(units))
                .multiply(NANOS)
                .divide(base.pow(octet & 0x7f))
                .add(BigInteger.valueOf(offset).multiply(NANOS));
        return nanos.min(BigInteger.valueOf(TimestampResolution.LATEST))
                .max(BigInteger.valueOf(TimestampResolution.EARLIEST))
                .longValueExact();
    }

    private static TimestampResolution resolution(int octet, long offset) {
        return TimestampResolution.of(octet, offset).orElseThrow();
    }

    private static long unsigned(String text) {
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
    }
}
