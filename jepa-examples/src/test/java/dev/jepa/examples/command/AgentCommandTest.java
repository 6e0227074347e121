package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.train.DataOrigin;
import dev.jepa.core.train.Provenance;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.tworooms.TwoRoomsRecipes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that the agent cannot live in: one line that says why. */
class AgentCommandTest {
    private static final Recipes RECIPES =
            new Recipes(List.of(new TinyRecipe(), TwoRoomsRecipes.randomWalls(), TwoRoomsRecipes.fixedWall()));

    @TempDir
    private Path folder;

    private TinyJepa.Outcome agent(Recipe<?> recipe, Object... more) {
        RunFolder.create(
                        folder.resolve("run"),
                        recipe.defaults(),
                        Provenance.collect(recipe.name(), List.of("test"), 1, "cpu", DataOrigin.made("rooms", "none")))
                .close();
        Object[] words = new Object[3 + more.length];
        words[0] = "agent";
        words[1] = "--run";
        words[2] = folder.resolve("run");
        System.arraycopy(more, 0, words, 3, more.length);
        return TinyJepa.run(RECIPES, words);
    }

    private void assertRefused(TinyJepa.Outcome outcome, int code, String what) {
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.message()).hasSize(2);
        assertThat(outcome.message().get(0)).contains(what);
        assertThat(outcome.message().get(1)).startsWith("Maybe ");
        assertThat(folder.resolve("run/agent")).doesNotExist();
    }

    @Test
    void aRunOfAnotherWorld() {
        assertRefused(agent(new TinyRecipe()), 2, "is a run of tiny");
    }

    @Test
    void aRunWithWallsThatVary() {
        assertRefused(agent(TwoRoomsRecipes.randomWalls()), 2, "where walls vary");
    }

    @Test
    void aRunWithoutACheckpoint() {
        assertRefused(agent(TwoRoomsRecipes.fixedWall()), 1, "has no checkpoint yet");
    }

    @Test
    void moreEpisodesThanThereAreTasks() {
        TinyJepa.Outcome outcome = agent(TwoRoomsRecipes.fixedWall(), "--episodes", 1000);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.message().get(0)).contains("--episodes must lie in 1 … 200");
    }
}
