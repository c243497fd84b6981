package io.totemtap.manual;

import java.util.List;

/** Completion for zsh, with descriptions. */
final class ZshCompletion {

    private ZshCompletion() {}

    /** The script; it belongs into a directory of {@code fpath}, as {@code _totemtap}. */
    static String of(Described program, List<Described> commands, List<String> pages) {
        StringBuilder script = new StringBuilder("""
                #compdef totemtap
                # made by totemtap's build from the same source as --help

                # a file, or NAME=FILE
                _totemtap_named_file() {
                  compset -P 1 '*='
                  _files
                }

                _totemtap() {
                  local curcontext=$curcontext state line
                  typeset -A opt_args
                  local -a commands
                  commands=(
                """);
        commands.forEach(command -> script.append("    ")
                .append(quoted(command.name() + ":" + command.summary().replace(":", "\\:")))
                .append('\n'));
        script.append("  )\n  _arguments -C \\\n");
        program.options().forEach(option -> option(script, "    ", option, pages));
        script.append("""
                    '1:command:->command' \\
                    '*::argument:->argument'
                  case $state in
                    command) _describe -t commands command commands ;;
                    argument)
                      curcontext="${curcontext%:*:*}:totemtap-$words[1]:"
                      case $words[1] in
                """);
        commands.forEach(command -> command(script, command, pages));
        return script.append("""
                      esac
                      ;;
                  esac
                }

                _totemtap "$@"
                """).toString();
    }

    private static void command(StringBuilder script, Described command, List<String> pages) {
        script.append("        ").append(command.name()).append(")\n          _arguments -s -S");
        StringBuilder rows = new StringBuilder();
        command.options().forEach(option -> option(rows, "            ", option, pages));
        command.arguments().forEach(argument -> rows.append("            ")
                .append(quoted((argument.label().startsWith("[NAME=]") ? "*:" : "1:") + message(argument.label()) + ":"
                        + action(argument.value(), argument.label(), pages)))
                .append(" \\\n"));
        rows.setLength(rows.length() - " \\\n".length());
        script.append(" \\\n").append(rows).append("\n          ;;\n");
    }

    private static void option(StringBuilder script, String indent, Choice option, List<String> pages) {
        String others = option.repeatable() ? "*" : "(" + String.join(" ", option.names()) + ")";
        String rest = "[" + message(option.description()).replace("[", "\\[").replace("]", "\\]") + "]";
        if (option.value() != Value.NONE) {
            rest += ":" + message(option.label()) + ":" + action(option.value(), option.label(), pages);
        }
        for (String name : option.names()) {
            String attached = option.value() == Value.NONE ? "" : name.startsWith("--") ? "=" : "+";
            script.append(indent)
                    .append(quoted(others + name + attached + rest))
                    .append(" \\\n");
        }
    }

    private static String action(Value value, String label, List<String> pages) {
        return switch (value) {
            case CHOICE -> "(" + String.join(" ", Value.choices(label)) + ")";
            case PAGE -> "(" + String.join(" ", pages) + ")";
            case FILE -> "_files";
            case NAMED_FILE -> "_totemtap_named_file";
            case DIRECTORY -> "_files -/";
            case INTERFACE -> "_net_interfaces";
            case FREE, NONE -> " ";
        };
    }

    /** Text between two colons. */
    private static String message(String text) {
        return text.replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
