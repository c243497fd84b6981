package io.totemtap.capture.host.witness;

/**
 * Packets that were counted at one stage.
 *
 * @param place whose, and where
 * @param stage at which stage
 * @param socket the inode of the socket, as in /proc/net/udp; 0 for stages that have none
 * @param packets how many
 */
public record WitnessCount(WitnessPlace place, Stage stage, long socket, long packets) {}
