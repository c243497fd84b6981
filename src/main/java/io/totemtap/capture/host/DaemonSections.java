package io.totemtap.capture.host;

/** Sections of the tools of corosync and cman. */
final class DaemonSections {

    private DaemonSections() {}

    static boolean read(Section section, CommandLine command, Lines lines, HostStateBuilder state) {
        TotemDraft totem = state.totem();
        switch (command.program()) {
            case "corosync-cmapctl", "corosync-objctl" -> totem.cmap().putAll(TotemParsers.cmap(lines));
            case "corosync-cfgtool" -> {
                if (!command.hasFlag('s')) {
                    return false;
                }
                totem.rings().addAll(TotemParsers.cfgtool(lines, totem.quorum()));
            }
            case "corosync-quorumtool" -> totem.nodes().addAll(TotemParsers.quorumtool(lines, totem.quorum()));
            case "cman_tool" -> {
                return cman(command, lines, totem);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean cman(CommandLine command, Lines lines, TotemDraft totem) {
        switch (command.argument(0)) {
            case "status" -> totem.cman().putAll(TotemParsers.cmanStatus(lines));
            case "nodes" -> totem.nodes().addAll(TotemParsers.cmanNodes(lines));
            default -> {
                return false;
            }
        }
        return true;
    }
}
