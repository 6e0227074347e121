package dev.jepa.examples.tworooms;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.report.HeatMap;
import dev.jepa.examples.report.Picture;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.cost.StepMetric;
import dev.jepa.planning.env.tworooms.TwoRooms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pictures of the metric of steps: how far every place is from a goal. */
final class CostMaps {
    private static final int SPACING = 2;
    private static final int CELL = 8;

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

    private EnergyFunction goalCost(TwoRooms world) {
        return metric.to(model.encode(world.observeGoal().tensor().unsqueeze(0)).select(0, 0));
    }
}
