package io.totemtap.diagnose.rule;

import static io.totemtap.track.Cluster.GROUP;
import static io.totemtap.track.Cluster.address;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.TwoNodes;
import io.totemtap.track.Packets;

/** Node 2 is a guest of node 9, and captures on it and on node 1, which sends, say what comes to it. */
final class GuestScene {

    /** When captures begin, seconds since the epoch. */
    static final long START = 1_308_190_977L;

    static final int HYPERVISOR = 9;

    /** The guest has reported its group. */
    static final TwoNodes MEMBER = new TwoNodes(60).with(1.1, Packets.report(2, address(2), GROUP));

    private GuestScene() {}

    /** Multicast to the guest is lost from second 20 on; what the hypervisor says. */
    static Facts lost(String state) {
        return lost(MEMBER, state);
    }

    /** The same of other traffic. */
    static Facts lost(TwoNodes nodes, String state) {
        return new MadeFacts()
                .on(1, nodes.seen(now -> true))
                .on(2, nodes.seen(now -> now < 20.2))
                .state(HYPERVISOR, state)
                .facts();
    }

    /** The same of a guest whose own list has the group, though no report of it was seen. */
    static Facts unreported(String state) {
        TwoNodes nodes = new TwoNodes(60);
        return new MadeFacts()
                .on(1, nodes.seen(now -> true))
                .on(2, nodes.seen(now -> now < 20.2))
                .state(2, "### ip maddress show\n2:\teth0\n\tinet  " + GROUP + "\n")
                .state(HYPERVISOR, state)
                .facts();
    }

    /** Everything comes. */
    static Facts well(String state) {
        return new MadeFacts()
                .on(1, MEMBER.seen(now -> true))
                .on(2, MEMBER.seen(now -> true))
                .state(HYPERVISOR, state)
                .facts();
    }
}
