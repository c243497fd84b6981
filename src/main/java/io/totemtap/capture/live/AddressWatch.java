package io.totemtap.capture.live;

import io.totemtap.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Notices that an interface has other addresses than a moment ago. */
final class AddressWatch {

    private final String name;
    private List<IpAddress> addresses = List.of();

    AddressWatch(String name) {
        this.name = name;
    }

    /** Takes the addresses that it has now for granted. */
    void begin() {
        addresses = HostInterfaces.addresses(name).stream().sorted().toList();
    }

    /** A sentence if they are others since this was last asked. */
    Optional<String> change() {
        List<IpAddress> before = addresses;
        begin();
        return addresses.equals(before)
                ? Optional.empty()
                : Optional.of(name + " has " + words(addresses) + " now, and had " + words(before) + ".");
    }

    private static String words(List<IpAddress> all) {
        return all.isEmpty()
                ? "no address"
                : all.stream().map(IpAddress::toString).collect(Collectors.joining(", "));
    }
}
