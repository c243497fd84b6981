package io.totemtap.capture.host;

import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import java.util.OptionalLong;

/**
 * A UDP socket, from /proc/net/udp and {@code ss}.
 *
 * @param local the address it is bound to; unspecified means any address
 * @param device the interface it is bound to, or empty
 * @param inode its number, absent if not printed
 * @param queued bytes that wait to be read, absent if not printed
 * @param bufferSize the most bytes that may wait, absent if not printed
 * @param drops packets dropped because the buffer was full, absent where the kernel does not print it
 * @param process who owns it, empty if not printed
 * @param pid the owner's process id, absent if not printed
 */
public record UdpSocket(
        Endpoint local,
        String device,
        OptionalLong inode,
        OptionalLong queued,
        OptionalLong bufferSize,
        OptionalLong drops,
        String process,
        OptionalLong pid) {

    /** Whether it may receive what is sent to a group and port: its port is that, and its address the group or any. */
    public boolean canReceive(IpAddress group, int port) {
        return local.port() == port
                && (local.address().isUnspecified() || local.address().equals(group));
    }
}
