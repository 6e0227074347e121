package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jepa.examples.planning.Planners;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.worlds.WorldRecipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jepa plan} on a small run: a table over all planners, and wrong use in one line. */
class PlanCommandTest {
    private static final Recipes RECIPES = new Recipes(List.copyOf(WorldRecipes.all()));

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void trainALittle() {
        run = folder.resolve("run");
        List<Object> words = new ArrayList<>(List.of("train", "pendulum", "--out", run, "--steps", 3));
        for (String small : List.of(
                "data.episodes=3",
                "data.steps=12",
                "encoder.hidden=8",
                "encoder.dim=4",
                "model.predictor.hidden=8",
                "planning.horizon=4",
                "planning.replan=4",
                "planning.oracleRounds=1")) {
            words.addAll(List.of("--set", small));
        }
        assertThat(TinyJepa.run(RECIPES, words.toArray()).code()).isZero();
    }

    @Test
    void allPlannersMakeATable() throws IOException {
        TinyJepa.Outcome outcome =
                TinyJepa.run(RECIPES, "plan", "--run", run, "--planner", "all", "--episodes", 1, "--iterations", 1);
        assertThat(outcome.err()).contains("Planner cem", "Planning: 1/1 episodes");
        assertThat(outcome.code()).isZero();
        Path table = run.resolve("plan-all");
        JsonNode planners =
                new ObjectMapper().readTree(table.resolve("planners.json").toFile());
        assertThat(planners.findValuesAsText("planner")).containsExactlyElementsOf(Planners.names(true));
        assertThat(table.resolve("report.html")).content().contains("<table>", "cem+gradient", "href=\"icem/\"");
        for (String name : Planners.names(true)) {
            assertThat(table.resolve(name).resolve("summary.json")).content().contains("\"planner\" : \"" + name);
            assertThat(outcome.out()).contains(name);
        }
        assertThat(outcome.out()).contains("95 % interval", "oracle");
    }

    @Test
    void wrongUseIsNamedInOneLine() {
        TinyJepa.Outcome unknown = TinyJepa.run(RECIPES, "plan", "--run", run, "--planner", "astar");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.message()).singleElement().asString().contains("gradient, cem, icem, mppi");
        TinyJepa.Outcome tooMany = TinyJepa.run(RECIPES, "plan", "--run", run, "--episodes", 101);
        assertThat(tooMany.code()).isEqualTo(2);
        assertThat(tooMany.message())
                .containsExactly("--episodes must lie in 1 … 100, the number of tasks, but was 101.");
        assertThat(run.resolve("plan-gradient")).doesNotExist();
    }
}
