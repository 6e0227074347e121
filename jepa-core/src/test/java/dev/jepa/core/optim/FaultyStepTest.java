package dev.jepa.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an optimiser is given by mistake reaches neither its parameters nor its state. */
class FaultyStepTest {
    private static final String BAD = "blocks.0.attn.qkv.weight";

    static Stream<BiFunction<Map<String, Tensor>, ParameterRule, Optimizer>> optimizers() {
        return Stream.of(
                AdamW::new,
                Adam::new,
                (p, rule) -> new Sgd(p, rule, 0.9, false),
                (p, rule) -> new Sgd(p, rule, 0, true),
                (p, rule) -> new Lars(p, rule, LarsConfig.vicReg()),
                (p, rule) -> new Lars(p, rule, LarsConfig.ebJepa()));
    }

    private static Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("cls_token", Autograd.variable(Tensors.normal(Rng.of(1), 1, 3)));
        parameters.put(BAD, Autograd.variable(Tensors.normal(Rng.of(2), 3, 4)));
        parameters.put("norm.bias", Autograd.variable(Tensors.normal(Rng.of(3), 4)));
        return parameters;
    }

    private static List<Tensor> gradients() {
        return new ArrayList<>(List.of(Tensors.ones(1, 3), Tensors.ones(3, 4), Tensors.ones(4)));
    }

    private static List<Tensor> gradientsWith(int index, Tensor gradient) {
        List<Tensor> gradients = gradients();
        gradients.set(index, gradient);
        return gradients;
    }

    private static Tensor matrixWith(float value) {
        return Tensors.concat(List.of(Tensors.ones(2, 4), Tensors.of(new float[] {0, value, 1, 2}, 1, 4)), 0);
    }

    /** Takes a good step, then the faulty ones; a good one after them must do what it does without them. */
    private static void leavesAllAsItWas(
            BiFunction<Map<String, Tensor>, ParameterRule, Optimizer> create, Consumer<Optimizer> faults) {
        try (TensorScope scope = TensorScope.open();
                Optimizer tried = create.apply(parameters(), ParameterRule.noDecayForBiasesAndNorms());
                Optimizer untried = create.apply(parameters(), ParameterRule.noDecayForBiasesAndNorms())) {
            tried.step(gradients(), 0.1, 0.05);
            untried.step(gradients(), 0.1, 0.05);
            faults.accept(tried);
            tried.step(gradients(), 0.1, 0.05);
            untried.step(gradients(), 0.1, 0.05);
            Map<String, Tensor> state = tried.stateDict();
            untried.stateDict()
                    .forEach((name, tensor) ->
                            assertThat(state.get(name).toDoubleArray()).as(name).isEqualTo(tensor.toDoubleArray()));
            for (int i = 0; i < 3; i++) {
                assertThat(tried.parameters().get(i).toFloatArray())
                        .isEqualTo(untried.parameters().get(i).toFloatArray());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aGradientThatIsNotFiniteNamesItsParameter(BiFunction<Map<String, Tensor>, ParameterRule, Optimizer> create) {
        leavesAllAsItWas(create, optimizer -> {
            for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                assertThatThrownBy(() -> optimizer.step(gradientsWith(1, matrixWith(value)), 0.1, 0.05))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("The gradient of '" + BAD + "' was not finite")
                        .hasMessageContaining("Maybe");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aRateThatIsNoNumberFromZeroOnIsRefused(BiFunction<Map<String, Tensor>, ParameterRule, Optimizer> create) {
        leavesAllAsItWas(create, optimizer -> {
            for (double rate : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.1, 1e39}) {
                assertThatThrownBy(() -> optimizer.step(gradients(), rate, 0.05))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("learning rate")
                        .hasMessageContaining("but was " + rate);
                assertThatThrownBy(() -> optimizer.step(gradients(), 0.1, rate))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("weight decay");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void gradientsThatDoNotFitAreRefused(BiFunction<Map<String, Tensor>, ParameterRule, Optimizer> create) {
        leavesAllAsItWas(create, optimizer -> {
            assertThatThrownBy(() -> optimizer.step(gradients().subList(0, 2), 0.1, 0))
                    .hasMessageContaining("3 parameters but was given 2");
            assertThatThrownBy(() -> optimizer.step(gradientsWith(1, Tensors.ones(4, 3)), 0.1, 0))
                    .hasMessageContaining("'" + BAD + "' must be [3, 4] but was [4, 3]");
            assertThatThrownBy(() ->
                            optimizer.step(gradientsWith(1, Tensors.ones(3, 4).to(DType.FLOAT64)), 0.1, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + BAD + "' must be float32 on cpu but was float64 on cpu");
        });
    }

    @Test
    void aNormTooLargeForAFloatIsNotAGradientThatIsNotFinite() {
        try (TensorScope scope = TensorScope.open()) {
            List<String> names = List.of("a", BAD, "b");
            assertThat(Gradients.describeNonFinite(names, gradientsWith(1, matrixWith(1e30f))))
                    .isEmpty();
            List<Tensor> two = gradientsWith(1, matrixWith(Float.NaN));
            two.set(2, Tensors.of(new float[] {0, 0, 0, Float.POSITIVE_INFINITY}, 4));
            assertThat(Gradients.describeNonFinite(names, two))
                    .hasValue("The gradient of '" + BAD + "' (and 1 more) was not finite");
        }
    }

    @Test
    void clippingLeavesTheFaultWhereItIs() {
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor> clipped = GradientClipping.byGlobalNorm(gradientsWith(1, matrixWith(Float.NaN)), 1)
                    .gradients();
            assertThat(Gradients.describeNonFinite(List.of("a", BAD, "b"), clipped))
                    .hasValue("The gradient of '" + BAD + "' was not finite");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 0, -1, Double.NEGATIVE_INFINITY})
    void aLimitOfTheNormMustBePositive(double limit) {
        try (TensorScope scope = TensorScope.open()) {
            assertThatThrownBy(() -> GradientClipping.byGlobalNorm(gradients(), limit))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("maxNorm must be > 0 but was " + limit);
        }
    }

    @Test
    void anAverageOfOtherTensorsOrAnotherMomentumIsRefused() {
        try (TensorScope scope = TensorScope.open()) {
            for (double momentum : new double[] {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY}) {
                assertThatThrownBy(() -> ExponentialMovingAverage.update(gradients(), gradients(), momentum))
                        .hasMessageContaining("[0, 1] but was " + momentum);
            }
            List<Tensor> targets = gradients();
            assertThatThrownBy(() -> ExponentialMovingAverage.update(targets, gradientsWith(1, Tensors.ones(1)), 0.5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[3, 4]")
                    .hasMessageContaining("[1]");
        }
    }

    @Test
    void constantsThatLeadToNoNumbersAreRefused() {
        for (double epsilon : new double[] {0, -1, 1e-60, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new AdamConfig(0.9, 0.999, epsilon)).hasMessageContaining("epsilon be > 0");
        }
        assertThatThrownBy(() -> new LarsConfig(0.9, Double.POSITIVE_INFINITY, LarsConfig.Norm.RAW_GRADIENT))
                .hasMessageContaining("trust");
        assertThatThrownBy(() -> new ParameterGroup(Double.POSITIVE_INFINITY, 1, true))
                .hasMessageContaining("finite");
    }
}
