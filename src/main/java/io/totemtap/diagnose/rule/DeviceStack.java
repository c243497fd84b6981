package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.Bond;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.net.IpAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The devices of a host that one of its addresses stands on: the device that has it, and what is below and above that. A bond is above
 * its members, a bridge above its ports, a VLAN device above the one it is on.
 *
 * @param own devices that have the address; empty if the text does not say which
 * @param below devices these stand on, at any depth
 * @param above devices that stand on them, at any height
 */
record DeviceStack(Set<String> own, Set<String> below, Set<String> above) {

    static DeviceStack of(HostState state, IpAddress address) {
        Set<String> own = new LinkedHashSet<>();
        for (HostInterface device : state.interfaces()) {
            if (device.has(address) && !isLoopback(device)) {
                own.add(device.name());
            }
        }
        Set<String> below = new LinkedHashSet<>(own);
        Set<String> above = new LinkedHashSet<>(own);
        boolean grows = true;
        while (grows) {
            grows = false;
            for (HostInterface device : state.interfaces()) {
                boolean isMember = !device.master().isEmpty();
                boolean isStacked = !device.lower().isEmpty();
                grows |= isMember && below.contains(device.master()) && below.add(device.name());
                grows |= isStacked && below.contains(device.name()) && below.add(device.lower());
                grows |= isMember && above.contains(device.name()) && above.add(device.master());
                grows |= isStacked && above.contains(device.lower()) && above.add(device.name());
            }
        }
        below.removeAll(own);
        above.removeAll(own);
        return new DeviceStack(own, below, above);
    }

    static boolean isLoopback(HostInterface device) {
        return device.name().equals("lo") || device.flags().words().contains("LOOPBACK");
    }

    /** Whether a device has the address, or is below or above one that has. */
    boolean contains(String device) {
        return own.contains(device) || below.contains(device) || above.contains(device);
    }

    /** The bond that carries the address. */
    static Optional<Bond> bond(HostState state, IpAddress address) {
        DeviceStack stack = of(state, address);
        List<Bond> carrying = state.paths().bonds().stream()
                .filter(bond ->
                        stack.own().contains(bond.name()) || stack.below().contains(bond.name()))
                .toList();
        return carrying.size() == 1 ? Optional.of(carrying.get(0)) : Optional.empty();
    }
}
