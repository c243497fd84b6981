package io.totemtap.decode.totem;

import io.totemtap.net.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes packed fields one after the other, as the daemons' structures have them, in either byte order. Knows no
 * offsets: what it writes checks those of {@link TotemDialect}.
 */
public final class Wire {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TotemDialect dialect;
    private final boolean little;

    /** Starts a message. */
    public Wire(TotemDialect dialect, boolean little) {
        this.dialect = dialect;
        this.little = little;
    }

    /** An unsigned byte. */
    public Wire u8(int value) {
        out.write(value);
        return this;
    }

    /** Two bytes. */
    public Wire u16(int value) {
        return little ? u8(value).u8(value >> 8) : u8(value >> 8).u8(value);
    }

    /** Four bytes. */
    public Wire u32(long value) {
        return little
                ? u16((int) value).u16((int) (value >> 16))
                : u16((int) (value >> 16)).u16((int) value);
    }

    /** Eight bytes. */
    public Wire u64(long value) {
        return little ? u32(value).u32(value >> 32) : u32(value >> 32).u32(value);
    }

    /** Bytes as they are. */
    public Wire raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Zeros. */
    public Wire zeros(int count) {
        return raw(new byte[count]);
    }

    /** Text, filled with NUL to a length. */
    public Wire text(String text, int length) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return raw(bytes).zeros(length - bytes.length);
    }

    /** The header. */
    public Wire header(TotemType type, int encapsulated, long nodeId) {
        return dialect == TotemDialect.COROSYNC3
                ? u16(0xc070)
                        .u8(3)
                        .u8(type.number())
                        .u8(encapsulated)
                        .u32(nodeId)
                        .u32(0xdeadbeefL)
                : u8(type.number()).u8(encapsulated).u16(0xff22).u32(nodeId);
    }

    /** A totem_ip_address; what an IPv4 address leaves of the sixteen bytes holds garbage. */
    public Wire ip(long nodeId, String address) {
        u32(nodeId);
        if (address.isEmpty()) {
            return zeros(18);
        }
        IpAddress ip = IpAddress.parse(address).orElseThrow();
        boolean four = address.indexOf('.') > 0;
        u16(four ? 2 : 10);
        ByteBuffer bytes = ByteBuffer.allocate(16);
        if (four) {
            bytes.putInt((int) ip.low()).putInt(0x08000200).putLong(0x0102030405060708L);
        } else {
            bytes.putLong(ip.high()).putLong(ip.low());
        }
        return raw(bytes.array());
    }

    /** A srp_addr with one address or two. */
    public Wire processor(long nodeId, String first, String second) {
        if (dialect == TotemDialect.COROSYNC3) {
            return u32(nodeId);
        }
        if (dialect == TotemDialect.COROSYNC2) {
            u8(2);
        }
        return ip(nodeId, first).ip(second.isEmpty() ? 0 : nodeId, second);
    }

    /** A srp_addr of the node 10.77.0.{@code nodeId}. */
    public Wire processor(long nodeId) {
        return processor(nodeId, "10.77.0." + nodeId, "");
    }

    /** A ring id whose representative is 10.77.0.{@code nodeId}. */
    public Wire ringId(long nodeId, long sequence) {
        return dialect == TotemDialect.COROSYNC3
                ? u32(nodeId).u64(sequence)
                : ip(nodeId, "10.77.0." + nodeId).u64(sequence);
    }

    /** An MCAST of node 1 on ring 8 without payload; the counter is 1000 more than the sequence number. */
    public Wire mcast(int encapsulated, long seq) {
        return mcast(1, encapsulated, seq, 8);
    }

    /** An MCAST without payload; the counter is 1000 more than the sequence number. */
    public Wire mcast(long nodeId, int encapsulated, long seq, long ringSequence) {
        return header(TotemType.MCAST, encapsulated, nodeId)
                .processor(nodeId)
                .u32(seq)
                .u32(1000 + seq)
                .ringId(1, ringSequence)
                .u32(0xfeedL)
                .u32(0);
    }

    /** What was written. */
    public byte[] bytes() {
        return out.toByteArray();
    }

    /** What was written, in the prefix of corosync 2.3 if that is the dialect. */
    public byte[] packet() {
        byte[] message = bytes();
        return dialect == TotemDialect.COROSYNC2
                ? new Wire(dialect, little)
                        .raw(Vectors.hex("fefe0000"))
                        .raw(message)
                        .bytes()
                : message;
    }

    /** Bytes before the message in {@link #packet}. */
    public int prefix() {
        return dialect == TotemDialect.COROSYNC2 ? 4 : 0;
    }
}
