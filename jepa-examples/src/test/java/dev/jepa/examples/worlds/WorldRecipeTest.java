package dev.jepa.examples.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.config.Configs;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.examples.planning.Planners;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.PlanOptions;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorldRecipeTest {
    @TempDir
    private Path folder;

    static List<WorldRecipe> recipes() {
        return WorldRecipes.all();
    }

    private static WorldRun small(WorldRecipe recipe) {
        return Configs.override(
                recipe.defaults(),
                List.of(
                        "data.episodes=3",
                        "data.steps=12",
                        "data.batch=8",
                        "encoder.hidden=8",
                        "encoder.dim=9",
                        "model.predictor.hidden=8",
                        "checkpoint.every=3",
                        "optimization.steps=6",
                        "optimization.warmupSteps=2",
                        "refinement.steps=3",
                        "refinement.warmupSteps=1",
                        "planning.horizon=4",
                        "planning.replan=4",
                        "planning.oracleRounds=1",
                        "logEvery=1"));
    }

    private static RecipeContext context(WorldRecipe recipe, Path run, long steps, boolean resume) {
        return new RecipeContext(
                recipe.name(),
                List.of("test"),
                run,
                Optional.empty(),
                Device.CPU,
                3,
                OptionalLong.of(steps),
                resume,
                false,
                () -> false,
                Display.on(new PrintWriter(Writer.nullWriter())),
                new PrintWriter(Writer.nullWriter()));
    }

    private static PlanOptions options(String planner, int episodes, boolean trueDynamics, Path folder) {
        return new PlanOptions(
                planner,
                episodes,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.of(1),
                trueDynamics,
                folder.resolve(planner));
    }

    private static List<Double> losses(Path run) {
        return JsonlMetrics.read(run.resolve("metrics.jsonl")).stream()
                .map(MetricsLine::values)
                .filter(values -> values.containsKey("loss"))
                .map(values -> values.get("loss"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void trainsJudgesAndPlans(WorldRecipe recipe) {
        WorldRun config = small(recipe);
        Summary trained = recipe.train(config, context(recipe, folder, 9, false));
        assertThat(trained.figures())
                .containsKeys("reading_error", "prediction_error_1", "prediction_error_50", "persistence_error_10");
        Summary probed = recipe.probe(config, context(recipe, folder, 9, true));
        assertThat(probed.figures().get("prediction_error_50"))
                .isEqualTo(trained.figures().get("prediction_error_50")); // the statistics came back with the weights

        Summary planned = recipe.plan(config, context(recipe, folder, 9, true), options("icem", 1, false, folder));
        assertThat(planned.figures())
                .containsEntry("episodes", 1)
                .containsEntry("dynamics", "learned")
                .containsKeys(
                        "planner",
                        "success_end",
                        "success_ever",
                        "ci_low",
                        "ci_high",
                        "seconds_per_decision",
                        "model_calls_per_decision",
                        "random_success",
                        "oracle_success");
        assertThat(folder.resolve("icem/episode-1.gif")).isNotEmptyFile();
        assertThat(folder.resolve("icem/report.html")).content().contains("data:image/gif;base64,", "The oracle is");
    }

    @Test
    void aResumedRunIsTheUninterruptedOne() {
        WorldRecipe recipe = WorldRecipes.pendulum();
        WorldRun config = small(recipe);
        Path whole = folder.resolve("whole");
        Path halves = folder.resolve("halves");
        Summary expected = recipe.train(config, context(recipe, whole, 9, false));
        recipe.train(config, context(recipe, halves, 3, false));
        recipe.train(config, context(recipe, halves, 7, true)); // in the refinement
        Summary resumed = recipe.train(config, context(recipe, halves, 9, true));
        assertThat(losses(halves)).hasSize(9).isEqualTo(losses(whole));
        assertThat(resumed.figures().get("prediction_error_50"))
                .isEqualTo(expected.figures().get("prediction_error_50"));
    }

    @Test
    void everyPlannerPlansOnTheSameTasksAndThoseThatSampleWithTheTrueDynamicsToo() {
        WorldRecipe recipe = WorldRecipes.pendulum();
        WorldRun config = small(recipe);
        recipe.train(config, context(recipe, folder, 3, false));
        RecipeContext again = context(recipe, folder, 3, true);
        for (boolean trueDynamics : List.of(false, true)) {
            List<String> names = Planners.names(!trueDynamics);
            List<Summary> summaries = new ArrayList<>();
            recipe.planWithEach(
                    config,
                    again,
                    names.stream()
                            .map(name -> options(name, 1, trueDynamics, folder))
                            .toList(),
                    (options, summary) -> summaries.add(summary));
            assertThat(summaries)
                    .extracting(summary -> summary.figures().get("planner"))
                    .containsExactlyElementsOf(names);
        }
    }

    @Test
    void whatCannotBePlannedIsWrongUse() {
        WorldRecipe recipe = WorldRecipes.pendulum();
        WorldRun config = small(recipe);
        recipe.train(config, context(recipe, folder, 3, false));
        RecipeContext again = context(recipe, folder, 3, true);
        assertThatThrownBy(() -> recipe.plan(config, again, options("icme", 1, false, folder)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("icem");
        assertThatThrownBy(() -> recipe.plan(config, again, options("icem", 101, false, folder)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--episodes must lie in 1 … 100");
        assertThatThrownBy(() -> recipe.plan(config, again, options("gradient", 1, true, folder)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("needs gradients")
                .hasMessageContaining("Maybe one of: cem");
        PlanOptions tooLong =
                new PlanOptions("cem", 1, OptionalInt.of(5), OptionalInt.of(4), OptionalInt.of(1), false, folder);
        assertThatThrownBy(() -> recipe.plan(config, again, tooLong))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--replan must be at most the horizon of 4 but was 5.");
    }

    @Test
    void configurationsThatDoNotFitTheWorldAreRefused() {
        WorldRecipe recipe = WorldRecipes.pendulum();
        assertThatThrownBy(() -> Configs.override(recipe.defaults(), List.of("planning.horizon=0")))
                .hasMessageContaining("horizon >= replan");
        WorldRun actions = Configs.override(small(recipe), List.of("model.actionDim=2"));
        assertThatThrownBy(() -> recipe.train(actions, context(recipe, folder.resolve("run"), 3, false)))
                .isInstanceOf(UsageException.class)
                .hasMessage("model.actionDim must be 1 in the world pendulum but was 2.");
        WorldRun weights = Configs.override(small(recipe), List.of("planning.cost.weights=[1, 1]"));
        assertThatThrownBy(() -> recipe.train(weights, context(recipe, folder.resolve("run"), 3, false)))
                .isInstanceOf(UsageException.class)
                .hasMessage("planning.cost.weights must be 3, one for each sensor, but were 2.");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void theTasksAreThoseOfTheWorld(WorldRecipe recipe) {
        assertThat(recipe.world().tasks(100)).hasSize(100).doesNotHaveDuplicates();
    }
}
