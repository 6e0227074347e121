package dev.jepa.models.jea;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.nn.Projector;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.losses.collapse.Spread;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training of each method on a tiny model: it learns, does not collapse, and resumes bit for bit. */
class JeaTrainerTest {
    private static final int STEPS = 100;

    static List<JeaConfig> configs() {
        return TinyRun.all();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aHundredStepsLowerTheLossWithoutCollapse(JeaConfig config) {
        try (TensorScope scope = TensorScope.open();
                TinyRun run = new TinyRun(config, false)) {
            double[] losses = run.train(0, STEPS);
            assertThat(mean(losses, STEPS - 10, STEPS)).isLessThan(mean(losses, 0, 10));
            Spread spread = Spread.of(run.embeddings());
            assertThat(spread.normalizedStd()).isGreaterThan(0.5 / Math.sqrt(8));
            assertThat(spread.meanPairwiseCosine()).isLessThan(0.5);
        }
    }

    @Test
    void invarianceAloneCollapses() {
        Method invariance =
                new Method.VicReg(dev.jepa.losses.vicreg.VicReg.official().withWeights(25, 0, 0));
        try (TensorScope scope = TensorScope.open();
                TinyRun run = new TinyRun(JeaConfig.of(invariance, Projector.Config.vicReg(8)), false);
                TinyRun regularized =
                        new TinyRun(JeaConfig.of(new Method.VicReg(), Projector.Config.vicReg(8)), false)) {
            run.train(0, STEPS);
            regularized.train(0, STEPS);
            double healthy = Spread.of(regularized.embeddings()).meanStd();
            assertThat(Spread.of(run.embeddings()).meanStd()).isLessThan(0.1 * healthy);
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aResumedRunEqualsAnUninterruptedOne(JeaConfig config) {
        boolean constantPredictorRate = config.method() instanceof Method.SimSiam;
        try (TensorScope scope = TensorScope.open();
                TinyRun whole = new TinyRun(config, constantPredictorRate);
                TinyRun first = new TinyRun(config, constantPredictorRate);
                TinyRun second = new TinyRun(config, constantPredictorRate)) {
            whole.train(0, 6);
            first.train(0, 3);
            second.trainer.state().load(copies(first.state()));
            second.train(3, 6);
            Map<String, Tensor> resumed = second.state();
            whole.state().forEach((name, tensor) -> assertThat(resumed.get(name).toDoubleArray())
                    .as(name)
                    .isEqualTo(tensor.toDoubleArray()));
        }
    }

    @Test
    void theTargetNetworkFollowsTheOnlineOne() {
        JeaConfig byol = JeaConfig.of(new Method.Byol(), Projector.Config.byol(16, 8), Projector.Config.byol(16, 8));
        try (TensorScope scope = TensorScope.open();
                TinyRun run = new TinyRun(byol, false)) {
            Map<String, Tensor> before = copies(run.state());
            run.train(0, 1);
            String weight = "encoder.layer.weight";
            Tensor online = run.state().get(weight);
            Tensor expected = before.get(weight).mul(0.996).add(online.mul(1 - 0.996));
            assertThat(run.state()
                            .get("target_" + weight)
                            .sub(expected)
                            .abs()
                            .max()
                            .item())
                    .isLessThan(1e-6);
            assertThat(run.state()
                            .get("target_" + weight)
                            .sub(online)
                            .abs()
                            .max()
                            .item())
                    .isGreaterThan(1e-3);
        }
    }

    private static Map<String, Tensor> copies(Map<String, Tensor> state) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        state.forEach((name, tensor) -> copies.put(name, tensor.copy()));
        return copies;
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElseThrow();
    }
}
