package io.totemtap.cli;

import io.totemtap.capture.CaseFile;
import io.totemtap.capture.log.LogEvent.InterfaceUp;
import io.totemtap.capture.log.LogFile;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.HostLog;
import io.totemtap.correlate.Participant;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logs that were given: read at the start, brought together with the captures once these have been read. A log that a central
 * server wrote for several hosts is taken apart by the names in its lines.
 */
final class CaseLogs {

    private static final int MOST_HOSTS = 64;

    private final List<Given> given = new ArrayList<>();

    /** A log of a host that is called {@code name}; empty if nobody said whose it is. */
    private record Given(String name, String file, LogFile log) {}

    void add(CaseFile file) {
        given.add(new Given(file.name(), String.valueOf(file.path().getFileName()), LogFile.read(file.path())));
    }

    /**
     * Finds out whose logs they are, and aligns them.
     *
     * @param vantageHosts hosts by the name of a vantage point that was taken on them
     */
    List<HostLog> of(Correlation picture, Map<String, IpAddress> vantageHosts) {
        List<HostLog> logs = new ArrayList<>();
        for (Given one : given) {
            byHost(one).forEach((name, entries) -> {
                Optional<IpAddress> host = Optional.ofNullable(vantageHosts.get(name))
                        .or(() -> byName(name, picture))
                        .or(() -> byInterface(entries, picture));
                logs.add(
                        host.isPresent()
                                ? HostLog.of(one.file(), host.get(), entries, picture)
                                : HostLog.stray(one.file(), entries));
            });
        }
        return logs;
    }

    /** The entries by the name of their host: that which was said, else the one in the lines. */
    private static Map<String, List<LogFile.Entry>> byHost(Given one) {
        if (!one.name().isEmpty()) {
            List<LogFile.Entry> own = one.log().entries().stream()
                    .filter(entry -> isOf(entry.line().host(), one.name()))
                    .toList();
            boolean isCentral =
                    own.stream().anyMatch(entry -> !entry.line().host().isEmpty());
            return Map.of(one.name(), isCentral ? own : one.log().entries());
        }
        Map<String, List<LogFile.Entry>> byHost = new LinkedHashMap<>();
        for (LogFile.Entry entry : one.log().entries()) {
            String host = entry.line().host();
            if (byHost.containsKey(host) || byHost.size() < MOST_HOSTS) {
                byHost.computeIfAbsent(host, none -> new ArrayList<>()).add(entry);
            }
        }
        return byHost;
    }

    private static boolean isOf(String written, String name) {
        return written.isEmpty() || written.equals(name) || written.startsWith(name + ".");
    }

    private static Optional<IpAddress> byName(String name, Correlation picture) {
        return picture.hosts().stream()
                .filter(host -> !name.isEmpty()
                        && (host.name().equals(name)
                                || host.name().startsWith(name + ".")
                                || host.address().toString().equals(name)))
                .map(Participant::address)
                .findFirst();
    }

    /** The daemon says which address it uses. */
    private static Optional<IpAddress> byInterface(List<LogFile.Entry> entries, Correlation picture) {
        for (LogFile.Entry entry : entries) {
            if (entry.event() instanceof InterfaceUp up && up.address().isPresent()) {
                Optional<IpAddress> host =
                        up.address().filter(address -> picture.host(address).isPresent());
                if (host.isPresent()) {
                    return host;
                }
            }
        }
        return Optional.empty();
    }
}
