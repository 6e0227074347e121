package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.examples.jea.JeaRecipes;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The joint-embedding recipes on a few made pictures. */
class JeaRecipesTest {
    private static final Recipes RECIPES = new Recipes(JeaRecipes.onFolders());
    private static final List<String> TINY = List.of(
            "--device", "cpu",
            "--set", "encoder.type=vit",
            "--set", "encoder.transformer.patch=8",
            "--set", "encoder.transformer.dim=12",
            "--set", "encoder.transformer.depth=1",
            "--set", "model.projector.hidden=[16]",
            "--set", "batchSize=4",
            "--set", "monitorEvery=2",
            "--set", "logEvery=1");

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void drawImages() throws IOException {
        data = TinyImages.draw(folder.resolve("my images")); // with a space
    }

    private TinyJepa.Outcome train(String recipe, Path run, int steps, String... more) {
        List<String> words = new ArrayList<>(
                List.of("train", recipe, "--out", run.toString(), "--data", data.toString(), "--steps", "" + steps));
        words.addAll(TINY);
        words.addAll(List.of(more));
        return TinyJepa.run(RECIPES, words.toArray());
    }

    static Stream<String> recipes() {
        return JeaRecipes.onFolders().stream().map(Recipe::name);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void trainsProbesAndReports(String recipe) {
        Path run = folder.resolve("run");
        TinyJepa.Outcome outcome = train(recipe, run, 2);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(run.resolve("summary.json"))
                .content()
                .contains("\"linear_top1\"", "\"untrained_linear_top1\"", "\"pixels_linear_top1\"");
        assertThat(run.resolve("metrics.jsonl")).content().contains("collapse/rankme", "learning_rate");
        assertThat(run.resolve("report.html"))
                .content()
                .contains("Probes on frozen features", "Terms, unweighted", "raw pixels");
        assertThat(TinyJepa.run(RECIPES, "probe", "--run", run, "--data", data, "--device", "cpu")
                        .code())
                .isZero();
    }

    /** Two crops of 8 x 8 pixels through a residual network, which takes any size. */
    @Test
    void smallCropsStandBesideTheViews() {
        TinyJepa.Outcome outcome = TinyJepa.run(
                RECIPES,
                "train",
                "vicregl-images",
                "--out",
                folder.resolve("run"),
                "--data",
                data,
                "--steps",
                "1",
                "--device",
                "cpu",
                "--set",
                "model.projector.hidden=[16]",
                "--set",
                "batchSize=4",
                "--set",
                "localCrops.count=2",
                "--set",
                "localCrops.size=8");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        TinyJepa.Outcome refused = train("vicreg-images", folder.resolve("other"), 1, "--set", "localCrops.count=2");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("localCrops.size must be 32", "Maybe use encoder=res-net18");
    }

    /** Bit for bit in all that a checkpoint holds: networks, batch statistics, optimiser. */
    @ParameterizedTest
    @MethodSource("recipes")
    void aResumedRunEqualsAnUninterruptedOne(String recipe) {
        Path whole = folder.resolve("whole");
        Path parted = folder.resolve("parted");
        assertThat(train(recipe, whole, 4).code()).isZero();
        assertThat(train(recipe, parted, 2).code()).isZero();
        TinyJepa.Outcome resumed = TinyJepa.run(
                RECIPES, "train", recipe, "--resume", parted, "--data", data, "--steps", "4", "--device", "cpu");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(lastState(parted)).hasSameBinaryContentAs(lastState(whole));
    }

    private static Path lastState(Path run) {
        return run.resolve("checkpoints/step-00000004.safetensors");
    }

    @Test
    void wrongKeysAreNamed() {
        TinyJepa.Outcome outcome =
                train("vicreg-images", folder.resolve("run"), 2, "--set", "model.method.type=vicreg");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("model.method", "vic-reg");
        TinyJepa.Outcome gray =
                train("vicreg-images", folder.resolve("run"), 2, "--set", "encoder.transformer.channels=1");
        assertThat(gray.code()).isEqualTo(2);
        assertThat(gray.err()).contains("encoder.transformer.channels must be 3");
    }
}
