package io.totemtap.manual;

import java.util.List;

/** Completion for fish, with descriptions. */
final class FishCompletion {

    private static final String COMPLETE = "complete -c totemtap -n ";

    private FishCompletion() {}

    /** The script; it belongs into a directory of completions, as {@code totemtap.fish}. */
    static String of(Described program, List<Described> commands, List<String> pages) {
        StringBuilder script = new StringBuilder("""
                # made by totemtap's build from the same source as --help
                function __totemtap_command
                    set -l words (commandline -opc)
                    test (count $words) -ge 2; and contains -- $words[2] $argv
                end
                function __totemtap_no_command
                    test (count (commandline -opc)) -lt 2
                end
                complete -c totemtap -f
                """);
        program.options().forEach(option -> option(script, "__totemtap_no_command", option, pages));
        for (Described command : commands) {
            script.append(COMPLETE + "__totemtap_no_command -a ")
                    .append(command.name())
                    .append(" -d ")
                    .append(quoted(command.summary()))
                    .append('\n');
            String condition = quoted("__totemtap_command " + command.name());
            command.options().forEach(option -> option(script, condition, option, pages));
            command.arguments().forEach(argument -> {
                String candidates = candidates(argument.value(), argument.label(), pages);
                if (!candidates.isEmpty()) {
                    script.append(COMPLETE).append(condition).append(candidates).append('\n');
                }
            });
        }
        return script.toString();
    }

    private static void option(StringBuilder script, String condition, Choice option, List<String> pages) {
        script.append(COMPLETE).append(condition);
        option.shortNames().forEach(name -> script.append(" -s ").append(name.substring(1)));
        option.longNames().forEach(name -> script.append(" -l ").append(name.substring(2)));
        if (option.value() != Value.NONE) {
            String candidates = candidates(option.value(), option.label(), pages);
            script.append(candidates.isEmpty() ? " -x" : " -r" + candidates);
        }
        script.append(" -d ").append(quoted(option.description())).append('\n');
    }

    private static String candidates(Value value, String label, List<String> pages) {
        return switch (value) {
            case CHOICE -> " -f -a " + quoted(String.join(" ", Value.choices(label)));
            case PAGE -> " -f -a " + quoted(String.join(" ", pages));
            case FILE, NAMED_FILE -> " -F";
            case DIRECTORY -> " -f -a '(__fish_complete_directories)'";
            case INTERFACE -> " -f -a '(__fish_print_interfaces)'";
            case FREE, NONE -> "";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
