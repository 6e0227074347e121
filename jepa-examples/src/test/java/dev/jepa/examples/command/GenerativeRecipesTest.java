package dev.jepa.examples.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.examples.generative.GenerativeRecipes;
import dev.jepa.examples.images.ImageFolders;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes of the generative baselines on a few made pictures. */
class GenerativeRecipesTest {
    private static final Recipes RECIPES = new Recipes(GenerativeRecipes.all().stream()
            .<Recipe<?>>map(recipe -> recipe.on(ImageFolders.SOURCE))
            .toList());
    private static final List<String> TINY = List.of(
            "--device", "cpu",
            "--set", "model.encoder.dim=12",
            "--set", "model.encoder.depth=1",
            "--set", "model.decoder.dim=12",
            "--set", "model.decoder.depth=1",
            "--set", "batchSize=4",
            "--set", "monitorEvery=2",
            "--set", "logEvery=1");

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void drawImages() throws IOException {
        data = TinyImages.draw(folder.resolve("my images"));
    }

    private TinyJepa.Outcome train(String recipe, Path run, int steps, String... more) {
        List<String> words = new ArrayList<>(
                List.of("train", recipe, "--out", run.toString(), "--data", data.toString(), "--steps", "" + steps));
        words.addAll(TINY);
        words.addAll(List.of(more));
        return TinyJepa.run(RECIPES, words.toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mae-cifar10", "denoising-cifar10"})
    void trainsProbesAndDrawsReconstructions(String recipe) {
        Path run = folder.resolve("run");
        TinyJepa.Outcome outcome = train(recipe, run, 2);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(run.resolve("summary.json"))
                .content()
                .contains("\"linear_top1\"", "\"untrained_linear_top1\"", "\"pixels_linear_top1\"");
        assertThat(run.resolve("metrics.jsonl")).content().contains("collapse/rankme", "learning_rate");
        assertThat(run.resolve("report.html"))
                .content()
                .contains("Reconstructions", "cat, seen", "dog, restored", "raw pixels", "cat, features");
        assertThat(TinyJepa.run(RECIPES, "probe", "--run", run, "--data", data, "--device", "cpu")
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mae-cifar10", "denoising-cifar10"})
    void aResumedRunEqualsAnUninterruptedOneAndCountsAllItsSteps(String recipe) throws IOException {
        Path whole = folder.resolve("whole");
        Path parted = folder.resolve("parted");
        assertThat(train(recipe, whole, 4).code()).isZero();
        assertThat(train(recipe, parted, 2).code()).isZero();
        double begun = stepSeconds(parted);
        TinyJepa.Outcome resumed = TinyJepa.run(
                RECIPES, "train", recipe, "--resume", parted, "--data", data, "--steps", "4", "--device", "cpu");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        for (String part : List.of("encoder", "decoder", "optimizer")) {
            assertThat(exported(parted, part)).as(part).isEqualTo(exported(whole, part));
        }
        List<MetricsLine> steps = JsonlMetrics.read(parted.resolve("metrics.jsonl")).stream()
                .filter(line -> line.values().containsKey("step_ms"))
                .toList();
        assertThat(steps).extracting(MetricsLine::step).containsExactly(1L, 2L, 3L, 4L);
        double rest = steps.stream()
                .skip(2)
                .mapToDouble(line -> requireNonNull(line.values().get("step_ms")))
                .sum();
        assertThat(stepSeconds(parted)).isCloseTo(begun + rest / 1000, within(1e-9));
    }

    /** What the summary says of a run's time. */
    private static double stepSeconds(Path run) throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(run.resolve("summary.json")))
                .path("seconds")
                .asDouble();
    }

    private byte[] exported(Path run, String part) throws IOException {
        Path file = run.resolve(part + ".safetensors");
        TinyJepa.Outcome outcome = TinyJepa.run(RECIPES, "export", "--run", run, "--part", part, "--out", file);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return Files.readAllBytes(file);
    }

    @Test
    void impossibleMasksAndNoiseAreNamed() {
        TinyJepa.Outcome outcome = train("mae-cifar10", folder.resolve("a"), 2, "--set", "model.maskRatio=0.99");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("maskRatio must lie in (0, 1)", "16 patches", "Maybe 0.75");
        outcome = train("denoising-cifar10", folder.resolve("b"), 2, "--set", "model.pixelDropout=1");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("pixelDropout must lie in [0, 1) but was 1.0");
    }
}
