package io.totemtap.report;

import io.totemtap.decode.totem.Generation;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.Optional;
import java.util.Set;

/**
 * A group and port that carries totem.
 *
 * @param endpoint address and port
 * @param mac the Ethernet address its packets go to
 * @param generation which line of the software, as far as packets tell
 * @param isEncrypted whether packets are encrypted or signed
 * @param isDecrypted whether a key opened some of them
 * @param cluster name of the cluster; empty if not known
 * @param senders who multicasts to it
 * @param members who reported it
 * @param sharesMacWith other groups seen here that have the same Ethernet address
 */
public record GroupSummary(
        Endpoint endpoint,
        MacAddress mac,
        Optional<Generation> generation,
        boolean isEncrypted,
        boolean isDecrypted,
        String cluster,
        Set<IpAddress> senders,
        Set<IpAddress> members,
        Set<IpAddress> sharesMacWith) {}
