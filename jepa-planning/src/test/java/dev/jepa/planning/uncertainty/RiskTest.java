package dev.jepa.planning.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.model.LatentModel;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.cost.Costs;
import dev.jepa.planning.planner.Budget;
import dev.jepa.planning.planner.CrossEntropy;
import dev.jepa.planning.planner.Plan;
import dev.jepa.planning.planner.PlanRequest;
import dev.jepa.planning.planner.Problem;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RiskTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void risksByHand() {
        Tensor costs = Tensors.of(new double[] {1, 2, 3, 10, 5, 5, 5, 5}, 2, 4).transpose(0, 1); // 4 worlds, 2 plans
        assertThat(new Risk.Expected().of(costs).toDoubleArray()).containsExactly(4, 5);
        assertThat(new Risk.WorstCase().of(costs).toDoubleArray()).containsExactly(10, 5);
        assertThat(new Risk.ConditionalValue(0.5).of(costs).toDoubleArray()).containsExactly(6.5, 5);
        assertThat(new Risk.ConditionalValue(1).of(costs).toDoubleArray()).containsExactly(4, 5);
        assertThat(new Risk.ConditionalValue(0.01).of(costs).toDoubleArray()).containsExactly(10, 5);
        assertThatThrownBy(() -> new Risk.ConditionalValue(0)).hasMessageContaining("(0, 1]");
    }

    /** One step of size gain * a. */
    private record Gain(double gain) implements WorldModel {
        @Override
        public Tensor encode(Tensor observations) {
            return observations;
        }

        @Override
        public Tensor predict(Tensor states, Tensor actions) {
            return states.add(actions.mul(gain));
        }
    }

    /** Gains 1 and 3; the way to 3 costs (3 - gain a)^2. The mean is least at 1.2, the worst case where both are equal, at 1.5. */
    @Test
    void plansDifferByRisk() {
        assertThat(action(new Risk.Expected())).isCloseTo(1.2, within(0.02));
        assertThat(action(new Risk.WorstCase())).isCloseTo(1.5, within(0.02));
        assertThat(action(new Risk.ConditionalValue(1))).isCloseTo(1.2, within(0.02));
    }

    private static double action(Risk risk) {
        Ensemble ensemble = new Ensemble(List.of(new Gain(1), new Gain(3)));
        EnergyFunction cost = (states, actions) -> states.sub(3).square().sum(1, 2);
        Tensor state = ensemble.encode(Tensors.zeros(1, 1));
        Problem problem = new Problem(ensemble, ensemble.risk(cost, risk), ActionBounds.symmetric(1, 4), 1, state);
        Plan plan =
                new CrossEntropy(CrossEntropy.Config.standard()).plan(PlanRequest.of(problem, Budget.iterations(25)));
        return plan.action(0)[0];
    }

    @Test
    void anEnsembleOfOneIsItsMember() {
        Ensemble one = new Ensemble(List.of(new Gain(2)));
        Tensor state = Tensors.normal(Rng.of(1), 3, 2);
        Tensor actions = Tensors.normal(Rng.of(2), 3, 5, 2);
        assertThat(one.unroll(state, actions).toFloatArray())
                .isEqualTo(new Gain(2).unroll(state, actions).toFloatArray());
        assertThat(one.risk(Costs.effort(), new Risk.WorstCase())
                        .energy(one.unroll(state, actions), actions)
                        .toFloatArray())
                .isEqualTo(actions.square().sum(1, 2).toFloatArray());
    }

    @Test
    void membersThatAgreeHaveNoDisagreement() {
        Tensor actions = Tensors.ones(1, 2, 1);
        Ensemble agreed = new Ensemble(List.of(new Gain(2), new Gain(2)));
        Ensemble split = new Ensemble(List.of(new Gain(1), new Gain(3)));
        Tensor state = Tensors.zeros(1, 2);
        assertThat(agreed.disagreement()
                        .energy(agreed.unroll(state, actions), actions)
                        .item())
                .isZero();
        assertThat(split.disagreement()
                        .energy(split.unroll(state, actions), actions)
                        .item())
                .isEqualTo(4);
    }

    @Test
    void sampledWorldsAreTheSameForAllPlans() {
        LatentModel noisy = new LatentModel() {
            @Override
            public Tensor encode(Tensor observations) {
                return observations;
            }

            @Override
            public Tensor predict(Tensor states, Tensor actions, Tensor latents) {
                return states.add(actions).add(latents);
            }

            @Override
            public int latentDim() {
                return 1;
            }
        };
        Ensemble worlds = SampledLatents.ensemble(noisy, 200, 4, Rng.of(3));
        Tensor state = worlds.encode(Tensors.zeros(2, 1)).expand(2, 200);
        Tensor actions = Tensors.zeros(2, 4, 1);
        Tensor states = worlds.unroll(state, actions);
        assertThat(states.select(0, 0).toFloatArray())
                .isEqualTo(states.select(0, 1).toFloatArray());
        EnergyFunction last = (x, y) -> x.select(1, 3).square().sum(1);
        assertThat(worlds.risk(last, new Risk.Expected())
                        .energy(states, actions)
                        .toFloatArray()[0])
                .as("variance of a sum of four normals")
                .isCloseTo(4, within(1.2f));
        assertThatThrownBy(() -> worlds.unroll(state, Tensors.zeros(2, 5, 1)))
                .hasMessageContaining("4 steps but the plan 5");
    }
}
