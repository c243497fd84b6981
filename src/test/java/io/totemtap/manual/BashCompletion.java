package io.totemtap.manual;

import java.util.ArrayList;
import java.util.List;

/** Completion for bash; it needs nothing of the package bash-completion. */
final class BashCompletion {

    private static final String BEGINNING = """
            # bash completion for totemtap; made by its build from the same source as --help
            _totemtap()
            {
                local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} command='' word
                local kind='' words='' cut=''
                COMPREPLY=()
                for word in "${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
                    case $word in
                        -*) ;;
                        *) command=$word; break ;;
                    esac
                done
                # bash cuts words at "=": --option=VALUE and NAME=FILE come in parts
                if [[ $cur == = ]]; then
                    cur='' cut=yes
                elif [[ $option == = ]]; then
                    option=${COMP_WORDS[COMP_CWORD - 2]} cut=yes
                fi
                if [[ -n $cut && $option != -* ]]; then
                    kind='file'
                fi
                if [[ -z $kind ]]; then
                    case "$command $option" in
            """;

    private static final String MIDDLE = """
                    esac
                fi
                if [[ -z $kind ]]; then
                    case $command in
            """;

    private static final String END = """
                    esac
                fi
                case $kind in
                    words) ;;
                    interface) words=$(ls /sys/class/net 2>/dev/null) ;;
                    file)
                        compopt -o filenames 2>/dev/null
                        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
                        return
                        ;;
                    directory)
                        compopt -o filenames 2>/dev/null
                        mapfile -t COMPREPLY < <(compgen -d -- "$cur")
                        return
                        ;;
                    *) return ;;
                esac
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
            }
            complete -F _totemtap totemtap
            """;

    private BashCompletion() {}

    /** The script. */
    static String of(Described program, List<Described> commands, List<String> pages) {
        StringBuilder script = new StringBuilder(BEGINNING);
        commands.forEach(command -> command.options().stream()
                .filter(option -> option.value() != Value.NONE)
                .forEach(option -> {
                    List<String> patterns = option.names().stream()
                            .map(name -> '"' + command.name() + " " + name + '"')
                            .toList();
                    branch(script, String.join(" | ", patterns), kind(option.value(), option.label(), pages));
                }));
        script.append(MIDDLE);
        List<String> first =
                new ArrayList<>(commands.stream().map(Described::name).toList());
        first.add("help");
        program.options().forEach(option -> first.addAll(option.names()));
        branch(script, "''", words(first));
        for (Described command : commands) {
            List<String> names = command.options().stream()
                    .flatMap(option -> option.names().stream())
                    .toList();
            String otherwise = command.arguments().isEmpty()
                    ? words(names)
                    : kind(
                            command.arguments().get(0).value(),
                            command.arguments().get(0).label(),
                            pages);
            branch(
                    script,
                    command.name(),
                    "if [[ $cur == -* ]]; then " + words(names) + "; else " + otherwise + "; fi");
        }
        return script.append(END).toString();
    }

    private static void branch(StringBuilder script, String pattern, String action) {
        script.append("            ")
                .append(pattern)
                .append(") ")
                .append(action)
                .append(" ;;\n");
    }

    private static String kind(Value value, String label, List<String> pages) {
        return switch (value) {
            case CHOICE -> words(Value.choices(label));
            case PAGE -> words(pages);
            case FILE, NAMED_FILE -> "kind='file'";
            case DIRECTORY -> "kind='directory'";
            case INTERFACE -> "kind='interface'";
            case FREE, NONE -> "kind='none'";
        };
    }

    private static String words(List<String> words) {
        return "kind='words' words='" + String.join(" ", words) + "'";
    }
}
