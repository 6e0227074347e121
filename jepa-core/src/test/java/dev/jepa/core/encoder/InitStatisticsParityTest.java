package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.InitialValues;
import dev.jepa.core.testing.TestDevice;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Initial values of the encoder against those of the official I-JEPA. */
class InitStatisticsParityTest {
    private final Fixtures fixtures = Fixtures.load("ijepa/init_statistics");

    @Test
    void constructorsRescaleByDepth() {
        compare("constructor.encoder.", config().withRescaledInit());
    }

    @Test
    void theTrainingEntryPointDoesNot() {
        compare("init_model.encoder.", config());
    }

    @Test
    void truncationIsAtAbsoluteBounds() {
        try (TensorScope scope = TensorScope.open()) {
            for (String name : fixtures.names()) {
                if (name.matches("trunc_normal\\.std[0-9.]+")) {
                    double std = Double.parseDouble(name.substring("trunc_normal.std".length()));
                    double[] values = Init.of(5)
                            .on(TestDevice.get())
                            .at(name)
                            .make(Initializer.truncatedNormal(std), 200_000)
                            .toDoubleArray();
                    InitialValues.compare(fixtures, name, values);
                    assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow())
                            .isLessThanOrEqualTo(2);
                }
            }
        }
    }

    private VisionTransformerConfig config() {
        return VisionTransformerConfig.of(
                        fixtures.integer("hp.img"),
                        fixtures.integer("hp.patch"),
                        fixtures.integer("hp.dim"),
                        fixtures.integer("hp.depth"),
                        fixtures.integer("hp.heads"))
                .withChannels(fixtures.integer("hp.chans"))
                .withMlpRatio(fixtures.real("hp.mlp"));
    }

    private void compare(String prefix, VisionTransformerConfig config) {
        InitialValues.compare(
                fixtures,
                prefix,
                draw -> new VisionTransformer(config, Init.of(100 + draw).on(TestDevice.get())));
    }
}
