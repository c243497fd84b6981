package io.totemtap.capture.host.witness;

/**
 * Packets that the kernel freed as not delivered, for one reason at one location.
 *
 * @param place whose, and where
 * @param reason the kernel's own name of the reason without its prefix, such as "NETFILTER_DROP"; empty if the kernel
 *     gives no reasons
 * @param location the kernel's function that freed them; empty if it is not known
 * @param packets how many
 */
public record WitnessDrop(WitnessPlace place, String reason, String location, long packets) {

    /** The part of the stack that dropped them. */
    public Rung rung() {
        return Rung.of(reason, location);
    }
}
