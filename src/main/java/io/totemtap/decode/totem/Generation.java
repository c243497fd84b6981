package io.totemtap.decode.totem;

/** Which line of the software sent a message, as far as one packet tells. */
public enum Generation {
    /** openais 0.80.x, under cman on RHEL 5. */
    A("openais 0.80"),
    /** corosync 1.x, alone or under cman on RHEL 6. */
    B("corosync 1.x"),
    /** One of the two: their messages are the same and the ports do not tell. */
    A_OR_B("openais 0.80 or corosync 1.x"),
    /** corosync 2.0 or 2.1, or 2.2 with {@code crypto_compat: 2.0}. */
    C2_0("corosync 2.0"),
    /** corosync 2.2. */
    C2_2("corosync 2.2"),
    /** corosync 2.3 and later 2.x. */
    C2_3("corosync 2.3"),
    /** corosync 3.x with transport udp. */
    D("corosync 3"),
    /** Nothing tells: an unreadable payload without any sign. */
    UNKNOWN("totem");

    private final String software;

    Generation(String software) {
        this.software = software;
    }

    /** What the software is called. */
    public String software() {
        return software;
    }
}
