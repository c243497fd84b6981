package io.totemtap.capture.host.witness;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;

/**
 * Sends and receives datagrams of a group; run by itself inside a network namespace. Says "ready", does one thing a line
 * of its input, and answers each with a line.
 *
 * <pre>
 * send GROUP PORT INTERFACE COUNT
 * large GROUP PORT INTERFACE COUNT   (datagrams of 1400 octets)
 * join GROUP PORT INTERFACE BUFFER
 * read                      all that waits; answers how many
 * </pre>
 */
final class GroupTraffic {

    private static final int SIZE = 200;
    private static final int LARGE = 1400;
    private static final int PATIENCE_MILLIS = 300;

    private MulticastSocket member = new MulticastSocket(new InetSocketAddress(0));

    private GroupTraffic() throws IOException {}

    public static void main(String[] arguments) throws IOException {
        GroupTraffic traffic = new GroupTraffic();
        System.out.println("ready");
        byte[] input = new byte[256];
        while (true) {
            int length = 0;
            for (int next = System.in.read(); next != '\n'; next = System.in.read()) {
                if (next < 0 || length == input.length) {
                    return;
                }
                input[length++] = (byte) next;
            }
            String[] words = new String(input, 0, length, StandardCharsets.US_ASCII).split(" ");
            System.out.println(traffic.run(words));
        }
    }

    private String run(String[] words) throws IOException {
        return switch (words[0]) {
            case "send" -> send(words, SIZE);
            case "large" -> send(words, LARGE);
            case "join" -> join(words);
            default -> Integer.toString(read());
        };
    }

    private static String send(String[] words, int size) throws IOException {
        InetSocketAddress group = new InetSocketAddress(InetAddress.getByName(words[1]), Integer.parseInt(words[2]));
        int refused = 0;
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(words[3]));
            socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, false);
            socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 2);
            byte[] payload = new byte[size];
            for (int i = 0; i < Integer.parseInt(words[4]); i++) {
                try {
                    socket.send(new DatagramPacket(payload, payload.length, group));
                } catch (IOException e) {
                    refused++;
                }
            }
        }
        return "sent, refused " + refused;
    }

    private String join(String[] words) throws IOException {
        InetAddress group = InetAddress.getByName(words[1]);
        member.close();
        member = new MulticastSocket(Integer.parseInt(words[2]));
        member.setReceiveBufferSize(Integer.parseInt(words[4]));
        member.joinGroup(new InetSocketAddress(group, 0), NetworkInterface.getByName(words[3]));
        member.setSoTimeout(PATIENCE_MILLIS);
        return "joined";
    }

    private int read() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[SIZE], SIZE);
        for (int count = 0; ; count++) {
            try {
                member.receive(packet);
            } catch (SocketTimeoutException e) {
                return count;
            }
        }
    }
}
