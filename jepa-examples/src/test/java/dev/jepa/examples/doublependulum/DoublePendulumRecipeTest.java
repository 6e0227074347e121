package dev.jepa.examples.doublependulum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.config.Configs;
import dev.jepa.core.data.DataException;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.report.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoublePendulumRecipeTest {
    private static final DoublePendulumRecipe RECIPE = new DoublePendulumRecipe();
    private static final DoublePendulumRun SMALL = Configs.override(
            RECIPE.defaults(),
            List.of(
                    "data.test=run-3",
                    "encoder.hidden=8",
                    "encoder.depth=1",
                    "encoder.dim=4",
                    "model.predictor.hidden=8",
                    "batch=4",
                    "optimization.steps=6",
                    "optimization.warmupSteps=2",
                    "checkpoint.every=3",
                    "logEvery=1"));

    @TempDir
    private Path folder;

    private Path data;

    /** Four runs of two linear oscillators, 4 s each, measured at uneven times. */
    @BeforeEach
    void record() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        for (int run = 0; run < 4; run++) {
            StringBuilder text = new StringBuilder("time,pos_meas1,pos_meas2,vel_meas1,vel_meas2\n");
            for (int i = 0; i < 1340; i++) {
                double t = 0.003 * i + 0.0005 * (i % 3);
                double a = 5 * t + run;
                double b = 8 * t - run;
                text.append(String.format(
                        Locale.ROOT,
                        "%.6f,%.9f,%.9f,%.9f,%.9f%n",
                        t,
                        0.5 * Math.sin(a),
                        0.3 * Math.sin(b),
                        2.5 * Math.cos(a),
                        2.4 * Math.cos(b)));
            }
            Files.writeString(data.resolve("run-" + run + ".csv"), text);
        }
    }

    private RecipeContext context(String name, long steps, boolean resume) {
        return new RecipeContext(
                RECIPE.name(),
                List.of("test"),
                folder.resolve(name),
                Optional.of(data),
                Device.CPU,
                3,
                OptionalLong.of(steps),
                resume,
                false,
                () -> false,
                Display.on(new PrintWriter(Writer.nullWriter())),
                new PrintWriter(Writer.nullWriter()));
    }

    private List<Double> losses(String name) {
        return JsonlMetrics.read(folder.resolve(name).resolve("metrics.jsonl")).stream()
                .filter(line -> line.values().containsKey("loss"))
                .map(line -> line.values().getOrDefault("loss", Double.NaN))
                .toList();
    }

    @Test
    void aResumedRunIsTheUninterruptedOne() {
        Summary expected = RECIPE.train(SMALL, context("whole", 6, false));
        RECIPE.train(SMALL, context("halves", 3, false));
        Summary resumed = RECIPE.train(SMALL, context("halves", 6, true));
        assertThat(losses("halves")).hasSize(6).isEqualTo(losses("whole"));
        assertThat(resumed.figures().get("jepa_500ms_degrees"))
                .isEqualTo(expected.figures().get("jepa_500ms_degrees"));
        assertThat(expected.figures()).containsKeys("supervised_2000ms_degrees", "persistence_100ms_degrees");
        assertThat(RECIPE.probe(SMALL, context("whole", 6, true)).figures().get("jepa_500ms_degrees"))
                .isEqualTo(expected.figures().get("jepa_500ms_degrees"));
        assertThat(folder.resolve("whole/report.html")).content().contains("run-3, joint 2, degrees");
    }

    /** The velocities make each oscillator linear in its measurements, so that a straight line knows them; nothing stands still. */
    @Test
    void linearOscillatorsAreForetoldByLinearAutoregression() {
        try (TensorScope scope = TensorScope.open()) {
            PendulumData read = PendulumData.read(data, SMALL.data());
            Tensor windows = Evaluation.windows(read.test(), SMALL.data());
            assertThat(windows.shape().toArray()).containsExactly(12, 30, 4);
            LinearAutoregression linear = LinearAutoregression.fit(read.train(), SMALL, 2, 1e-3);
            assertThat(ForecastErrors.of(linear, windows, 10)[19]).isLessThan(0.2);
            double[] still = ForecastErrors.of(Forecaster.persistence(), windows, 10);
            assertThat(still[0]).isGreaterThan(5);
        }
    }

    @Test
    void errorsAreRootMeanSquaresInDegreesAroundTheCircle() {
        try (TensorScope scope = TensorScope.open()) {
            float pi = (float) Math.PI;
            Tensor window = Tensors.of(new float[] {0, 0, 0, 0, pi - 0.1f, 0.2f, 0, 0}, 1, 2, 4);
            Forecaster forecaster = (past, steps) -> Tensors.of(new double[] {-Math.PI + 0.1, 0.2}, 1, 1, 2);
            assertThat(ForecastErrors.of(forecaster, window, 1)[0])
                    .isCloseTo(Math.toDegrees(0.2 / Math.sqrt(2)), within(1e-4));
        }
    }

    @Test
    void featuresGiveTheAnglesBack() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor measured = Tensors.of(new float[] {0.5f, -1.5f, 2, 3, 3, 0.1f, -1, 1}, 2, 4);
            Features features = Features.of(measured);
            Tensor angles = features.angles(features.of4(measured).unsqueeze(1));
            assertThat(angles.toDoubleArray()).containsExactly(new double[] {0.5, -1.5, 3, 0.1}, within(1e-5));
        }
    }

    @Test
    void missingRunsAndColumnsAreNamed() {
        assertThatThrownBy(
                        () -> RECIPE.train(Configs.override(SMALL, List.of("data.test=run-9")), context("a", 1, false)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("There is no run 'run-9'.")
                .hasMessageContaining("Maybe 'run-");
        assertThatThrownBy(() -> RECIPE.train(
                        Configs.override(SMALL, List.of("data.columns=pos_meas1,pos_meas2,vel1,vel2")),
                        context("b", 1, false)))
                .hasMessageContaining("run-0.csv has no column 'vel1'");
        assertThatThrownBy(() -> RECIPE.train(
                        Configs.override(SMALL, List.of("data.test=run-0,run-1,run-2")), context("c", 1, false)))
                .hasMessageContaining("leaves 1 runs to train on");
        data = folder.resolve("empty");
        try {
            Files.createDirectory(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThatThrownBy(() -> RECIPE.train(SMALL, context("d", 1, false)))
                .hasMessageContaining("has no *.csv files");
        assertThat(folder.resolve("a")).doesNotExist();
    }
}
