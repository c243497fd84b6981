package io.totemtap.track;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.totem.Mcast;
import io.totemtap.decode.totem.OrfToken;
import io.totemtap.decode.totem.TotemMessage;

/**
 * What makes two sightings the same packet: for a totem message ring, sequence number and who carried it, because any member may
 * repeat it; else source, destination, ports, length and bytes. Never the IP identification (Linux sends zero) and never the UDP
 * checksum (a sender's own capture may have it unfinished).
 */
final class PacketIdentity {

    /** Payload bytes every capture has, even one cut to 68 bytes a frame in a cooked capture. */
    private static final int PREFIX = 20;

    private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;

    private PacketIdentity() {}

    /** The identity of a totem packet that is all there. */
    static long of(Envelope envelope, TotemMessage message, ByteRange payload) {
        long hash = endpoints(envelope);
        if (message instanceof Mcast mcast) {
            hash = mix(hash, mcast.ringRepresentativeKey());
            hash = mix(hash, mcast.ringSequence());
            return mix(hash, mcast.seq() << 8 | mcast.encapsulated());
        }
        if (message instanceof OrfToken token) {
            hash = mix(hash, token.ringRepresentativeKey());
            hash = mix(hash, token.ringSequence());
            return mix(hash, token.tokenSeq());
        }
        return bytes(hash, payload, payload.length());
    }

    /** The identity of any datagram that is all there. */
    static long of(Envelope envelope, ByteRange payload) {
        return bytes(endpoints(envelope), payload, payload.length());
    }

    /** An identity that only looks at what even a sliced capture has; weaker, so that time has to help. */
    static int prefix(Envelope envelope, ByteRange payload) {
        long hash = bytes(endpoints(envelope), payload, Math.min(PREFIX, payload.length()));
        return (int) (hash ^ hash >>> 32);
    }

    /** The identity of a packet without ports, from numbers of its own. */
    static long of(Envelope envelope, long first, long second) {
        return mix(mix(endpoints(envelope), first), second);
    }

    private static long endpoints(Envelope envelope) {
        long hash = mix(envelope.sourceLow() ^ envelope.sourceHigh(), envelope.destinationLow());
        hash = mix(hash, envelope.destinationHigh());
        return mix(hash, (long) envelope.destinationPort() << 32 | envelope.payloadLength());
    }

    private static long bytes(long seed, ByteRange payload, int length) {
        long hash = seed;
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            hash = mix(hash, payload.i64le(at));
        }
        long rest = length;
        for (; at < length; at++) {
            rest = rest << 8 | payload.u8(at);
        }
        return mix(hash, rest);
    }

    /** Takes one more number into a hash. */
    static long mix(long hash, long value) {
        long mixed = (hash ^ value) * PRIME;
        return mixed ^ mixed >>> 29;
    }
}
