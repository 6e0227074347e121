package dev.jepa.examples.command;

import dev.jepa.core.config.ConfigException;
import dev.jepa.core.data.MissingDataException;
import dev.jepa.core.errors.Nearest;
import dev.jepa.core.errors.Printable;
import dev.jepa.examples.recipe.UsageException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line for the user, an optional line of advice, and an exit code. */
final class Failures {
    static final int FAILURE = 1;
    static final int WRONG_USE = 2;
    /** What shells expect of a process that Ctrl-C ended: 128 + SIGINT. */
    static final int INTERRUPTED = 130;

    private Failures() {}

    /** Arguments that could not be parsed. */
    static int wrongUse(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            print(command.getErr(), unmatched(unmatched, command));
        } else {
            print(command.getErr(), message(failure) + advice(List.of(), command));
        }
        return WRONG_USE;
    }

    private static String unmatched(UnmatchedArgumentException failure, CommandLine command) {
        Map<String, String> commands = commands(command);
        String word = failure.getUnmatched().get(0);
        if (failure.isUnknownOption() || commands.isEmpty()) {
            return message(failure) + advice(failure.getSuggestions(), command);
        }
        Collection<String> here = command.getSubcommands().keySet();
        Optional<String> meant = Nearest.find(word, here).or(() -> Nearest.find(word, commands.keySet()));
        return "There is no command '" + word + "' in "
                + command.getCommandSpec().qualifiedName() + "."
                + meant.map(name -> advice(List.of("'" + commands.get(name) + "'"), command))
                        .orElseGet(() -> Nearest.advice(word, here));
    }

    /** The commands below one, by their last word; the upper ones where two share it. */
    private static Map<String, String> commands(CommandLine command) {
        Map<String, String> commands = new LinkedHashMap<>();
        command.getSubcommands()
                .forEach((name, inner) ->
                        commands.put(name, inner.getCommandSpec().qualifiedName()));
        command.getSubcommands().values().forEach(inner -> commands(inner).forEach(commands::putIfAbsent));
        return commands;
    }

    private static String advice(List<String> suggestions, CommandLine command) {
        String help = command.getCommandSpec().qualifiedName() + " --help";
        return "\nMaybe "
                + (suggestions.isEmpty() ? "" : String.join(" or ", suggestions) + " was meant; ")
                + "see " + help + ".";
    }

    /** A command that threw. */
    static int failure(Throwable thrown, CommandLine command, boolean debug) {
        Throwable failure = unwrapped(thrown);
        PrintWriter err = command.getErr();
        if (debug) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            err.print(printable(trace.toString()));
            err.flush();
        } else {
            print(err, message(failure));
        }
        boolean wrongUse = failure instanceof UsageException
                || failure instanceof ConfigException
                || failure instanceof MissingDataException;
        return wrongUse ? WRONG_USE : FAILURE;
    }

    /** LibTorch is loaded when a class is initialised, and Java wraps what goes wrong there. */
    static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof ExceptionInInitializerError && cause != null ? cause : thrown;
    }

    private static void print(PrintWriter err, String message) {
        err.print("jepa: " + printable(message.strip()));
        err.flush();
    }

    /** Messages name what stands in files; line breaks and tabs are our own. */
    private static String printable(String text) {
        return text.lines()
                .map(line -> Printable.of(line).replace("\\x09", "\t") + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private static String message(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "Java has run out of memory (" + failure.getMessage() + ").\n"
                    + "Maybe give it more: JEPA_JAVA_OPTS=-Xmx8g.";
        }
        String message = failure.getMessage();
        if (message == null
                || failure instanceof NullPointerException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ClassCastException) {
            return "This is a defect in jepa: " + failure
                    + ".\nMaybe run it again with --debug and report what it prints.";
        }
        return message;
    }
}
