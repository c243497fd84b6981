package io.totemtap.capture;

/**
 * Whether an interface took frames for other hosts too while it captured, as our own captures tell it: in the interface's description
 * (pcapng if_description). A capture that is promiscuous in turn has two interfaces of one name, one for the frames of each mode.
 */
public enum Promiscuity {
    /** Only frames that the interface's own filter lets pass. */
    OFF("not promiscuous"),
    /** Every frame on the cable. */
    ON("promiscuous"),
    /** The frames of the times without, of an interface that is promiscuous in turn. */
    OFF_IN_TURN("not promiscuous, in turn"),
    /** The frames of the times with it. */
    ON_IN_TURN("promiscuous, in turn"),
    /** The capture does not say. */
    UNKNOWN("");

    private final String description;

    Promiscuity(String description) {
        this.description = description;
    }

    /** The words of an interface's description. */
    public String description() {
        return description;
    }

    /** What a capture says of one of its interfaces. */
    public static Promiscuity of(CaptureInterface captured) {
        for (Promiscuity one : values()) {
            if (one.description.equals(captured.description())) {
                return one;
            }
        }
        return UNKNOWN;
    }

    /** Whether an interface of the same name stands for the other mode. */
    public boolean isInTurn() {
        return this == OFF_IN_TURN || this == ON_IN_TURN;
    }

    /** Whether frames for other hosts are taken too; false if that is not known. */
    public boolean isOn() {
        return this == ON || this == ON_IN_TURN;
    }
}
