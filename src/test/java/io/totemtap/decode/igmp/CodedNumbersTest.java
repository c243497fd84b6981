package io.totemtap.decode.igmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** All values of the coded numbers, against the formula as the RFCs write it. */
final class CodedNumbersTest {

    /** (mant | 0x10) << (exp + 3), bit by bit. */
    private static int floating8(int code) {
        if (code < 128) {
            return code;
        }
        int mantissa = code % 16;
        int exponent = code / 16 % 8;
        return (mantissa + 16) * (int) Math.pow(2, exponent + 3);
    }

    private static int floating16(int code) {
        if (code < 32_768) {
            return code;
        }
        int mantissa = code % 4096;
        int exponent = code / 4096 % 8;
        return (mantissa + 4096) * (int) Math.pow(2, exponent + 3);
    }

    @Test
    void maxRespCodeIsRightForAllValuesAndVersions() {
        for (int code = 0; code < 256; code++) {
            MaxRespCode maxRespCode = new MaxRespCode(code);
            assertEquals(100, maxRespCode.tenths(IgmpVersion.V1));
            assertEquals(code, maxRespCode.tenths(IgmpVersion.V2));
            assertEquals(floating8(code), maxRespCode.tenths(IgmpVersion.V3));
            assertEquals(floating8(code) * 100_000_000L, maxRespCode.nanos(IgmpVersion.V3));
        }
    }

    @Test
    void qqicIsRightForAllValues() {
        for (int code = 0; code < 256; code++) {
            assertEquals(floating8(code), new Qqic(code).seconds());
            assertEquals(floating8(code) * 1_000_000_000L, new Qqic(code).nanos());
        }
    }

    @Test
    void maximumResponseCodeIsRightForAllValuesAndVersions() {
        for (int code = 0; code < 65_536; code++) {
            MaximumResponseCode maximumResponseCode = new MaximumResponseCode(code);
            assertEquals(code, maximumResponseCode.millis(MldVersion.V1));
            assertEquals(floating16(code), maximumResponseCode.millis(MldVersion.V2));
            assertEquals(floating16(code) * 1_000_000L, maximumResponseCode.nanos(MldVersion.V2));
        }
    }

    @Test
    void theCornersAreThoseOfTheRfcs() {
        assertEquals(127, new Qqic(0x7f).seconds());
        assertEquals(128, new Qqic(0x80).seconds());
        assertEquals(248, new Qqic(0x8f).seconds());
        assertEquals(256, new Qqic(0x90).seconds());
        assertEquals(31_744, new Qqic(0xff).seconds());
        assertEquals(32_767, new MaximumResponseCode(0x7fff).millis(MldVersion.V2));
        assertEquals(32_768, new MaximumResponseCode(0x8000).millis(MldVersion.V2));
        assertEquals(8_387_584, new MaximumResponseCode(0xffff).millis(MldVersion.V2));
    }

    @Test
    void higherBitsAreDropped() {
        assertEquals(new Qqic(0x12), new Qqic(0xff12));
        assertEquals(new MaxRespCode(0x12), new MaxRespCode(0xff12));
        assertEquals(new MaximumResponseCode(0x1234), new MaximumResponseCode(0xff1234));
    }
}
