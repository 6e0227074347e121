package dev.jepa.examples.recipe;

import dev.jepa.examples.report.Summary;

/**
 * A recipe whose trained encoder can be judged again by {@code jepa probe --run DIR}.
 *
 * @param <C> the record that holds every hyper-parameter
 */
public interface ProbedRecipe<C extends Record> extends Recipe<C> {
    /**
     * Probes the newest checkpoint of a run with frozen weights.
     *
     * @param config the configuration the run was trained with, from its {@code config.json}
     * @return the accuracies
     */
    Summary probe(C config, RecipeContext context);
}
