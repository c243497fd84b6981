package io.totemtap.diagnose;

/** Where a packet can be lost: the fixed suspects of every diagnosis, in the order of a packet's way, and what is left without one. */
public enum Place {
    /** The sending host before its own tap: egress firewall, route, queue; the daemon sends and nothing leaves. */
    SENDER("sender", "THE SENDING HOST", "sender"),
    /** Driver, network card or cable between the sender's tap and the switch's port. */
    SENDER_NIC("sender-nic", "THE SENDER'S NIC OR CABLE", "sender's NIC"),
    /** Everything between the two hosts' cables: snooping, storm control, ACL, VLAN, hypervisor bridge or virtual switch. */
    SWITCH("switch", "THE SWITCH", "switch"),
    /** Address filter, ring and driver before the receiver's tap. */
    RECEIVER_NIC("receiver-nic", "THE RECEIVER'S NIC", "receiver's NIC"),
    /** The receiver's kernel after the tap: firewall, rp_filter, socket buffer, no membership although the daemon runs. */
    RECEIVER_HOST("receiver-host", "THE RECEIVING HOST", "receiving host"),
    /** Daemons and configuration: not running, other key, group or port, two clusters on one group, paused, crashed. */
    CLUSTER("cluster", "THE CLUSTER ITSELF", "cluster"),
    /** Multicast is well; the token or other unicast is lost. */
    UNICAST("unicast", "UNICAST", "unicast"),
    /** Nothing is lost. */
    NONE("none", "nothing", "nothing lost"),
    /** More than one suspect is left. */
    UNDECIDED("undecided", "undecided", "undecided");

    private final String id;
    private final String subject;
    private final String noun;

    Place(String id, String subject, String noun) {
        this.id = id;
        this.subject = subject;
        this.noun = noun;
    }

    /** The name in JSON. */
    public String id() {
        return id;
    }

    /** The name as the subject of a headline. */
    public String subject() {
        return subject;
    }

    /** The name within a sentence or a list. */
    public String noun() {
        return noun;
    }
}
