package io.totemtap.decode.igmp;

/** Versions of MLD, in order. */
public enum MldVersion {
    /** RFC 2710. */
    V1,
    /** RFC 3810. */
    V2
}
