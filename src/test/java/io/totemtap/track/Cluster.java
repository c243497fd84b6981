package io.totemtap.track;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.TotemType;
import io.totemtap.decode.totem.Wire;

/**
 * Totem nodes on a timeline. Node <i>n</i> is 10.77.0.<i>n</i> and has node id <i>n</i>; messages are on one current ring, 8 of node
 * 1 at first.
 */
public final class Cluster {

    /** Where they multicast. */
    public static final String GROUP = "239.192.221.146";

    private final Timeline line;
    private final TotemDialect dialect;
    private final boolean little;
    private int representative = 1;
    private long ring = 8;
    private int behind;
    private long apart;
    private int backlog;
    private int flowControl;

    /** openais or corosync 1 on little-endian machines. */
    public Cluster() {
        this(new Timeline(), TotemDialect.OPENAIS_COROSYNC1, true);
    }

    /** Nodes of one kind. */
    public Cluster(Timeline line, TotemDialect dialect, boolean little) {
        this.line = line;
        this.dialect = dialect;
        this.little = little;
    }

    /** The address of a node. */
    public static String address(int node) {
        return "10.77.0." + node;
    }

    /** The timeline below. */
    public Timeline line() {
        return line;
    }

    /** Ends the capture. */
    public Observation end() {
        return line.end();
    }

    /** Sets the time of what follows. */
    public Cluster at(double seconds) {
        line.at(seconds);
        return this;
    }

    /** Sets the ring of what follows. */
    public Cluster ring(int representative, long sequence) {
        this.representative = representative;
        ring = sequence;
        return this;
    }

    /** Sets who is behind in tokens that follow, 0 for nobody. */
    public Cluster behind(int node) {
        behind = node;
        return this;
    }

    /** Sets by how much the sequences of the rings differ that members of rings that follow come from. */
    public Cluster apart(long difference) {
        apart = difference;
        return this;
    }

    /** Sets backlog and flow control count of tokens that follow. */
    public Cluster load(int backlog, int flowControl) {
        this.backlog = backlog;
        this.flowControl = flowControl;
        return this;
    }

    private Wire wire() {
        return new Wire(dialect, little);
    }

    private Cluster toGroup(int source, Wire message) {
        line.frame(Packets.udp(address(source), GROUP, message.packet()));
        return this;
    }

    private Cluster toNode(int source, int node, Wire message) {
        line.frame(Packets.udp(address(source), address(node), message.packet()));
        return this;
    }

    /** The payload of a token. */
    public byte[] tokenPayload(int from, long tokenSeq, long seq, long aru, long... requests) {
        Wire wire = wire().header(TotemType.ORF_TOKEN, 0, from)
                .u32(seq)
                .u32(tokenSeq)
                .u32(aru)
                .u32(behind)
                .ringId(representative, ring)
                .u32(backlog)
                .u32(flowControl)
                .u32(0)
                .u32(requests.length);
        for (long request : requests) {
            wire.ringId(representative, ring).u32(request);
        }
        return wire.packet();
    }

    /** A token; {@code requests} are the messages asked for. */
    public Cluster token(int from, int to, long tokenSeq, long seq, long aru, long... requests) {
        line.frame(Packets.udp(address(from), address(to), tokenPayload(from, tokenSeq, seq, aru, requests)));
        return this;
    }

    /** The payload of a message. */
    public byte[] messagePayload(int from, long seq) {
        return message(from, seq).packet();
    }

    private Wire message(int from, long seq) {
        return wire().header(TotemType.MCAST, 2, from)
                .processor(from)
                .u32(seq)
                .u32(1000 + seq)
                .ringId(representative, ring)
                .u32(0)
                .u32(0);
    }

    /** A message. */
    public Cluster message(int from, int seq) {
        return toGroup(from, message(from, (long) seq));
    }

    /** A message that another node repeats. */
    public Cluster repeat(int by, int from, long seq) {
        return toGroup(by, message(from, seq));
    }

    /** A merge-detect. */
    public Cluster merge(int from) {
        return toGroup(
                from,
                wire().header(TotemType.MEMB_MERGE_DETECT, 0, from)
                        .processor(from)
                        .ringId(representative, ring));
    }

    /** A hold cancel. */
    public Cluster holdCancel(int from) {
        return toGroup(from, wire().header(TotemType.TOKEN_HOLD_CANCEL, 0, from).ringId(representative, ring));
    }

    /** A JOIN that lists some nodes, and as many of the last ones as failed. */
    public Cluster join(int from, int failed, int... nodes) {
        return toGroup(from, lists(from, from, failed, nodes));
    }

    /** A JOIN by which a node leaves a cluster. */
    public Cluster leave(int from, int... nodes) {
        return toGroup(from, lists(0, from, 1, nodes));
    }

    private Wire lists(int header, int from, int failed, int... nodes) {
        Wire wire = wire().header(TotemType.MEMB_JOIN, 0, header)
                .processor(from)
                .u32(nodes.length - failed)
                .u32(failed)
                .u64(ring);
        for (int node : nodes) {
            wire.processor(node);
        }
        return wire;
    }

    /** A commit token of the current ring whose first member comes from a ring with a sequence of four less. */
    public Cluster commit(int from, int to, long tokenSeq, int filled, int... members) {
        Wire wire = wire().header(TotemType.MEMB_COMMIT_TOKEN, 0, from)
                .u32(tokenSeq)
                .ringId(representative, ring)
                .u32(0)
                .u32(filled)
                .u32(members.length);
        for (int member : members) {
            wire.processor(member);
        }
        for (int i = 0; i < members.length; i++) {
            wire.ringId(members[i], ring - 4 - i * apart).u32(0).u32(0).u32(1);
        }
        return toNode(from, to, wire);
    }

    /** The current ring forms of two nodes in a tenth of a second: JOINs, commit token, first tokens. */
    public Cluster forms(double seconds, int one, int other) {
        at(seconds).join(one, 0, one).at(seconds + 0.01).join(other, 0, one, other);
        at(seconds + 0.02).join(one, 0, one, other);
        at(seconds + 0.05)
                .commit(one, other, 1, 1, one, other)
                .at(seconds + 0.06)
                .commit(other, one, 2, 2, one, other);
        at(seconds + 0.07)
                .commit(one, other, 3, 2, one, other)
                .at(seconds + 0.08)
                .commit(other, one, 4, 2, one, other);
        at(seconds + 0.09).token(one, other, 0, 0, 0xffff_ffffL);
        return at(seconds + 0.1).token(other, one, 1, 0, 0);
    }
}
