package dev.jepa.examples.command;

import dev.jepa.core.train.StopSignal;
import dev.jepa.examples.progress.Display;
import java.time.Duration;
import java.util.function.Supplier;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** What Ctrl-C and SIGTERM do: a command ends at once with a sentence, or a training in progress saves first. */
final class Stops {
    /** How long a run that was stopped may take for its last step and its checkpoint. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String SAVING =
            "Stopping after this step, and saving. Ctrl-C again ends at once, without saving.";

    private Stops() {}

    /** Runs the command that was asked for, such that those which {@link EndsAtOnce} end with their sentence. */
    static IExecutionStrategy strategy(Display display) {
        return parsed -> {
            if (called(parsed) instanceof EndsAtOnce command) {
                try (StopSignal stop = listen(display, false, command::whenStopped)) {
                    return run(parsed);
                }
            }
            return run(parsed);
        };
    }

    private static int run(ParseResult parsed) throws ExecutionException {
        return new RunLast().execute(parsed);
    }

    private static Object called(ParseResult parsed) {
        return parsed.hasSubcommand()
                ? called(parsed.subcommand())
                : parsed.commandSpec().userObject();
    }

    /**
     * A signal for a command that trains. While steps are being made it turns true, and the process waits for the checkpoint;
     * before and after, when all is saved that there is, the process ends at once.
     *
     * @param sentence what is said then: how to go on
     */
    static StopSignal saving(Display display, Supplier<String> sentence) {
        return listen(display, true, sentence);
    }

    private static StopSignal listen(Display display, boolean saves, Supplier<String> sentence) {
        return StopSignal.listen(PATIENCE, new StopSignal.Listener() {
            @Override
            public boolean asked() {
                if (saves && display.isTraining()) {
                    display.say(SAVING);
                    return true;
                }
                display.end(sentence.get());
                return false;
            }

            @Override
            public void abandoned(String why) {
                display.end(why);
            }
        });
    }
}
