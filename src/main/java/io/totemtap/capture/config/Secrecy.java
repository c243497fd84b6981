package io.totemtap.capture.config;

/** Whether totem's messages are encrypted and signed. */
public enum Secrecy {
    /** They are. */
    ON,
    /** They are not. */
    OFF,
    /** The file does not say: on in openais, corosync 1 and 2, off in corosync 3. */
    UNSTATED
}
