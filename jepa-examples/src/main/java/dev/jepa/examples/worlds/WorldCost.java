package dev.jepa.examples.worlds;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.planning.cost.Costs;
import dev.jepa.planning.cost.GoalDistance;
import dev.jepa.planning.cost.StepMetric;
import java.util.List;
import java.util.function.Function;

/** What plans are judged by: encoded states and an encoded goal. */
public sealed interface WorldCost {
    /**
     * The goal's state [1, D] to a cost of plans.
     *
     * @param probe reads sensors off states
     * @param states of episodes that were not trained on, [B, T, D]
     */
    Function<Tensor, EnergyFunction> costOfGoal(SensorProbe probe, Tensor states);

    /**
     * Refuses a world with another number of sensors.
     *
     * @throws UsageException if the cost has weights, but not so many
     */
    default void requireSensors(int count) {}

    /** The distance to the goal by the {@link StepMetric}, averaged over the plan: it grows along ways rather than straight lines. */
    record Steps() implements WorldCost {
        @Override
        public Function<Tensor, EnergyFunction> costOfGoal(SensorProbe probe, Tensor states) {
            StepMetric metric = StepMetric.of(List.of(states), 1);
            return goal -> metric.to(goal.select(0, 0));
        }
    }

    /**
     * Mean over the plan of sum_i w_i (sensor_i - goal_i)^2, in training deviations, for sensors that are read off states linearly.
     *
     * @param weights w, one for each sensor
     */
    record Sensed(List<Double> weights) implements WorldCost {
        public Sensed {
            weights = List.copyOf(weights);
            if (weights.stream().anyMatch(w -> !(w >= 0)) || weights.stream().allMatch(w -> w == 0)) {
                throw new IllegalArgumentException("weights must be >= 0, and one above, but were " + weights + ".");
            }
        }

        @Override
        public void requireSensors(int count) {
            if (weights.size() != count) {
                throw new UsageException("planning.cost.weights must be " + count + ", one for each sensor, but were "
                        + weights.size() + ".");
            }
        }

        @Override
        public Function<Tensor, EnergyFunction> costOfGoal(SensorProbe probe, Tensor states) {
            double[] roots = weights.stream()
                    .mapToDouble(w -> Math.sqrt(w * weights.size()))
                    .toArray();
            Tensor factor = Tensors.of(roots, roots.length).to(states.dtype()).to(states.device());
            return goal -> Costs.on(
                    s -> probe.read(s).mul(factor),
                    new GoalDistance(probe.read(goal).mul(factor), GoalDistance.When.MEAN));
        }
    }

    /**
     * {@link Sensed}, and how far the pusher is from the block, without which a plan that does not touch it is as good as any other.
     *
     * @param weights as there
     * @param approach weight of the squared distance of the first two sensors from the next two
     */
    record Pushing(List<Double> weights, double approach) implements WorldCost {
        public Pushing {
            weights = new Sensed(weights).weights();
            if (!(approach >= 0)) {
                throw new IllegalArgumentException("approach must be >= 0 but was " + approach + ".");
            }
        }

        @Override
        public void requireSensors(int count) {
            new Sensed(weights).requireSensors(count);
        }

        @Override
        public Function<Tensor, EnergyFunction> costOfGoal(SensorProbe probe, Tensor states) {
            Function<Tensor, EnergyFunction> block = new Sensed(weights).costOfGoal(probe, states);
            EnergyFunction near = Costs.on(probe::read, (sensors, actions) -> sensors.slice(2, 0, 2)
                    .sub(sensors.slice(2, 2, 4))
                    .square()
                    .sum(2)
                    .mean(1));
            return goal -> block.apply(goal).plus(near.times(approach));
        }
    }
}
