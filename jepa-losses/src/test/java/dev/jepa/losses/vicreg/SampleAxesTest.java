package dev.jepa.losses.vicreg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleAxesTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void eachChoiceCountsWhatItsNameSays() {
        Tensor maps = Tensors.normal(Rng.of(0), 6, 5, 3, 2, 4); // [B, T, C, H, W]
        assertThat(SampleAxes.FIRST_STEP.of(maps).shape()).isEqualTo(Shape.of(6, 24));
        assertThat(SampleAxes.ALL_STEPS.of(maps).shape()).isEqualTo(Shape.of(30, 24));
        assertThat(SampleAxes.FIRST_STEP_PLACES.of(maps).shape()).isEqualTo(Shape.of(48, 3));
        assertThat(SampleAxes.ALL_PLACES.of(maps).shape()).isEqualTo(Shape.of(240, 3));
        assertThat(SampleAxes.EACH_STEP.of(maps).shape()).isEqualTo(Shape.of(5, 6, 24));
        assertThat(SampleAxes.EACH_SEQUENCE.of(maps).shape()).isEqualTo(Shape.of(6, 5, 24));
        assertThat(SampleAxes.EACH_MAP.of(maps).shape()).isEqualTo(Shape.of(30, 8, 3));
    }

    @Test
    void aStackOfBatchesGivesTheMeanOverItsBatches() {
        Tensor states = Tensors.normal(Rng.of(1), 6, 3, 4).mul(0.5).to(DType.FLOAT64);
        Tensor stack = SampleAxes.EACH_STEP.of(states); // [T, B, D]
        double variance = 0;
        double covariance = 0;
        for (int t = 0; t < 3; t++) {
            variance += VarianceCovariance.variance(states.select(1, t), 1).item() / 3;
            covariance += VarianceCovariance.covariance(states.select(1, t)).item() / 3;
        }
        assertThat(VarianceCovariance.variance(stack, 1).item()).isCloseTo(variance, within(1e-12));
        assertThat(VarianceCovariance.covariance(stack).item()).isCloseTo(covariance, within(1e-12));
    }

    @Test
    void sequencesThatAreConstantInTimeVaryOverTheBatchOnly() {
        Tensor states = Tensors.normal(Rng.of(2), 32, 1, 4).mul(2.0).expand(32, 8, 4);
        double overBatch =
                VarianceCovariance.variance(SampleAxes.EACH_STEP.of(states), 1).item();
        double overTime = VarianceCovariance.variance(SampleAxes.EACH_SEQUENCE.of(states), 1)
                .item();
        assertThat(overBatch).isZero();
        assertThat(overTime).isCloseTo(0.99, within(1e-6));
    }

    @Test
    void channelsStayTogetherWhenPlacesAreExamples() {
        Tensor maps = Tensors.arange(2 * 3 * 4).to(DType.FLOAT64).reshape(1, 1, 2, 3, 4);
        assertThat(SampleAxes.ALL_PLACES.of(maps).select(0, 5).toDoubleArray()).containsExactly(5, 17);
    }

    @Test
    void anImageWithoutTimeIsRefused() {
        assertThatThrownBy(() -> SampleAxes.ALL_STEPS.of(Tensors.ones(2, 3, 4, 4)))
                .hasMessageContaining("[2, 3, 4, 4]")
                .hasMessageContaining("Maybe");
    }
}
