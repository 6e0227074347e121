package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mean and standard deviation of initial values against those of the official I-JEPA, by two-sample tests. */
class InitStatisticsParityTest {
    /** Standard errors of a difference that are allowed; 5 are passed by chance once in a million comparisons. */
    private static final double ERRORS = 5;

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
        for (String name : fixtures.names()) {
            if (name.matches("trunc_normal\\.std[0-9.]+")) {
                double std = Double.parseDouble(name.substring("trunc_normal.std".length()));
                double[] values = Init.of(5)
                        .on(TestDevice.get())
                        .at(name)
                        .make(Initializer.truncatedNormal(std), 200_000)
                        .toDoubleArray();
                compare(name, values);
                assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow())
                        .isLessThanOrEqualTo(2);
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
        Map<String, List<double[]>> draws = new LinkedHashMap<>();
        for (int draw = 0; draw < fixtures.integer("hp.draws"); draw++) {
            try (TensorScope scope = TensorScope.open();
                    VisionTransformer network =
                            new VisionTransformer(config, Init.of(100 + draw).on(TestDevice.get()))) {
                network.namedParameters()
                        .forEach((name, tensor) -> draws.computeIfAbsent(name, key -> new ArrayList<>())
                                .add(tensor.toDoubleArray()));
            }
        }
        List<String> official = fixtures.names().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
        assertThat(draws.keySet()).containsExactlyInAnyOrderElementsOf(official);
        draws.forEach((name, arrays) -> compare(
                prefix + name, arrays.stream().flatMapToDouble(Arrays::stream).toArray()));
    }

    private void compare(String name, double... values) {
        double[] official = fixtures.doubles(name); // mean, std, min, max, count
        double mean = Arrays.stream(values).average().orElseThrow();
        double std = Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
        double samples = 1 / (1 / official[4] + 1.0 / values.length);
        double error = official[1] / Math.sqrt(samples);
        assertThat(mean).as("mean of " + name).isCloseTo(official[0], within(ERRORS * error));
        assertThat(std).as("std of " + name).isCloseTo(official[1], within(ERRORS * error / Math.sqrt(2)));
    }
}
