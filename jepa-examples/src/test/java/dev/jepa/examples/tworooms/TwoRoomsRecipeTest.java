package dev.jepa.examples.tworooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.config.Configs;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.PlanOptions;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.report.Summary;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoRoomsRecipeTest {
    private static final TwoRoomsRecipe RECIPE = TwoRoomsRecipes.fixedWall();
    private static final TwoRoomsRun SMALL = Configs.override(
            RECIPE.defaults(),
            List.of(
                    "batch.layouts=2",
                    "batch.walks=4",
                    "objective.groupSize=4",
                    "encoder.hidden=16",
                    "encoder.dim=4",
                    "model.predictor.hidden=8",
                    "checkpoint.every=3",
                    "optimization.steps=6",
                    "optimization.warmupSteps=2",
                    "refinement.steps=3",
                    "cost.roadmap.rollouts=4",
                    "cost.roadmap.rounds=2",
                    "logEvery=1"));

    private static RecipeContext context(Path folder, long steps, boolean resume) {
        return new RecipeContext(
                RECIPE.name(),
                List.of("test"),
                folder,
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

    private static List<Map<String, Double>> losses(Path folder) {
        return JsonlMetrics.read(folder.resolve("metrics.jsonl")).stream()
                .map(MetricsLine::values)
                .filter(values -> values.containsKey("loss"))
                .map(values -> Map.of("loss", values.get("loss"), "prediction", values.get("prediction")))
                .toList();
    }

    @Test
    void aResumedRunIsTheUninterruptedOne(@TempDir Path folder) {
        Path whole = folder.resolve("whole");
        Path halves = folder.resolve("halves");
        Summary expected = RECIPE.train(SMALL, context(whole, 9, false));
        RECIPE.train(SMALL, context(halves, 3, false));
        RECIPE.train(SMALL, context(halves, 7, true)); // in the refinement
        Summary resumed = RECIPE.train(SMALL, context(halves, 9, true));
        assertThat(losses(halves)).hasSize(9).isEqualTo(losses(whole));
        assertThat(resumed.figures().get("position_rmse"))
                .isEqualTo(expected.figures().get("position_rmse"));
    }

    @Test
    void plansWithItsModelAndWritesFilmsAndFigures(@TempDir Path folder) {
        Path run = folder.resolve("run");
        RECIPE.train(SMALL, context(run, 3, false));
        PlanOptions options = new PlanOptions(
                "gradient", 2, OptionalInt.of(10), OptionalInt.of(10), OptionalInt.of(2), false, run.resolve("plan"));
        Summary summary = RECIPE.plan(SMALL, context(run, 3, true), options);
        assertThat(summary.figures())
                .containsKeys(
                        "planner",
                        "episodes",
                        "success_end",
                        "success_ever",
                        "ci_low",
                        "ci_high",
                        "seconds_per_decision",
                        "model_calls_per_decision",
                        "random_success")
                .containsEntry("oracle_success", 1.0);
        assertThat(run.resolve("plan/episode-1.gif")).isNotEmptyFile();
        assertThat(run.resolve("plan/report.html")).content().contains("data:image/gif;base64,");
    }
}
