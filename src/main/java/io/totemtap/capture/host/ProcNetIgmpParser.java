package io.totemtap.capture.host;

import io.totemtap.net.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads /proc/net/igmp (net/ipv4/igmp.c, igmp_mc_seq_show). The kernel prints a group as a number in its own byte
 * order, so 224.0.0.1 is 010000E0 on little-endian and E0000001 on big-endian hosts. A number that is a group in one
 * order only settles it for the whole file; 224.0.0.1, which every interface has, always does. Otherwise little-endian
 * is assumed.
 *
 * <p>The column "Count" is of no use for checking: kernels before 2.6.35 print the number of Ethernet addresses there.
 */
final class ProcNetIgmpParser {

    private static final int GROUP_DIGITS = 8;

    private final List<Device> devices = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private ProcNetIgmpParser() {}

    /**
     * What the file says.
     *
     * @param devices the interfaces
     * @param groups the groups they have joined
     * @param littleEndian whether the host prints numbers in little-endian order
     */
    record Table(List<Device> devices, List<GroupMembership> groups, boolean littleEndian) {}

    /**
     * An interface.
     *
     * @param name its name
     * @param index the kernel's number
     * @param version the IGMP version the host speaks there, 0 if the kernel prints none
     */
    record Device(String name, int index, int version) {}

    private record Row(String device, int bits, OptionalInt users, boolean reporter) {}

    static Table parse(Lines lines) {
        ProcNetIgmpParser parser = new ProcNetIgmpParser();
        while (lines.hasNext()) {
            String line = lines.next();
            boolean heading = line.contains("Device") && line.contains("Reporter");
            if (!heading && !parser.row(line)) {
                lines.unread(line);
            }
        }
        boolean littleEndian = parser.isLittleEndian();
        List<GroupMembership> groups = new ArrayList<>();
        for (Row row : parser.rows) {
            Ipv4Address group = new Ipv4Address(littleEndian ? Integer.reverseBytes(row.bits()) : row.bits());
            groups.add(new GroupMembership(row.device(), group, row.users(), Optional.of(row.reporter())));
        }
        return new Table(parser.devices, groups, littleEndian);
    }

    /** Whether a line looks like a line of the table, other than its heading. */
    static boolean isRow(String line) {
        return isGroup(Words.of(line)) || isDevice(line);
    }

    private static boolean isGroup(List<String> words) {
        return words.size() == 4
                && words.get(0).length() == GROUP_DIGITS
                && Words.hex(words.get(0)).isPresent()
                && words.get(2).indexOf(':') == 1;
    }

    private static boolean isDevice(String line) {
        int colon = line.lastIndexOf(':');
        List<String> head = colon < 0 ? List.of() : Words.of(line.substring(0, colon));
        List<String> tail = colon < 0 ? List.of() : Words.of(line.substring(colon + 1));
        return head.size() == 2 && tail.size() == 2 && Words.isDecimal(head.get(0)) && Words.isDecimal(tail.get(0));
    }

    private boolean row(String line) {
        List<String> words = Words.of(line);
        if (isGroup(words) && !devices.isEmpty()) {
            int bits = (int) Words.hex(words.get(0)).orElse(0);
            String device = devices.get(devices.size() - 1).name();
            rows.add(new Row(
                    device, bits, Words.small(words.get(1)), words.get(3).equals("1")));
            return true;
        }
        if (!isDevice(line)) {
            return false;
        }
        int colon = line.lastIndexOf(':');
        List<String> head = Words.of(line.substring(0, colon));
        String version = Words.of(line.substring(colon + 1)).get(1);
        int number = version.startsWith("V") ? Words.small(version.substring(1)).orElse(0) : 0;
        devices.add(new Device(head.get(1), Words.small(head.get(0)).orElse(0), number));
        return true;
    }

    private boolean isLittleEndian() {
        for (Row row : rows) {
            boolean asPrinted = new Ipv4Address(row.bits()).isMulticast();
            boolean reversed = new Ipv4Address(Integer.reverseBytes(row.bits())).isMulticast();
            if (asPrinted != reversed) {
                return reversed;
            }
        }
        return true;
    }
}
