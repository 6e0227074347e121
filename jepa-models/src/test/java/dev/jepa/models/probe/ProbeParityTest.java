package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import org.junit.jupiter.api.Test;

/** The probes against independent float64 implementations: every output of {@code probes/knn} and {@code probes/linear}. */
class ProbeParityTest {
    private static final double TOLERANCE = 1e-9;

    @Test
    void nearestNeighbours() {
        Fixtures fixtures = Fixtures.load("probes/knn");
        try (TensorScope scope = TensorScope.open()) {
            int classes = fixtures.integer("hp.classes");
            KnnProbe probe = KnnProbe.of(
                    labelled(fixtures, "train", classes), fixtures.integer("hp.k"), fixtures.real("hp.temperature"));
            KnnProbe.Result result = probe.classify(fixtures.tensor("test.x"));
            assertExact(fixtures, "neighbours", result.neighbours());
            fixtures.assertClose("similarities", result.similarities(), TOLERANCE);
            fixtures.assertClose("scores", result.scores(), TOLERANCE);
            assertExact(fixtures, "votes", result.votes());
            assertExact(fixtures, "prediction", result.predictions());
            assertExact(fixtures, "ranking", result.ranking());
            assertAccuracy(fixtures, "accuracy", probe.accuracy(labelled(fixtures, "test", classes)));
        }
    }

    @Test
    void logisticRegression() {
        logistic("logistic", LinearProbeConfig.of(0));
    }

    @Test
    void logisticRegressionOnStandardisedFeatures() {
        logistic("logistic_standardized", LinearProbeConfig.standardised(0));
    }

    @Test
    void float32AgreesToItsOwnPrecision() {
        Fixtures fixtures = Fixtures.load("probes/linear");
        try (TensorScope scope = TensorScope.open()) {
            LinearProbeConfig config =
                    LinearProbeConfig.of(fixtures.real("hp.l2")).single().withTolerance(1e-6);
            LinearProbe probe = LinearProbe.fit(labelled(fixtures, "train", fixtures.integer("hp.classes")), config);
            assertThat(probe.convergence().converged()).isTrue();
            fixtures.assertClose("logistic.weight", probe.weight(), 1e-5);
            fixtures.assertClose("logistic.test_probability", probe.probabilities(fixtures.tensor("test.x")), 1e-5);
        }
    }

    @Test
    void standardisation() {
        Fixtures fixtures = Fixtures.load("probes/linear");
        try (TensorScope scope = TensorScope.open()) {
            Standardisation standardisation = Standardisation.of(fixtures.tensor("train.x"), true);
            fixtures.assertClose("standardize.mean", standardisation.mean(), TOLERANCE);
            fixtures.assertClose("standardize.std", standardisation.scale(), TOLERANCE);
        }
    }

    @Test
    void ridgeRegression() {
        Fixtures fixtures = Fixtures.load("probes/linear");
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = fixtures.tensor("train.x");
            Tensor y = fixtures.tensor("train.target");
            Tensor testX = fixtures.tensor("test.x");
            RidgeProbe probe = RidgeProbe.fit(x, y, fixtures.real("hp.ridge"));
            fixtures.assertClose("ridge.weight", probe.weight(), TOLERANCE);
            fixtures.assertClose("ridge.bias", probe.bias(), TOLERANCE);
            fixtures.assertClose("ridge.test_prediction", probe.predict(testX), TOLERANCE);
            assertReal(fixtures, "ridge.train_mse", probe.meanSquaredError(x, y));
            assertReal(fixtures, "ridge.train_r2", probe.r2(x, y));
            assertReal(fixtures, "ridge.test_mse", probe.meanSquaredError(testX, fixtures.tensor("test.target")));
        }
    }

    @Test
    void ridgeRegressionOnOneHotLabels() {
        Fixtures fixtures = Fixtures.load("probes/linear");
        try (TensorScope scope = TensorScope.open()) {
            int classes = fixtures.integer("hp.classes");
            LabeledFeatures train = labelled(fixtures, "train", classes);
            LabeledFeatures test = labelled(fixtures, "test", classes);
            RidgeProbe probe = RidgeProbe.fit(train, fixtures.real("hp.ridge"));
            fixtures.assertClose("ridge_onehot.weight", probe.weight(), TOLERANCE);
            fixtures.assertClose("ridge_onehot.bias", probe.bias(), TOLERANCE);
            fixtures.assertClose("ridge_onehot.test_prediction", probe.predict(test.features()), TOLERANCE);
            assertReal(fixtures, "ridge_onehot.train_mse", probe.meanSquaredError(train.features(), oneHot(train)));
            assertReal(fixtures, "ridge_onehot.test_mse", probe.meanSquaredError(test.features(), oneHot(test)));
            assertAccuracy(fixtures, "ridge_onehot.test_accuracy", probe.accuracy(test));
        }
    }

    private static void logistic(String name, LinearProbeConfig config) {
        Fixtures fixtures = Fixtures.load("probes/linear");
        try (TensorScope scope = TensorScope.open()) {
            int classes = fixtures.integer("hp.classes");
            LinearProbeConfig exact = config.withL2(fixtures.real("hp.l2")).withTolerance(1e-13);
            LinearProbe probe = LinearProbe.fit(labelled(fixtures, "train", classes), exact);
            assertThat(probe.convergence().converged()).isTrue();
            assertThat(fixtures.real(name + ".max_gradient")).isLessThan(1e-12);
            assertReal(fixtures, name + ".objective", probe.convergence().objective());
            fixtures.assertClose(name + ".weight", probe.weight(), TOLERANCE);
            fixtures.assertClose(name + ".bias", probe.bias(), TOLERANCE);
            LabeledFeatures test = labelled(fixtures, "test", classes);
            fixtures.assertClose(name + ".test_probability", probe.probabilities(test.features()), TOLERANCE);
            assertExact(fixtures, name + ".test_prediction", probe.predict(test.features()));
            assertAccuracy(fixtures, name + ".test_accuracy", probe.accuracy(test));
        }
    }

    private static LabeledFeatures labelled(Fixtures fixtures, String part, int classes) {
        return new LabeledFeatures(
                fixtures.tensor(part + ".x").to(DType.FLOAT64), fixtures.tensor(part + ".y"), classes);
    }

    private static Tensor oneHot(LabeledFeatures data) {
        return data.labels()
                .unsqueeze(1)
                .eq(Tensors.arange(data.classes()).to(TestDevice.get()))
                .to(DType.FLOAT64);
    }

    private static void assertExact(Fixtures fixtures, String name, Tensor actual) {
        assertThat(actual.toLongArray()).as(name).containsExactly(fixtures.longs(name));
    }

    private static void assertReal(Fixtures fixtures, String name, double actual) {
        double expected = fixtures.real(name);
        assertThat(actual).as(name).isEqualTo(expected, within(TOLERANCE * Math.abs(expected)));
    }

    private static void assertAccuracy(Fixtures fixtures, String name, Accuracy actual) {
        assertThat(actual.value()).as(name).isEqualTo(fixtures.real(name), within(1e-12));
    }
}
