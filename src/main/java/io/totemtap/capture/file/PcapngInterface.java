package io.totemtap.capture.file;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics.OfInterface;
import io.totemtap.capture.LinkType;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.Ipv6Address;
import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One interface of a pcapng file: what its description block says, and what was counted on it. */
final class PcapngInterface {

    /** How many addresses of one interface are kept. */
    private static final int MAX_ADDRESSES = 100;

    private final CaptureInterface description;
    private final Optional<TimestampResolution> resolution;
    private final int snapLength;
    private final InterfaceTally tally;
    private OptionalLong interfaceDrops = OptionalLong.empty();
    private OptionalLong systemDrops = OptionalLong.empty();
    private OptionalLong packetDrops = OptionalLong.empty();

    private PcapngInterface(CaptureInterface description, Optional<TimestampResolution> resolution, int snapLength) {
        this.description = description;
        this.resolution = resolution;
        this.snapLength = snapLength;
        this.tally = new InterfaceTally(description.id());
    }

    /**
     * Reads an interface description block.
     *
     * @param at where the block's body starts
     * @param end where the block's trailing length stands, at least 8 bytes behind {@code at}
     * @param notes receives comments and the operating system
     */
    static PcapngInterface read(
            int id, byte[] bytes, int at, int end, FieldOrder order, PcapngOptions options, CaptureNotes notes) {
        int linkType = order.u16(bytes, at);
        int snapLength = order.i32(bytes, at + 4);
        Builder builder = new Builder();
        options.wrap(bytes, at + 8, end, order);
        while (options.next()) {
            builder.option(options);
        }
        for (String text : builder.notes) {
            notes.comment("interface " + id + (builder.name.isEmpty() ? "" : " (" + builder.name + ")") + ": " + text);
        }
        CaptureInterface description = new CaptureInterface(
                id,
                LinkType.of(linkType),
                linkType,
                Math.max(snapLength, 0),
                builder.name,
                builder.description,
                builder.filter,
                builder.mac,
                builder.addresses);
        return new PcapngInterface(
                description, TimestampResolution.of(builder.resolution, builder.offsetSeconds), snapLength);
    }

    CaptureInterface description() {
        return description;
    }

    /** How its time stamps are read; empty if they cannot be. */
    Optional<TimestampResolution> resolution() {
        return resolution;
    }

    /** How many bytes of a frame of {@code originalLength} (unsigned) a simple packet block holds; unsigned. */
    int capturedOf(int originalLength) {
        return snapLength == 0 || Integer.compareUnsigned(originalLength, snapLength) <= 0
                ? originalLength
                : snapLength;
    }

    InterfaceTally tally() {
        return tally;
    }

    /** Adds what a packet block says was dropped before it; negative counts are no counts. */
    void addPacketDrops(long count) {
        if (count >= 0) {
            long sum = packetDrops.orElse(0) + count;
            packetDrops = OptionalLong.of(sum < 0 ? Long.MAX_VALUE : sum);
        }
    }

    /**
     * Takes the counters of an interface statistics block; each holds until a later block has it too.
     *
     * @param options the block's options
     * @param byWireshark whether a program of Wireshark wrote the section. Its dumpcap writes what the kernel dropped as
     *     isb_ifdrop (dumpcap.c, capture_loop_close_output), which the format keeps for the interface.
     */
    void readStatistics(PcapngOptions options, boolean byWireshark) {
        while (options.next()) {
            // All bits set, as any other negative number, is dumpcap's "not known".
            if (options.length() != 8 || options.i64(0) < 0) {
                continue;
            }
            OptionalLong count = OptionalLong.of(options.i64(0));
            if (options.code() == PcapngBlock.STATISTICS_SYSTEM_DROPS) {
                systemDrops = count;
            } else if (options.code() == PcapngBlock.STATISTICS_INTERFACE_DROPS) {
                if (byWireshark) {
                    systemDrops = count;
                } else {
                    interfaceDrops = count;
                }
            }
        }
    }

    OfInterface toStatistics() {
        return tally.toStatistics(systemDrops.isPresent() ? systemDrops : packetDrops, interfaceDrops);
    }

    /** Gathers the options of a description block; an option of a wrong length is passed over. */
    private static final class Builder {
        private final List<IpAddress> addresses = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private String name = "";
        private String description = "";
        private String filter = "";
        private MacAddress mac = MacAddress.NONE;
        private int resolution = 6;
        private long offsetSeconds;

        private void option(PcapngOptions option) {
            int length = option.length();
            switch (option.code()) {
                case PcapngBlock.OPTION_COMMENT -> note(option.text(0));
                case PcapngBlock.IF_NAME -> name = option.text(0);
                case PcapngBlock.IF_DESCRIPTION -> description = option.text(0);
                case PcapngBlock.IF_IPV4_ADDRESS -> address(length == 8, option);
                case PcapngBlock.IF_IPV6_ADDRESS -> address(length == 17, option);
                case PcapngBlock.IF_MAC_ADDRESS ->
                    mac = length == 6
                            ? new MacAddress(
                                    ((option.network32(0) & 0xffff_ffffL) << 16) | (option.u8(4) << 8) | option.u8(5))
                            : mac;
                case PcapngBlock.IF_TIME_RESOLUTION -> resolution = length == 1 ? option.u8(0) : resolution;
                case PcapngBlock.IF_FILTER -> filter = length > 0 ? filter(option) : filter;
                case PcapngBlock.IF_OPERATING_SYSTEM -> note("operating system " + option.text(0));
                case PcapngBlock.IF_TIME_OFFSET -> offsetSeconds = length == 8 ? option.i64(0) : offsetSeconds;
                default -> {}
            }
        }

        private void note(String text) {
            if (notes.size() < CaptureNotes.MAX_COMMENTS && !text.isEmpty()) {
                notes.add(text);
            }
        }

        private void address(boolean complete, PcapngOptions option) {
            if (complete && addresses.size() < MAX_ADDRESSES) {
                addresses.add(
                        option.code() == PcapngBlock.IF_IPV4_ADDRESS
                                ? new Ipv4Address(option.network32(0))
                                : new Ipv6Address(option.network64(0), option.network64(8)));
            }
        }

        private static String filter(PcapngOptions option) {
            return switch (option.u8(0)) {
                case 0 -> option.text(1);
                case 1 -> "a BPF program of " + (option.length() - 1) / 8 + " instructions";
                default -> "a filter of unknown kind " + option.u8(0);
            };
        }
    }
}
