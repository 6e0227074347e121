package dev.jepa.examples.tworooms;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.report.Picture;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.env.tworooms.TwoRooms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pictures of what a planner minimises: how far every place is from a goal, and how the cost changes around a plan. */
final class CostMaps {
    private static final int SPACING = 2;
    private static final int GRID = 21;
    private static final int CELL = 8;
    private static final double REACH = 1.2;

    private final ActionJepa model;
    private final Walks walks;
    private final StepMetric metric;

    CostMaps(ActionJepa model, Walks walks, StepMetric metric) {
        this.model = model;
        this.walks = walks;
        this.metric = metric;
    }

    /** The distance of the state at each place of a world from its goal's. */
    Picture places(TwoRooms world) {
        List<double[]> free = new ArrayList<>();
        int side = (world.observe().width() + SPACING - 1) / SPACING;
        int[] index = new int[side * side];
        for (int i = 0; i < index.length; i++) {
            int row = i / side;
            double[] place = {i % side * SPACING, row * SPACING};
            index[i] = world.dynamics().isSolid(place) ? -1 : free.size();
            if (index[i] >= 0) {
                free.add(place);
            }
        }
        try (TensorScope scope = TensorScope.open()) {
            Tensor states = model.encode(walks.frames(world.layout(), free.toArray(double[][]::new))); // [N, D]
            Tensor none = Tensors.zeros(free.size(), 1, 2);
            double[] costs = goalCost(world).energy(states.unsqueeze(1), none).toDoubleArray();
            double[] values = Arrays.stream(index)
                    .mapToDouble(i -> i < 0 ? Double.NaN : costs[i])
                    .toArray();
            return new Picture("distance of each place from the goal", HeatMap.of(values, side, CELL));
        }
    }

    /** The cost of a plan with one displacement added to all its actions: x to the right, y downwards. */
    Picture around(TwoRooms world, Tensor plan) {
        try (TensorScope scope = TensorScope.open()) {
            float[] shifts = new float[GRID * GRID * 2];
            for (int i = 0; i < GRID * GRID; i++) {
                int row = i / GRID;
                shifts[2 * i] = shift(i % GRID);
                shifts[2 * i + 1] = shift(row);
            }
            Tensor shifted = plan.unsqueeze(0).add(Tensors.of(shifts, GRID * GRID, 1, 2)); // [N, H, 2]
            Tensor actions = world.actionBounds().project(shifted);
            Tensor start = model.encode(world.observe().tensor().unsqueeze(0)).repeat(GRID * GRID, 1);
            double[] costs = goalCost(world)
                    .energy(model.unroll(start, actions), actions)
                    .toDoubleArray();
            return new Picture(
                    "cost around the first plan, which is in the middle", HeatMap.of(costs, GRID, 2 * CELL - 3));
        }
    }

    private static float shift(int cell) {
        return (float) (REACH * (2.0 * cell / (GRID - 1) - 1));
    }

    private EnergyFunction goalCost(TwoRooms world) {
        return metric.to(model.encode(world.observeGoal().tensor().unsqueeze(0)).select(0, 0));
    }
}
