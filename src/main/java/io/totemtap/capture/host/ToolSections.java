package io.totemtap.capture.host;

import java.util.List;
import java.util.regex.Pattern;

/** Sections of tools that show counters, sockets, filters and settings. */
final class ToolSections {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][\\w.+-]{0,252}");

    private ToolSections() {}

    static boolean read(Section section, CommandLine command, Lines lines, HostStateBuilder state) {
        return switch (command.program()) {
            case "ethtool" -> ethtool(command, lines, state);
            case "tc" -> queues(command, lines, state);
            case "ss" -> sockets(section, command, lines, state);
            case "nstat" -> nstat(command, lines, state);
            case "sysctl" -> {
                PathValueParsers.sysctl(lines, state);
                yield true;
            }
            case "nft" -> nft(command, lines, state);
            case "iptables-save" -> {
                IptablesSaveParser.parse(lines, state.firewall(), "ip");
                yield true;
            }
            case "ip6tables-save" -> {
                IptablesSaveParser.parse(lines, state.firewall(), "ip6");
                yield true;
            }
            case "teamdctl" -> {
                String name = command.argument(0);
                boolean asked =
                        command.argument(1).equals("state") && !command.hasWord("dump") && !command.hasWord("item");
                if (asked) {
                    TeamParser.parse(lines, name).ifPresent(team -> state.bonds(List.of(team)));
                }
                yield asked;
            }
            case "ebtables", "ebtables-save" -> {
                EbtablesParser.parse(lines, state.firewall());
                yield true;
            }
            case "hostname", "uname" -> identity(command, lines, state);
            default -> false;
        };
    }

    private static boolean ethtool(CommandLine command, Lines lines, HostStateBuilder state) {
        String name = command.argument(0);
        if (name.isEmpty()) {
            return false;
        }
        InterfaceDraft draft = state.interfaceNamed(name);
        if (command.hasFlag('S') || command.hasWord("--statistics")) {
            EthtoolParsers.statistics(lines, draft);
        } else if (command.hasFlag('k') || command.hasWord("--show-features") || command.hasWord("--show-offload")) {
            EthtoolParsers.features(lines, draft);
        } else if (command.hasFlag('g') || command.hasWord("--show-ring")) {
            EthtoolParsers.rings(lines, draft);
        } else if (command.words().size() == 1 || command.hasFlag('i') || command.hasWord("--driver")) {
            EthtoolParsers.settings(lines, draft);
        } else {
            return false;
        }
        return true;
    }

    /** {@code tc -s qdisc show dev eth0}, and the same without a device. */
    private static boolean queues(CommandLine command, Lines lines, HostStateBuilder state) {
        int dev = command.words().indexOf("dev");
        String asked =
                dev >= 0 && dev + 1 < command.words().size() ? command.words().get(dev + 1) : "";
        if (!command.hasFlag('s') || !command.hasWord("qdisc")) {
            return false;
        }
        for (QdiscParser.Root root : QdiscParser.parse(lines, asked)) {
            InterfaceDraft draft = state.interfaceNamed(root.device());
            draft.counter(CounterSource.TC_QDISC, HostDelta.QDISC_DROPPED, root.dropped());
            draft.counter(CounterSource.TC_QDISC, HostDelta.QDISC_HANDLE, root.handle());
        }
        return true;
    }

    /** With {@code -u} alone, or without a choice of protocols, every UDP socket that is not connected is shown. */
    private static boolean sockets(Section section, CommandLine command, Lines lines, HostStateBuilder state) {
        boolean udp = command.hasFlag('u') || command.hasWord("--udp");
        boolean otherOnly =
                command.hasFlag('t') || command.hasFlag('x') || command.hasFlag('w') || command.hasFlag('s');
        if (!udp && otherOnly) {
            return false;
        }
        state.sockets().ss(UdpSocketParsers.ss(lines));
        boolean unconnected = command.hasFlag('a') || command.hasFlag('l');
        if (unconnected && SectionReader.isComplete(section, lines)) {
            state.sockets().complete();
        }
        return true;
    }

    /** Only with {@code -a} are the values those since the start of the host. */
    private static boolean nstat(CommandLine command, Lines lines, HostStateBuilder state) {
        if (!command.hasFlag('a')) {
            return false;
        }
        state.counters(ProcNetCounterParsers.flat(lines));
        return true;
    }

    private static boolean nft(CommandLine command, Lines lines, HostStateBuilder state) {
        if (!command.hasWord("ruleset")) {
            return false;
        }
        NftParser.parse(lines, state.firewall());
        return true;
    }

    /** {@code hostname}, {@code uname -r}, {@code uname -a}: "Linux db-1 2.6.18-238.el5 #1 SMP …". */
    private static boolean identity(CommandLine command, Lines lines, HostStateBuilder state) {
        String line = lines.next().strip();
        List<String> words = Words.of(line);
        if (command.program().equals("hostname") && words.size() == 1 && isName(line)) {
            state.ownName(line);
        } else if (command.hasFlag('r') && words.size() == 1 && isName(line)) {
            state.kernel(line);
        } else if (command.hasFlag('a') && words.size() > 2 && isName(words.get(1))) {
            state.ownName(words.get(1));
            state.kernel(words.get(2));
        } else if (!line.isEmpty()) {
            lines.unread(line);
        }
        lines.unreadRest();
        return true;
    }

    private static boolean isName(String word) {
        return NAME.matcher(word).matches();
    }
}
