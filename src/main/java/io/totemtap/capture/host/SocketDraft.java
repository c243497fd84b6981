package io.totemtap.capture.host;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Sockets while two listings tell of them: /proc/net/udp has drops on every kernel that counts them, {@code ss} has the
 * buffer's size and the process. The same socket in both is found by its number, or else by address, port and order.
 */
final class SocketDraft {

    private final List<UdpSocket> fromProc = new ArrayList<>();
    private final List<UdpSocket> fromSs = new ArrayList<>();
    private boolean listed;

    void proc(List<UdpSocket> sockets) {
        fromProc.addAll(sockets);
    }

    void ss(List<UdpSocket> sockets) {
        fromSs.addAll(sockets);
    }

    /** Says that a list of all sockets was read completely. */
    void complete() {
        listed = true;
    }

    boolean listed() {
        return listed;
    }

    List<UdpSocket> build() {
        List<UdpSocket> rest = new ArrayList<>(fromProc);
        List<UdpSocket> sockets = new ArrayList<>();
        for (UdpSocket socket : fromSs) {
            int twin = twin(socket, rest);
            sockets.add(twin < 0 ? socket : merged(socket, rest.remove(twin)));
        }
        sockets.addAll(rest);
        return sockets;
    }

    private static int twin(UdpSocket socket, List<UdpSocket> others) {
        for (int i = 0; i < others.size(); i++) {
            UdpSocket other = others.get(i);
            boolean sameNumber = socket.inode().isPresent() && socket.inode().equals(other.inode());
            boolean samePlace = socket.inode().isEmpty() && socket.local().equals(other.local());
            if (sameNumber || samePlace) {
                return i;
            }
        }
        return -1;
    }

    private static UdpSocket merged(UdpSocket ss, UdpSocket proc) {
        return new UdpSocket(
                ss.local(),
                ss.device(),
                or(ss.inode(), proc.inode()),
                or(ss.queued(), proc.queued()),
                or(ss.bufferSize(), proc.bufferSize()),
                larger(ss.drops(), proc.drops()),
                ss.process(),
                ss.pid());
    }

    private static OptionalLong or(OptionalLong one, OptionalLong other) {
        return one.isPresent() ? one : other;
    }

    /** The lists are read one after the other; the larger count is the later one. */
    private static OptionalLong larger(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(Math.max(one.getAsLong(), other.getAsLong()))
                : or(one, other);
    }
}
