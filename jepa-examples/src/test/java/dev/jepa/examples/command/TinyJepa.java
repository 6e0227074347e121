package dev.jepa.examples.command;

import dev.jepa.examples.recipe.Recipes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The jepa command with the one recipe "tiny": as a process, or called with its output caught. */
final class TinyJepa {
    private TinyJepa() {}

    /** What a command did. */
    record Outcome(int code, String out, String err) {
        /** The lines of standard error from the one that begins with "jepa: ", without that; what happened before is left out. */
        List<String> message() {
            List<String> lines = new ArrayList<>(
                    err.lines().dropWhile(line -> !line.startsWith("jepa: ")).toList());
            lines.replaceAll(line -> line.replaceFirst("^jepa: ", ""));
            return lines;
        }
    }

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(Jepa.run(recipes(), out, err, arguments));
    }

    static Outcome run(Object... arguments) {
        return run(recipes(), arguments);
    }

    static Outcome run(Recipes recipes, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int code = Jepa.run(recipes, new PrintWriter(out), new PrintWriter(err), words);
        return new Outcome(code, out.toString(), err.toString());
    }

    private static Recipes recipes() {
        return new Recipes(List.of(new TinyRecipe()));
    }
}
