package dev.jepa.examples.tworooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.env.tworooms.WindowBatch;
import org.junit.jupiter.api.Test;

class StepMetricTest {
    /** With W^T W = c (S + r I)^-1 the mean of ds^T W^T W ds over steps is c tr((S + r I)^-1 S) &lt;= c D, and c makes W^T W's mean eigenvalue 1. */
    @Test
    void oneStepIsTheUnitInEveryDirection() {
        TwoRoomsRun config = TwoRoomsRecipes.randomWalls().defaults();
        Walks walks = Evaluations.watched(config);
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = TwoRoomsModel.create(config, Init.of(4))) {
            StepMetric metric = StepMetric.of(model, walks, 1);
            WindowBatch batch = walks.windows(0);
            Tensor states = model.encodeSequence(batch.observations(), Mode.EVAL); // [B, T, D]
            Tensor from = states.select(1, 0);
            Tensor to = states.select(1, 1);
            Tensor zero = Tensors.zeros(states.size(2));
            Tensor none = Tensors.zeros(from.size(0), 1, 2);
            Tensor change = to.sub(from).unsqueeze(1); // [B, 1, D]
            double once = metric.to(zero).energy(change, none).mean().item();
            double twice = metric.to(zero).energy(change.mul(2.0), none).mean().item();
            assertThat(twice).isCloseTo(4 * once, within(1e-4 * twice));
            assertThat(metric.to(from.select(0, 0))
                            .energy(from.slice(0, 0, 1).unsqueeze(1), none.slice(0, 0, 1))
                            .item())
                    .isLessThan(1e-6);
        }
    }
}
