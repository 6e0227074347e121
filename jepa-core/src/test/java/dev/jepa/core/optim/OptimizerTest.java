package dev.jepa.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.LiveTensors;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    private static final ParameterRule RULE = ParameterRule.noDecayForBiasesAndNorms();

    static Stream<Function<Map<String, Tensor>, Optimizer>> optimizers() {
        return Stream.of(
                p -> new AdamW(p, RULE),
                p -> new Adam(p, RULE),
                p -> new Sgd(p, RULE, 0.9, true),
                p -> new Lars(p, RULE, LarsConfig.vicReg()),
                p -> new Lars(p, RULE, LarsConfig.ebJepa()));
    }

    /** A matrix and a bias, leaves that require gradients. */
    private static Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("weight", Autograd.variable(Tensors.normal(Rng.of(3).at("weight"), 4, 3)));
        parameters.put("bias", Autograd.variable(Tensors.normal(Rng.of(3).at("bias"), 3)));
        return parameters;
    }

    private static void step(Optimizer optimizer, long step) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.normal(Rng.of(5).at(step, "x"), 8, 4);
            List<Tensor> p = optimizer.parameters();
            Tensor loss = Autograd.record(
                    () -> x.matmul(p.get(0)).add(p.get(1)).square().mean());
            optimizer.step(Autograd.gradients(loss, p), 0.05, 0.1);
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aLoadedStateContinuesBitForBit(Function<Map<String, Tensor>, Optimizer> create) {
        try (TensorScope scope = TensorScope.open();
                Optimizer whole = create.apply(parameters());
                Optimizer first = create.apply(parameters())) {
            for (int i = 0; i < 3; i++) {
                step(whole, i);
                step(first, i);
            }
            Map<String, Tensor> copies = new LinkedHashMap<>();
            copies.put(
                    "weight",
                    Autograd.variable(first.parameters().get(0).detach().copy()));
            copies.put(
                    "bias", Autograd.variable(first.parameters().get(1).detach().copy()));
            try (Optimizer second = create.apply(copies)) {
                second.loadStateDict(first.stateDict());
                for (int i = 3; i < 6; i++) {
                    step(whole, i);
                    step(second, i);
                }
                for (int i = 0; i < 2; i++) {
                    assertThat(second.parameters().get(i).toFloatArray())
                            .containsExactly(whole.parameters().get(i).toFloatArray());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void stepsDescendAndLeaveNoTensorBehind(Function<Map<String, Tensor>, Optimizer> create) {
        try (TensorScope scope = TensorScope.open();
                Optimizer optimizer = create.apply(parameters())) {
            double before = optimizer.parameters().get(1).square().sum().item();
            step(optimizer, 0);
            long live = LiveTensors.settled();
            for (int i = 1; i < 100; i++) {
                step(optimizer, i);
            }
            assertThat(TensorScope.liveTensors()).isEqualTo(live);
            assertThat(optimizer.parameters().get(1).square().sum().item()).isLessThan(before);
        }
    }

    @Test
    void parametersAreSteppedInTheOrderTheyWereGivenWhateverTheirGroup() {
        try (TensorScope scope = TensorScope.open()) {
            Map<String, Tensor> named = new LinkedHashMap<>();
            named.put("a.bias", Tensors.zeros(2));
            named.put("a.weight", Tensors.zeros(1, 3));
            named.put("b.bias", Tensors.zeros(1));
            try (Optimizer sgd = new Sgd(named, RULE, 0, false)) {
                sgd.step(
                        List.of(
                                Tensors.ones(2),
                                Tensors.ones(1, 3).mul(3.0),
                                Tensors.ones(1).mul(5.0)),
                        1,
                        0);
                assertThat(named.get("a.weight").toFloatArray()).containsExactly(-3, -3, -3);
                assertThat(named.get("b.bias").toFloatArray()).containsExactly(-5);
            }
        }
    }

    @Test
    void decaySparesBiasesAndNorms() {
        try (TensorScope scope = TensorScope.open()) {
            Map<String, Tensor> named = new LinkedHashMap<>();
            named.put("weight", Tensors.ones(1, 2));
            named.put("norm", Tensors.ones(2));
            named.put("rel_pos.bias_table", Tensors.ones(1, 2));
            try (Optimizer adamW = new AdamW(named, RULE)) {
                adamW.step(named.values().stream().map(p -> p.mul(0.0)).toList(), 0.5, 0.1);
                assertThat(named.get("weight").toFloatArray()).containsExactly(0.95f, 0.95f);
                assertThat(named.get("norm").toFloatArray()).containsExactly(1, 1);
                assertThat(named.get("rel_pos.bias_table").toFloatArray()).containsExactly(1, 1);
            }
        }
    }

    @Test
    void wrongGradientsChangeNothingAndAreNamed() {
        try (TensorScope scope = TensorScope.open();
                Optimizer optimizer = new AdamW(parameters(), RULE)) {
            float[] before = optimizer.parameters().get(0).toFloatArray();
            assertThatThrownBy(() -> optimizer.step(List.of(Tensors.ones(4, 3)), 1, 0))
                    .hasMessageContaining("2 parameters")
                    .hasMessageContaining("1 gradients");
            assertThatThrownBy(() -> optimizer.step(List.of(Tensors.ones(4, 3), Tensors.ones(4)), 1, 0))
                    .hasMessageContaining("'bias' must be [3] but was [4]")
                    .hasMessageContaining("Maybe");
            assertThat(optimizer.parameters().get(0).toFloatArray()).containsExactly(before);
        }
    }

    @Test
    void aForeignStateIsRefused() {
        try (TensorScope scope = TensorScope.open();
                Optimizer adamW = new AdamW(parameters(), RULE);
                Optimizer sgd = new Sgd(parameters(), RULE, 0.9, false)) {
            assertThatThrownBy(() -> adamW.loadStateDict(sgd.stateDict()))
                    .hasMessageContaining("exp_avg.weight")
                    .hasMessageContaining("momentum_buffer.weight");
            Map<String, Tensor> cut = new HashMap<>(adamW.stateDict());
            cut.remove("steps");
            assertThatThrownBy(() -> adamW.loadStateDict(cut)).hasMessageContaining("steps");
        }
    }

    @Test
    void gradientsOfPartsAddUpToThoseOfTheWhole() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor w = Autograd.variable(Tensors.normal(Rng.of(1), 4, 2));
            Tensor x = Tensors.normal(Rng.of(2), 6, 4);
            List<Tensor> sum = Gradients.zerosLike(List.of(w));
            for (int part = 0; part < 3; part++) {
                Tensor rows = x.slice(0, 2L * part, 2L * part + 2);
                Tensor loss = Autograd.record(() -> rows.matmul(w).square().mean());
                Gradients.accumulate(sum, Autograd.gradients(loss, List.of(w)), 1.0 / 3);
            }
            Tensor loss = Autograd.record(() -> x.matmul(w).square().mean());
            float[] whole = Autograd.gradients(loss, List.of(w)).get(0).toFloatArray();
            assertThat(sum.get(0).toFloatArray()).containsExactly(whole, within(1e-6f));
            assertThat(Gradients.globalNorm(sum))
                    .isEqualTo(Math.sqrt(sum.get(0).square().sum().item()), within(1e-6));
        }
    }

    @Test
    void aMovingAverageFollowsAndItsEndsAreExact() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor target = Tensors.of(new float[] {0.1f, 10}, 2);
            Tensor online = Autograd.variable(Tensors.of(new float[] {0.7f, 20}, 2));
            ExponentialMovingAverage.update(List.of(target), List.of(online), 1);
            assertThat(target.toFloatArray()).containsExactly(0.1f, 10);
            ExponentialMovingAverage.update(List.of(target), List.of(online), 0.9);
            assertThat(target.toFloatArray()).containsExactly(new float[] {0.16f, 11}, within(1e-6f));
            ExponentialMovingAverage.update(List.of(target), List.of(online), 0);
            assertThat(target.toFloatArray()).containsExactly(0.7f, 20);
            assertThatThrownBy(() -> ExponentialMovingAverage.update(List.of(target), List.of(online), 99.6))
                    .hasMessageContaining("99.6");
        }
    }
}
