package dev.jepa.examples.recipe;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What {@code jepa plan} says about planning.
 *
 * @param planner the planner's name
 * @param episodes how many of the fixed tasks, from the first
 * @param replan actions taken from a plan before the next is made; empty for the recipe's choice
 * @param horizon steps to plan ahead; empty for the recipe's choice
 * @param iterations rounds of a planner; empty for the recipe's choice
 * @param trueDynamics whether the world's true dynamics predict in place of the model
 * @param folder where figures, report and GIFs are written to
 */
public record PlanOptions(
        String planner,
        int episodes,
        OptionalInt replan,
        OptionalInt horizon,
        OptionalInt iterations,
        boolean trueDynamics,
        Path folder) {
    /** The same for another planner, in a folder of its name. */
    public PlanOptions each(String other) {
        return new PlanOptions(other, episodes, replan, horizon, iterations, trueDynamics, folder.resolve(other));
    }
}
