package io.totemtap.capture.host;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@code ifconfig} of net-tools 1 ("Link encap:Ethernet") and 2 ("flags=4163&lt;UP,…&gt;"). */
final class IfconfigParser {

    /** Counter names, with the direction before them. Both versions use these words. */
    private static final Map<String, String> COUNTERS = Map.ofEntries(
            Map.entry("RX packets", "rx_packets"),
            Map.entry("RX errors", "rx_errors"),
            Map.entry("RX dropped", "rx_drop"),
            Map.entry("RX overruns", "rx_fifo_errors"),
            Map.entry("RX frame", "rx_frame"),
            Map.entry("RX bytes", "rx_bytes"),
            Map.entry("TX packets", "tx_packets"),
            Map.entry("TX errors", "tx_errors"),
            Map.entry("TX dropped", "tx_dropped"),
            Map.entry("TX overruns", "tx_fifo_errors"),
            Map.entry("TX carrier", "tx_carrier"),
            Map.entry("TX collisions", "collisions"),
            Map.entry("TX bytes", "tx_bytes"));

    private final HostStateBuilder state;
    private InterfaceDraft current = new InterfaceDraft("");

    private IfconfigParser(HostStateBuilder state) {
        this.state = state;
    }

    static void parse(Lines lines, HostStateBuilder state) {
        IfconfigParser parser = new IfconfigParser(state);
        boolean started = false;
        while (lines.hasNext()) {
            String line = lines.next();
            if (ListingShape.IFCONFIG.starts(line)) {
                parser.header(line);
                started = true;
            } else if (!started || !parser.line(line)) {
                lines.unread(line);
            }
        }
    }

    private void header(String line) {
        String name = ListingShape.IFCONFIG.heading(line);
        // "eth0:1" is an address of eth0 under a name of its own
        int alias = name.indexOf(':');
        current = state.interfaceNamed(alias < 0 ? name : name.substring(0, alias));
        List<String> words = Words.of(line);
        MacAddress.parse(Words.after(words, "HWaddr")).ifPresent(current::mac);
        int open = line.indexOf('<');
        int close = line.indexOf('>');
        if (open > 0 && close > open) {
            for (String flag : line.substring(open + 1, close).split(",", -1)) {
                current.flagWord(flag);
            }
        }
        String mtu = Words.after(words, "mtu");
        if (!mtu.isEmpty()) {
            current.detail("mtu", mtu);
        }
    }

    private boolean line(String line) {
        List<String> words = Words.of(line);
        String first = words.get(0);
        if (first.equals("inet") || first.equals("inet6")) {
            return address(words);
        }
        if (first.equals("ether")) {
            MacAddress.parse(words.get(Math.min(1, words.size() - 1))).ifPresent(current::mac);
            return true;
        }
        if (first.equals("RX") || first.equals("TX") || first.startsWith("collisions:")) {
            return counters(words);
        }
        if (line.contains("MTU:")) {
            return flags(words);
        }
        return ListingShape.IFCONFIG.isContent(line);
    }

    /** "UP BROADCAST RUNNING PROMISC MULTICAST  MTU:1500  Metric:1". */
    private boolean flags(List<String> words) {
        for (String word : words) {
            if (word.startsWith("MTU:")) {
                current.detail("mtu", word.substring("MTU:".length()));
            } else if (word.indexOf(':') < 0) {
                current.flagWord(word);
            }
        }
        return true;
    }

    /** "inet addr:10.0.0.1  Bcast:… Mask:255.0.0.0", "inet 10.0.0.1  netmask 255.0.0.0", "inet6 addr: fe80::1/64 …". */
    private boolean address(List<String> words) {
        if (words.size() < 2) {
            return false;
        }
        String text = words.get(1).equals("addr:")
                ? words.get(Math.min(2, words.size() - 1))
                : words.get(1).replace("addr:", "");
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return false;
        }
        String mask = words.stream()
                .filter(word -> word.startsWith("Mask:"))
                .findFirst()
                .orElse("Mask:")
                .substring(5);
        String netmask = mask.isEmpty() ? Words.after(words, "netmask") : mask;
        OptionalInt length = Words.small(slash < 0 ? Words.after(words, "prefixlen") : text.substring(slash + 1));
        int bits = length.orElseGet(() -> Ipv4Address.parse(netmask)
                .map(octets -> Integer.bitCount(octets.bits()))
                .orElse(address.get() instanceof Ipv4Address ? 32 : 128));
        current.address(new InterfaceAddress(address.get(), bits));
        return true;
    }

    /** "RX packets:12 errors:0 …", "RX packets 12  bytes 345 (…)", "TX bytes:5 (…)", "collisions:0 txqueuelen:1000". */
    private boolean counters(List<String> words) {
        String direction = words.get(0).startsWith("coll") ? "TX" : words.get(0);
        boolean found = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("RX") || word.equals("TX")) {
                direction = word;
                continue;
            }
            int colon = word.indexOf(':');
            String name = COUNTERS.getOrDefault(direction + " " + (colon < 0 ? word : word.substring(0, colon)), "");
            String number = colon >= 0 ? word.substring(colon + 1) : i + 1 < words.size() ? words.get(i + 1) : "";
            OptionalLong value = name.isEmpty() ? OptionalLong.empty() : Words.whole(number);
            if (value.isPresent()) {
                current.counter(CounterSource.IFCONFIG, name, value.getAsLong());
                found = true;
            }
        }
        return found;
    }
}
