package io.totemtap.decode.igmp;

/** Versions of IGMP, in order. */
public enum IgmpVersion {
    /** RFC 1112 appendix I. */
    V1,
    /** RFC 2236. */
    V2,
    /** RFC 3376 and RFC 9776. */
    V3
}
