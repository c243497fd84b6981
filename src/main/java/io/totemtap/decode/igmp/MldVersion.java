package io.totemtap.decode.igmp;

/** Versions of MLD, in order. */
public enum MldVersion {
    /** RFC 2710. */
    V1(1),
    /** RFC 3810. */
    V2(2);

    private final int number;

    MldVersion(int number) {
        this.number = number;
    }

    /** 1 or 2. */
    public int number() {
        return number;
    }
}
