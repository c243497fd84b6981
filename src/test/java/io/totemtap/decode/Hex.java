package io.totemtap.decode;

import java.util.HexFormat;

/** Bytes written as hexadecimal digits, with spaces where they help. */
public final class Hex {

    private Hex() {}

    public static byte[] bytes(String... pieces) {
        return HexFormat.of().parseHex(String.join("", pieces).replace(" ", ""));
    }
}
