package dev.jepa.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Mean and standard deviation of initial values against those of official implementations, by two-sample tests. */
public final class InitialValues {
    /** Standard errors of a difference that are allowed; 5 are passed by chance once in a million comparisons. */
    private static final double ERRORS = 5;

    private InitialValues() {}

    /**
     * All parameters of networks that are drawn as often as the official ones were ({@code hp.draws}).
     *
     * @param prefix what stands before the parameters' names in the file
     * @param networks the network of a draw; it is closed
     */
    public static void compare(Fixtures fixtures, String prefix, IntFunction<? extends Module> networks) {
        Map<String, List<double[]>> draws = new LinkedHashMap<>();
        for (int draw = 0; draw < fixtures.integer("hp.draws"); draw++) {
            try (TensorScope scope = TensorScope.open();
                    Module network = networks.apply(draw)) {
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
                fixtures,
                prefix + name,
                arrays.stream().flatMapToDouble(Arrays::stream).toArray()));
    }

    /** Values against a row of mean, standard deviation, least, largest and number. */
    public static void compare(Fixtures fixtures, String name, double[] values) {
        double[] official = fixtures.doubles(name);
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
