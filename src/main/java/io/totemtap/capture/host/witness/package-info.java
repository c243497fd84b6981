/**
 * The kernel's own witness: counts, inside the kernel, the packets of multicast groups where the stack has them, where
 * they are freed and why, where they reach a socket, and where they go to a device. {@link
 * io.totemtap.capture.host.witness.KernelWitness} runs it, {@link io.totemtap.capture.host.witness.WitnessReading} is
 * what it counted, {@link io.totemtap.capture.host.witness.Ladder} is what became of one sender's packets.
 */
@NullMarked
package io.totemtap.capture.host.witness;

import org.jspecify.annotations.NullMarked;
