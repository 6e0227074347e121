package dev.jepa.examples.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.config.Configs;
import dev.jepa.core.data.Image;
import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.Provenance;
import dev.jepa.core.data.augment.Normalize;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageLearner;
import dev.jepa.examples.images.ImageSource;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.images.ImageTasks;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.RecipeContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ContenderTest {
    private static final ComparisonRun RUN = Configs.override(
            ComparisonRun.cifar10(1),
            List.of(
                    "encoder.dim=12",
                    "encoder.depth=1",
                    "mae.batchSize=2",
                    "denoising.batchSize=2",
                    "ijepa.batchSize=2",
                    "vicreg.batchSize=2",
                    "lejepa.batchSize=2"));

    @Test
    void allMethodsHaveTheComparisonsEncoder() {
        assertThat(Contender.all(RUN, ImageTasks.CIFAR10))
                .allSatisfy(contender ->
                        assertThat(contender.config().with(RUN.encoder())).isEqualTo(contender.config()))
                .extracting(Contender::name)
                .containsExactly("mae", "denoising", "ijepa", "vicreg", "lejepa");
    }

    /** So that one row "untrained" a seed is that of all of them. */
    @Test
    void allMethodsBeginWithTheSameEncoder() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor images = Tensors.normal(Rng.of(1), 3, 3, 32, 32);
            List<float[]> features = new ArrayList<>();
            for (Contender<?> contender : Contender.all(RUN, new ImageSource("black", (folder, context) -> task()))) {
                try (ImageLearner learner = contender.start(context());
                        ImageEncoder alone = contender.encoder(Init.of(7))) {
                    features.add(learner.encoder().represent(images).toFloatArray());
                    features.add(alone.represent(images).toFloatArray());
                }
            }
            assertThat(features).hasSize(10).allSatisfy(row -> assertThat(row).isEqualTo(features.get(0)));
        }
    }

    private static RecipeContext context() {
        return new RecipeContext(
                "test",
                List.of(),
                Path.of("none"),
                Optional.empty(),
                Device.CPU,
                7,
                OptionalLong.empty(),
                false,
                false,
                () -> false,
                Display.on(new PrintWriter(new StringWriter())),
                new PrintWriter(new StringWriter()));
    }

    private static ImageTask task() {
        ImageDataset images = new ImageDataset() {
            @Override
            public int size() {
                return 4;
            }

            @Override
            public Image image(int index) {
                return Image.of(3, 32, 32, new byte[3 * 32 * 32]);
            }

            @Override
            public int label(int index) {
                return index % 2;
            }

            @Override
            public List<String> classNames() {
                return List.of("one", "other");
            }

            @Override
            public String describe(int index) {
                return "black image " + index;
            }

            @Override
            public Provenance provenance() {
                return new Provenance("black images", "none", 4, "0");
            }
        };
        return new ImageTask(images, images, Normalize.cifar10());
    }
}
