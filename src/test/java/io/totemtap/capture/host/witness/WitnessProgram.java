package io.totemtap.capture.host.witness;

import java.util.Set;

/** Runs the witness until it is killed; run by itself. Says "ready" when it counts. */
final class WitnessProgram {

    private WitnessProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (KernelWitness witness = KernelWitness.start(WitnessRequest.here(Set.of()), reading -> {})) {
            System.out.println("ready " + witness.sight().sockets().word());
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
