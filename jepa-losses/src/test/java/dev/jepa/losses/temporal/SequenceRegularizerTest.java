package dev.jepa.losses.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.losses.vicreg.SampleAxes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SequenceRegularizerTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor states(long seed, long... shape) {
        return Tensors.normal(Rng.of(seed), shape).to(TestDevice.get()).mul(0.5).to(DType.FLOAT64);
    }

    @Test
    void similarityByHand() {
        Tensor states = Tensors.of(new double[] {0, 0, 1, 2, 1, 5}, 1, 3, 2); // changes (1, 2) and (0, 3)
        assertThat(TemporalSimilarity.loss(states).item()).isCloseTo((1 + 4 + 9) / 4.0, within(1e-12));
    }

    @Test
    void actionsThatAreTheDifferencesOfStatesAreReadWithoutError() {
        Tensor states = states(1, 4, 5, 3);
        Tensor actions = states.slice(1, 1, 5).sub(states.slice(1, 0, 4)); // [B, T - 1, D]
        assertThat(InverseDynamics.loss(states, actions, (from, to) -> to.sub(from))
                        .item())
                .isZero();
    }

    @Test
    void theLastActionMayBeThereOrNot() {
        Tensor states = states(1, 4, 5, 3);
        Tensor actions = states(2, 4, 5, 3);
        ActionReader reader = (from, to) -> to.sub(from);
        assertThat(InverseDynamics.loss(states, actions, reader).item())
                .isEqualTo(InverseDynamics.loss(states, actions.slice(1, 0, 4), reader)
                        .item());
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAgreeWithFiniteDifferences(SampleAxes samples) {
        try (InverseDynamicsModel model = new InverseDynamicsModel(
                12, 7, 2, Init.of(3).on(TestDevice.get()).as(DType.FLOAT64))) {
            SequenceRegularizer regularizer = SequenceRegularizer.ebJepa().over(samples);
            Tensor actions = states(4, 5, 3, 2);
            FiniteDifference.check(x -> regularizer.loss(x, actions, model).total(), states(5, 5, 3, 3, 2, 2));
            FiniteDifference.checkLeaves(
                    () -> regularizer
                            .loss(states(5, 5, 3, 3, 2, 2), actions, model)
                            .total(),
                    model.parameters());
        }
    }

    @Test
    void collapsedStatesPayForVarianceAndActionsOnly() {
        Tensor states = Tensors.ones(6, 4, 3);
        Tensor actions = Tensors.ones(6, 3, 2);
        SequenceRegularizer.Terms terms = SequenceRegularizer.ebJepa()
                .loss(states, actions, (from, to) -> from.sub(to).slice(-1, 0, 2));
        assertThat(terms.similarity().item()).isZero();
        assertThat(terms.covariance().item()).isZero();
        assertThat(terms.variance().item()).isCloseTo(0.99, within(1e-6));
        assertThat(terms.inverseDynamics().item()).isCloseTo(1, within(1e-6));
        assertThat(terms.total().item()).isCloseTo(16 * 0.99 + 1, within(1e-5));
    }

    @Test
    void wrongShapesAreRefusedByName() {
        assertThatThrownBy(() -> TemporalSimilarity.loss(Tensors.ones(4, 1, 3)))
                .hasMessageContaining("[4, 1, 3]")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> InverseDynamics.loss(Tensors.ones(4, 5, 3), Tensors.ones(4, 2, 5), (from, to) -> to))
                .hasMessageContaining("[4, 2, 5]")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> new SequenceRegularizer(-1, 0, 0, 0, 1, SampleAxes.ALL_STEPS))
                .hasMessageContaining("Maybe");
    }

    @Test
    void oneSequenceHasStatisticsOverItsStepsOnly() {
        Tensor states = states(6, 1, 8, 3);
        Tensor actions = states(7, 1, 8, 3);
        ActionReader reader = (from, to) -> to;
        assertThatThrownBy(() -> SequenceRegularizer.ebJepa().loss(states, actions, reader))
                .hasMessageContaining("N >= 2");
        for (SampleAxes samples : List.of(SampleAxes.ALL_STEPS, SampleAxes.EACH_SEQUENCE)) {
            Tensor total = SequenceRegularizer.ebJepa()
                    .over(samples)
                    .loss(states, actions, reader)
                    .total();
            assertThat(total.item()).isFinite();
        }
    }
}
