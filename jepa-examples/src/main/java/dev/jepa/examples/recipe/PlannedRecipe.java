package dev.jepa.examples.recipe;

import dev.jepa.examples.report.Summary;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A recipe whose trained model can plan: {@code jepa plan --run DIR}.
 *
 * @param <C> the record that holds every hyper-parameter
 */
public interface PlannedRecipe<C extends Record> extends Recipe<C> {
    /**
     * Plans with the newest checkpoint of a run on the fixed tasks of its world.
     *
     * @param config the configuration the run was trained with, from its {@code config.json}
     * @return planner, episodes, success at the end and ever with intervals, time and model calls, random policy and oracle
     */
    Summary plan(C config, RecipeContext context, PlanOptions options);

    /**
     * Plans with several planners in turn; a recipe overrides this to do once what they have in common.
     *
     * @param options the same but for planners and folders
     * @param done told of each planner's figures as soon as there are any, so that what a later one breaks off is not lost
     */
    default void planWithEach(
            C config, RecipeContext context, List<PlanOptions> options, BiConsumer<PlanOptions, Summary> done) {
        options.forEach(each -> done.accept(each, plan(config, context, each)));
    }
}
