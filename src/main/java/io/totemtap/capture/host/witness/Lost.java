package io.totemtap.capture.host.witness;

/**
 * What the witness could not count. While all are 0, its numbers are exact.
 *
 * @param places packets at stages, because too many senders, groups or interfaces were counted already
 * @param drops dropped packets, because too many were counted already
 * @param headers packets whose headers were not in the first part of the buffer
 * @param owners dropped packets of which the kernel no longer told the network namespace
 * @param missed events that came while the program was at work on the same processor
 */
public record Lost(long places, long drops, long headers, long owners, long missed) {

    /** Nothing. */
    public static final Lost NOTHING = new Lost(0, 0, 0, 0, 0);

    /** Whether everything was counted. */
    public boolean isNothing() {
        return places == 0 && drops == 0 && headers == 0 && owners == 0 && missed == 0;
    }
}
