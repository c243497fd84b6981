package io.totemtap.decode.totem.service;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.totem.Mcast;
import io.totemtap.decode.totem.TotemDialect;
import java.nio.charset.StandardCharsets;

/**
 * One message of a group, complete: a view that is good until its reassembler takes the next MCAST. Before the body
 * stand the names of the groups it goes to ({@code exec/totempg.c}).
 */
public final class TotempgMessage {

    private static final int COUNT_LENGTH = 2;

    private final ByteRange bytes = new ByteRange();
    private final ByteRange body = new ByteRange();
    private TotemDialect dialect = TotemDialect.OPENAIS_COROSYNC1;
    private boolean littleEndian;
    private long nodeId;
    private int mcasts;
    private int groups;

    TotempgMessage() {}

    /** Moves to a message; false if its group prefix claims more than it has, in which case there are no groups. */
    boolean wrap(Mcast last, ByteRange source, int at, int length, int inMcasts) {
        bytes.wrap(source, at, length);
        dialect = last.dialect();
        littleEndian = last.isLittleEndian();
        nodeId = last.nodeId();
        mcasts = inMcasts;
        return findBody();
    }

    private boolean findBody() {
        groups = 0;
        body.wrap(bytes, 0, bytes.length());
        if (bytes.length() < COUNT_LENGTH) {
            return false;
        }
        int count = u16(0);
        int names = COUNT_LENGTH + COUNT_LENGTH * count;
        if (names > bytes.length()) {
            return false;
        }
        int end = names;
        for (int i = 0; i < count; i++) {
            end += u16(COUNT_LENGTH + COUNT_LENGTH * i);
        }
        if (end > bytes.length()) {
            return false;
        }
        groups = count;
        body.wrap(bytes, end, bytes.length() - end);
        return true;
    }

    /** The layout of the MCASTs it came in, which tells the order of a service header. */
    public TotemDialect dialect() {
        return dialect;
    }

    /** Whether the originator's numbers are little-endian. */
    public boolean isLittleEndian() {
        return littleEndian;
    }

    /** Node id of the originator. */
    public long nodeId() {
        return nodeId;
    }

    /** In how many MCASTs it came. */
    public int mcasts() {
        return mcasts;
    }

    /** How many groups it goes to; usually one. */
    public int groupCount() {
        return groups;
    }

    /** A group's name as it is on the wire, one character a byte; {@code i} from 0 to {@link #groupCount()} - 1. */
    public String group(int i) {
        int at = nameAt(i);
        return new String(bytes.array(), bytes.arrayOffset() + at, nameLength(i), StandardCharsets.ISO_8859_1);
    }

    /** Whether the first group has a name, which must be ASCII; allocates nothing. */
    public boolean isFor(String name) {
        if (groups == 0 || nameLength(0) != name.length()) {
            return false;
        }
        int at = nameAt(0);
        for (int i = 0; i < name.length(); i++) {
            if (bytes.u8(at + i) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** What stands behind the names. */
    public ByteRange body() {
        return body;
    }

    private int nameAt(int i) {
        int at = COUNT_LENGTH + COUNT_LENGTH * groups;
        for (int before = 0; before < i; before++) {
            at += nameLength(before);
        }
        return at;
    }

    private int nameLength(int i) {
        return u16(COUNT_LENGTH + COUNT_LENGTH * i);
    }

    private int u16(int at) {
        return littleEndian ? bytes.u16le(at) : bytes.u16(at);
    }
}
