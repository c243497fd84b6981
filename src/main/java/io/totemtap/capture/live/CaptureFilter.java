package io.totemtap.capture.live;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;

/**
 * A filter expression as tcpdump has it (pcap-filter), compiled by libpcap to one BPF program per link type. An expression
 * without the word "vlan" matches frames without a VLAN tag only, and a sliced frame is judged by the bytes that are there.
 * A host's name in the expression is looked up by libpcap, as tcpdump does; addresses are not.
 *
 * <p>Programs are compiled on the handle of an empty capture file, not on a dead handle: for a dead one libpcap takes words that
 * only the kernel can judge ("inbound" on Ethernet), and the program then matches nothing without a word.
 *
 * <p>Holds native memory: it must be closed. One thread uses it.
 */
public final class CaptureFilter implements AutoCloseable {

    /** MAXIMUM_SNAPLEN of libpcap. */
    private static final int SNAP_LENGTH = 262_144;

    private static final List<LinkType> TRIED =
            List.of(LinkType.ETHERNET, LinkType.LINUX_SLL, LinkType.LINUX_SLL2, LinkType.RAW_IP);

    private static final int USUAL_FRAME = 2048;

    private final String expression;
    private final Map<LinkType, BpfProgram> programs = new EnumMap<>(LinkType.class);
    private final byte[] bytes = new byte[USUAL_FRAME];

    private CaptureFilter(String expression) {
        this.expression = expression;
    }

    /**
     * Checks an expression. Some mean nothing on one link type ("inbound" on Ethernet) and much on another, so it is good if
     * libpcap compiles it for any of those that clusters are captured on.
     *
     * @throws CaptureException {@link Reason#WRONG_USAGE} with the sentence of libpcap if it makes no sense;
     *     {@link Reason#NOT_FOUND} if there is no libpcap
     */
    public static CaptureFilter of(String expression) {
        Libpcap.require("A filter expression (-f)");
        CaptureFilter filter = new CaptureFilter(expression);
        List<CaptureException> refusals = new ArrayList<>();
        for (LinkType linkType : TRIED) {
            try {
                filter.prepare(linkType);
                return filter;
            } catch (CaptureException e) {
                refusals.add(e);
            }
        }
        throw refusals.get(0);
    }

    /** The expression as given. */
    public String expression() {
        return expression;
    }

    /**
     * Compiles the expression for a link type, unless that is done. For {@link LinkType#UNSUPPORTED} there is nothing to
     * compile.
     *
     * @throws CaptureException {@link Reason#WRONG_USAGE} with the sentence of libpcap if the expression means nothing there
     */
    public void prepare(LinkType linkType) {
        if (linkType != LinkType.UNSUPPORTED && !programs.containsKey(linkType)) {
            programs.put(linkType, compile(linkType));
        }
    }

    private BpfProgram compile(LinkType linkType) {
        try {
            Path empty = Files.createTempFile("totemtap", ".pcap");
            try {
                Files.write(empty, header(linkType));
                return compile(empty);
            } finally {
                Files.delete(empty);
            }
        } catch (IOException e) {
            throw new CaptureException(
                    Reason.UNREADABLE,
                    "A filter needs a file in " + System.getProperty("java.io.tmpdir")
                            + " for a moment, which cannot be made (" + e.getMessage()
                            + "); make room there or set java.io.tmpdir.",
                    e);
        }
    }

    private BpfProgram compile(Path empty) {
        try (PcapHandle handle = Pcaps.openOffline(empty.toAbsolutePath().toString())) {
            return handle.compileFilter(expression, BpfCompileMode.OPTIMIZE, Libpcap.UNKNOWN_NETMASK);
        } catch (PcapNativeException | NotOpenException e) {
            throw new CaptureException(
                    Reason.WRONG_USAGE,
                    "The filter \"" + expression + "\" cannot be used: " + e.getMessage()
                            + "; see the manual page pcap-filter(7).",
                    e);
        }
    }

    /** A pcap without frames, in the byte order of this host: libpcap then expects it in the header of BSD loopback too. */
    private static byte[] header(LinkType linkType) {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        header.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0);
        return header.putInt(SNAP_LENGTH).putInt(linkType.number()).array();
    }

    /**
     * Whether the expression holds for a frame. Frames of {@link LinkType#UNSUPPORTED} always pass: they are only counted.
     *
     * @throws CaptureException as {@link #prepare} does
     */
    public boolean matches(Frame frame) {
        if (frame.linkType() == LinkType.UNSUPPORTED) {
            return true;
        }
        prepare(frame.linkType());
        BpfProgram program = programs.get(frame.linkType());
        int length = frame.capturedLength();
        if (program == null) {
            throw new IllegalStateException("closed");
        }
        return program.applyFilter(copy(frame, length), frame.originalLength(), length);
    }

    /** The whole array crosses to native code, so that of the source, which holds many frames, would be slow. */
    private byte[] copy(Frame frame, int length) {
        if (length > bytes.length) {
            return Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.offset() + length);
        }
        System.arraycopy(frame.bytes(), frame.offset(), bytes, 0, length);
        return bytes;
    }

    /** Frees the programs. Closing twice does no harm. */
    @Override
    public void close() {
        programs.values().forEach(BpfProgram::free);
        programs.clear();
    }
}
