package dev.jepa.models.action;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What facebookresearch/eb_jepa's planners see of its model: the goal's encoding, predicted states, costs. */
class PlanningModelParityTest {
    private final Fixtures fixtures = Fixtures.load("acjepa/planning");

    @Test
    void predictionsAndCostsOfPlansAreTheirs() {
        long[] frame = fixtures.shape("obs.raw"); // [C, H, W]
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = FixtureModel.load(
                        fixtures,
                        Fixtures.load("acjepa/planning_model"),
                        (int) frame[0],
                        (int) frame[1],
                        DType.FLOAT32)) {
            Tensor goal = model.encode(fixtures.tensor("goal.normalized").unsqueeze(0)); // [1, D]
            fixtures.assertClose("goal.encoding", goal.unsqueeze(2).unsqueeze(3).unsqueeze(4), 1e-5);
            Tensor start = model.encode(fixtures.tensor("obs.normalized").unsqueeze(0)); // [1, D]
            Tensor actions = FixtureModel.timeFirst(fixtures.tensor("action_sequences")); // [K, T, 2]
            Tensor first = start.repeat(actions.size(0), 1); // [K, D]
            Tensor states = Tensors.concat(List.of(first.unsqueeze(1), model.unroll(first, actions)), 1);
            fixtures.assertClose("predicted_states", FixtureModel.asStored(states), 2e-5);
            Tensor costs = states.sub(goal).square().mean(2); // [K, T + 1]
            fixtures.assertClose("cost.per_step", costs, 2e-5);
            fixtures.assertClose("cost.sum", costs.sum(1), 2e-5);
        }
    }
}
