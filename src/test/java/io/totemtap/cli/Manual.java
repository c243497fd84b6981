package io.totemtap.cli;

import io.totemtap.diagnose.rule.Pages;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/** What manual pages and completions are made from: the same commands that {@code --help} describes. */
public final class Manual {

    private Manual() {}

    /** The program, with all commands. */
    public static CommandSpec program() {
        return Main.everything().getCommandSpec();
    }

    /** A command of it. */
    public static CommandSpec spec(String command) {
        return Objects.requireNonNull(program().subcommands().get(command), command)
                .getCommandSpec();
    }

    /** The page that shows all commands. */
    public static String overview() {
        return Overview.page();
    }

    /** What {@code totemtap explain} takes. */
    public static List<String> pages() {
        return Pages.ids();
    }

    /** Every code the program may exit with. */
    public static List<Integer> exitCodes() throws IllegalAccessException {
        List<Integer> codes = new ArrayList<>();
        for (Field field : ExitCode.class.getDeclaredFields()) {
            if (field.getType() == int.class) {
                codes.add(field.getInt(null));
            }
        }
        return codes;
    }
}
