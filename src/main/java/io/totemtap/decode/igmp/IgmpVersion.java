package io.totemtap.decode.igmp;

/** Versions of IGMP, in order. */
public enum IgmpVersion {
    /** RFC 1112 appendix I. */
    V1(1),
    /** RFC 2236. */
    V2(2),
    /** RFC 3376 and RFC 9776. */
    V3(3);

    private final int number;

    IgmpVersion(int number) {
        this.number = number;
    }

    /** 1 to 3. */
    public int number() {
        return number;
    }
}
