package io.totemtap.capture.file;

import io.totemtap.net.EpochNanos;
import java.util.Optional;

/**
 * The unit of an interface's time stamps (pcapng if_tsresol) and what is added to them (if_tsoffset). All arithmetic is
 * exact in 64 bits: fractions below a nanosecond are dropped, and what a {@code long} of nanoseconds cannot hold ends at
 * {@link #LATEST} or {@link #EARLIEST}.
 */
final class TimestampResolution {

    /** Where times after the year 2262 end. */
    static final long LATEST = Long.MAX_VALUE;

    /** Where times before the year 1677 end; one above {@link EpochNanos#NEVER}, which is no time. */
    static final long EARLIEST = EpochNanos.NEVER + 1;

    /** Microseconds without offset, which hold where an interface does not say otherwise. */
    static final TimestampResolution MICROSECONDS = new TimestampResolution(false, 6, 0);

    private static final int MAX_POWER_OF_TEN = 19;
    private static final int MAX_POWER_OF_TWO = 63;
    private static final int NANOSECOND_DIGITS = 9;
    private static final long MAX_SECONDS = Long.MAX_VALUE / EpochNanos.SECOND;

    private final boolean binary;
    private final int exponent;
    private final long unitsPerSecond;
    private final long offsetSeconds;
    private final long nanosPerUnit;
    private final long simpleLimit;

    private TimestampResolution(boolean binary, int exponent, long offsetSeconds) {
        this.binary = binary;
        this.exponent = exponent;
        this.unitsPerSecond = binary ? 1L << exponent : powerOfTen(exponent);
        this.offsetSeconds = offsetSeconds;
        this.nanosPerUnit = binary || exponent > NANOSECOND_DIGITS ? 0 : powerOfTen(NANOSECOND_DIGITS - exponent);
        this.simpleLimit = nanosPerUnit == 0 || offsetSeconds != 0 ? -1 : Long.MAX_VALUE / nanosPerUnit;
    }

    /**
     * The meaning of an if_tsresol octet: 10 to the power of -n, or with the highest bit set 2 to the power of -n.
     *
     * @param octet 0 to 255
     * @param offsetSeconds if_tsoffset
     * @return empty if a second has more units than 64 bits can count (n above 19, or above 63), which no reader can use
     */
    static Optional<TimestampResolution> of(int octet, long offsetSeconds) {
        boolean binary = (octet & 0x80) != 0;
        int exponent = octet & 0x7f;
        return exponent > (binary ? MAX_POWER_OF_TWO : MAX_POWER_OF_TEN)
                ? Optional.empty()
                : Optional.of(new TimestampResolution(binary, exponent, offsetSeconds));
    }

    /**
     * A time stamp in nanoseconds since the epoch.
     *
     * @param units unsigned 64-bit count of units
     */
    long toNanos(long units) {
        if (units >= 0 && units <= simpleLimit) {
            return units * nanosPerUnit;
        }
        long seconds = binary ? units >>> exponent : Long.divideUnsigned(units, unitsPerSecond);
        long fraction = binary ? binaryFraction(units) : decimalFraction(units);
        return sum(seconds, fraction);
    }

    private long binaryFraction(long units) {
        if (exponent == 0) {
            return 0;
        }
        long part = units & (unitsPerSecond - 1);
        long high = Math.multiplyHigh(part, EpochNanos.SECOND);
        long low = part * EpochNanos.SECOND;
        return (high << (Long.SIZE - exponent)) | (low >>> exponent);
    }

    private long decimalFraction(long units) {
        long part = Long.remainderUnsigned(units, unitsPerSecond);
        return exponent <= NANOSECOND_DIGITS
                ? part * nanosPerUnit
                : Long.divideUnsigned(part, powerOfTen(exponent - NANOSECOND_DIGITS));
    }

    /** {@code seconds} (unsigned) plus the offset (signed) plus {@code nanos} (below a second), kept within the ends. */
    private long sum(long seconds, long nanos) {
        long total = seconds + offsetSeconds;
        boolean beyond = seconds < 0 ? offsetSeconds >= 0 || total < 0 : offsetSeconds > 0 && total < 0;
        if (beyond || total > MAX_SECONDS) {
            return LATEST;
        }
        if (total < -MAX_SECONDS) {
            return EARLIEST;
        }
        long whole = total * EpochNanos.SECOND;
        return whole > Long.MAX_VALUE - nanos ? LATEST : whole + nanos;
    }

    /** Whether {@link #toNanos} had to end at one of the ends. */
    static boolean isBeyondRange(long nanos) {
        return nanos == LATEST || nanos == EARLIEST;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
