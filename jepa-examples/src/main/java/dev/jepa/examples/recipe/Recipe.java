package dev.jepa.examples.recipe;

import dev.jepa.examples.report.Summary;
import java.util.Optional;

/**
 * A named experiment: a complete default configuration, and the code that trains, evaluates and reports.
 *
 * <p>{@code jepa train NAME} resolves the configuration (defaults, then {@code --config}, then {@code --set}) and calls
 * {@link #train}. The summary that comes back is written to {@code summary.json} and printed.
 *
 * @param <C> the record that holds every hyper-parameter
 */
public interface Recipe<C extends Record> {
    /** What is typed after {@code jepa train}, in kebab-case: {@code ijepa-cifar10}. */
    String name();

    /** One line for {@code jepa recipes}: the method, the data, how long it takes. */
    String description();

    /** The data set that it reads, whose default folder has this name; empty for a recipe that makes its own data. */
    Optional<String> dataSet();

    /** The part of its checkpoints that holds the encoder to use after training, such as {@code target} or {@code model.encoder}. */
    String encoderPart();

    /** The complete configuration that applies where the user says nothing. */
    C defaults();

    /**
     * Opens the data, then the run folder ({@link RecipeContext#openRun}); trains from the start, or from the newest checkpoint
     * when {@link RecipeContext#resume} is set; evaluates; writes {@code report.html} into the folder.
     *
     * <p>When {@link RecipeContext#stopRequested} turns true (Ctrl-C), it saves a checkpoint and throws
     * {@link StoppedException}.
     *
     * @return the final figures, in the order in which they are to be shown
     */
    Summary train(C config, RecipeContext context);
}
