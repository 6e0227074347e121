package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.config.Configs;
import dev.jepa.core.io.TensorFiles;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.core.train.Checkpoints;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TrainState;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageRecipe;
import dev.jepa.examples.images.ImageRun;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.RecipeContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each recipe of the command keeps of what the command promises for all. */
class EveryRecipeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("dev.jepa.examples.command.TinyRecipes#names")
    void exportsTheEncoderOfItsCheckpoint(String name) throws IOException {
        Path run = folder.resolve("run");
        Recipe<?> recipe = TinyRecipes.begin(name, folder.resolve("data"), run);
        TinyJepa.Outcome outcome = TinyJepa.run(TinyRecipes.ALL, "export", "--run", run);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("'" + recipe.encoderPart() + "'");
        try (TensorScope scope = TensorScope.open()) {
            Map<String, Tensor> exported = TensorFiles.load(run.resolve("encoder.safetensors"), Device.CPU);
            Map<String, double[]> trained = encoder(recipe, run);
            assertThat(exported).isNotEmpty().containsOnlyKeys(trained.keySet());
            trained.forEach((key, values) ->
                    assertThat(exported.get(key).toDoubleArray()).as(key).isEqualTo(values));
        }
        if (recipe instanceof ImageRecipe<?> images) {
            assertSameFeatures(images, run);
        }
        TinyJepa.Outcome wrong = TinyJepa.run(TinyRecipes.ALL, "export", "--run", run, "--part", "encodre");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.message().get(0)).contains("no part 'encodre' but", recipe.encoderPart());
    }

    /** The run's encoder and a new one with what was exported see the same in images. */
    private static <C extends Record & ImageRun<C>> void assertSameFeatures(ImageRecipe<C> recipe, Path run) {
        C config = Runs.config(RunFolder.open(run), recipe);
        RecipeContext context = Runs.context(
                recipe,
                List.of(),
                run,
                Optional.empty(),
                Device.CPU,
                () -> false,
                Display.on(new PrintWriter(Writer.nullWriter())),
                new PrintWriter(Writer.nullWriter()));
        try (TensorScope scope = TensorScope.open();
                ImageEncoder trained = recipe.encoder(config, Init.of(1));
                ImageEncoder read = recipe.encoder(config, Init.of(2))) {
            recipe.load(trained, config, context);
            read.module().loadStateDict(TensorFiles.load(run.resolve("encoder.safetensors"), Device.CPU));
            Tensor images = Tensors.normal(Rng.of(3), 2, config.channels(), config.imageSize(), config.imageSize());
            assertThat(read.represent(images).toFloatArray())
                    .isEqualTo(trained.represent(images).toFloatArray());
        }
    }

    private Map<String, double[]> encoder(Recipe<?> recipe, Path run) {
        RunFolder opened = RunFolder.open(run);
        Checkpoints checkpoints =
                new Checkpoints(opened.checkpoints(), CheckpointPolicy.every(1), Runs.config(opened, recipe));
        Map<String, double[]> kept = new LinkedHashMap<>();
        checkpoints.withNewest(Device.CPU, note -> {}, tensors -> {
            TrainState.under(recipe.encoderPart() + ".", tensors)
                    .forEach((key, tensor) -> kept.put(key, tensor.toDoubleArray()));
            return true;
        });
        return kept;
    }

    @ParameterizedTest
    @MethodSource("dev.jepa.examples.command.TinyRecipes#names")
    void printsAConfigurationThatIsItsOwn(String name) throws IOException {
        Record defaults = TinyRecipes.ALL.find(name).defaults();
        TinyJepa.Outcome outcome = TinyJepa.run(TinyRecipes.ALL, "recipes", name);
        assertThat(outcome.code()).isZero();
        Path file = Files.writeString(folder.resolve("config.json"), outcome.out());
        assertThat(Configs.read(file, defaults.getClass())).isEqualTo(defaults);
        assertThat(Configs.overlay(defaults, file)).isEqualTo(defaults);
        assertThat(outcome.out()).contains("// an integer", "// a number", "\"checkpoint\" : {");
    }

    @ParameterizedTest
    @MethodSource("dev.jepa.examples.command.TinyRecipes#names")
    void readsTheDataGivenOrRefusesIt(String name) throws IOException {
        Path empty = Files.createDirectory(folder.resolve("nothing here"));
        TinyJepa.Outcome outcome =
                TinyJepa.run(TinyRecipes.ALL, "train", name, "--data", empty, "--out", folder.resolve("run"));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.message()).hasSize(2);
        assertThat(outcome.message().get(0)).contains(empty.toString());
        boolean reads = TinyRecipes.ALL.find(name).dataSet().isPresent();
        assertThat(outcome.message().get(0).contains("makes its own data")).isNotEqualTo(reads);
        assertThat(outcome.message().get(1)).contains("--data");
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
