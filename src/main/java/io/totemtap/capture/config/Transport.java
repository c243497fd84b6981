package io.totemtap.capture.config;

/** How totem's messages travel. */
public enum Transport {
    /** UDP, membership and data by multicast. */
    UDP_MULTICAST,
    /** UDP, membership and data by broadcast. */
    UDP_BROADCAST,
    /** UDP, everything by unicast. */
    UDPU,
    /** kronosnet: everything by unicast, the default of corosync 3. */
    KNET,
    /** InfiniBand. */
    INFINIBAND,
    /** The file does not say: multicast in corosync 1 and 2, kronosnet in corosync 3. */
    UNSTATED,
    /** A word that no known version understands. */
    UNKNOWN
}
