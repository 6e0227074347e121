package dev.jepa.examples.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jepa completion}: the script by which a shell completes commands and options. */
@Command(
        name = "completion",
        description =
                "Prints the script that lets bash and zsh complete commands and options: source <(jepa completion)")
final class CompletionCommand implements Callable<Integer> {
    private final PrintWriter out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        out.print(AutoComplete.bash("jepa", spec.root().commandLine()));
        return 0;
    }
}
