package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.config.Configs;
import dev.jepa.core.tensor.Device;
import dev.jepa.examples.doublependulum.DoublePendulumRun;
import dev.jepa.examples.generative.GenerativeRun;
import dev.jepa.examples.ijepa.IJepaRun;
import dev.jepa.examples.images.ImageFolders;
import dev.jepa.examples.images.ImageRecipe;
import dev.jepa.examples.jea.JeaRun;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.recipe.StoppedException;
import dev.jepa.examples.tworooms.TwoRoomsRun;
import dev.jepa.examples.worlds.WorldRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Every recipe of the command with settings and data so small that a run takes moments. */
final class TinyRecipes {
    /** All, those on CIFAR reading folders of images, since its files are large. */
    static final Recipes ALL = new Recipes(Jepa.RECIPES.all().stream()
            .<Recipe<?>>map(recipe -> isOfCifar(recipe) ? ((ImageRecipe<?>) recipe).on(ImageFolders.SOURCE) : recipe)
            .toList());

    private TinyRecipes() {}

    static Stream<String> names() {
        return ALL.all().stream().map(Recipe::name);
    }

    private static boolean isOfCifar(Recipe<?> recipe) {
        return recipe.dataSet().filter(name -> name.startsWith("cifar")).isPresent();
    }

    /** Begins a run and stops it after its first checkpoint; {@code data} is filled where the recipe reads any. */
    static Recipe<?> begin(String name, Path data, Path run) throws IOException {
        Recipe<?> recipe = ALL.find(name);
        if (recipe.dataSet().isPresent()) {
            fill(recipe.dataSet().get(), data);
        }
        begin(recipe, data, run);
        return recipe;
    }

    private static <C extends Record> void begin(Recipe<C> recipe, Path data, Path run) {
        C config = Configs.override(recipe.defaults(), settings(recipe.defaults()));
        RecipeContext context = new RecipeContext(
                recipe.name(),
                List.of("test"),
                run,
                recipe.dataSet().map(set -> data),
                Device.CPU,
                3,
                OptionalLong.empty(),
                false,
                false,
                () -> true,
                Display.on(new PrintWriter(Writer.nullWriter())),
                new PrintWriter(Writer.nullWriter()));
        assertThatThrownBy(() -> recipe.train(config, context)).isInstanceOf(StoppedException.class);
    }

    /** Writes a small data set of this kind. */
    static void fill(String dataSet, Path folder) throws IOException {
        Files.createDirectories(folder);
        switch (dataSet) {
            case "fashion-mnist" -> {
                TinyIdx.write(folder, "train", 40, 28);
                TinyIdx.write(folder, "t10k", 20, 28);
            }
            case "double-pendulum" -> swing(folder);
            default -> TinyImages.draw(folder);
        }
    }

    /** Three runs of 4 s. */
    private static void swing(Path folder) throws IOException {
        for (int run = 0; run < 3; run++) {
            StringBuilder text = new StringBuilder("time,pos_meas1,pos_meas2,vel_meas1,vel_meas2\n");
            for (int i = 0; i < 500; i++) {
                double t = 0.008 * i;
                text.append(String.format(
                        Locale.ROOT,
                        "%.6f,%.9f,%.9f,%.9f,%.9f%n",
                        t,
                        Math.sin(5 * t + run),
                        Math.sin(8 * t - run),
                        5 * Math.cos(5 * t + run),
                        8 * Math.cos(8 * t - run)));
            }
            Files.writeString(folder.resolve("run-" + run + ".csv"), text);
        }
    }

    private static List<String> settings(Record defaults) {
        if (defaults instanceof IJepaRun) {
            return List.of(
                    "batchSize=4",
                    "model.encoder.dim=12",
                    "model.encoder.depth=1",
                    "model.predictor.dim=12",
                    "model.predictor.depth=1");
        } else if (defaults instanceof JeaRun) {
            return List.of(
                    "batchSize=4",
                    "model.projector.hidden=[16]",
                    "encoder.type=vit",
                    "encoder.transformer.patch=8",
                    "encoder.transformer.dim=12",
                    "encoder.transformer.depth=1");
        } else if (defaults instanceof GenerativeRun) {
            return List.of(
                    "batchSize=4",
                    "model.encoder.dim=12",
                    "model.encoder.depth=1",
                    "model.decoder.dim=12",
                    "model.decoder.depth=1");
        } else if (defaults instanceof TwoRoomsRun) {
            return List.of(
                    "batch.layouts=2",
                    "batch.walks=4",
                    "objective.groupSize=4",
                    "objective.scene.count=3",
                    "encoder.hidden=16",
                    "encoder.dim=8",
                    "model.predictor.hidden=8");
        } else if (defaults instanceof WorldRun) {
            return List.of(
                    "data.episodes=3",
                    "data.steps=12",
                    "data.batch=8",
                    "encoder.hidden=8",
                    "encoder.dim=9",
                    "model.predictor.hidden=8");
        } else if (defaults instanceof DoublePendulumRun) {
            return List.of(
                    "data.test=run-2", "batch=4", "encoder.dim=4", "model.predictor.hidden=8", "supervised=false");
        }
        throw new IllegalStateException("There are no small settings for " + defaults.getClass() + ".");
    }
}
