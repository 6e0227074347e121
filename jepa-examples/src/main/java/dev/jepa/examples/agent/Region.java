package dev.jepa.examples.agent;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.tworooms.PositionProbe;
import dev.jepa.planning.cost.Costs;

/** A round place that the agent may be told to keep out of: centre and radius in pixels. */
record Region(double x, double y, double radius) {
    /** What the readout of positions may be wrong by, in pixels: plans keep so much more away. */
    private static final double MARGIN = 3;

    boolean contains(double[] position) {
        return within(position, radius);
    }

    /** Whether a position is so near that keeping away from the region would mean keeping away from it. */
    boolean isNear(double[] position) {
        return within(position, radius + 2 * MARGIN);
    }

    private boolean within(double[] position, double distance) {
        return Math.hypot(position[0] - x, position[1] - y) < distance;
    }

    /** The cost of predicted states whose positions are read off linearly. */
    EnergyFunction keepOut(PositionProbe probe) {
        Tensor centre = Tensors.of(new float[] {(float) x, (float) y}, 2);
        return Costs.on(states -> positions(probe, states), Costs.keepOut(centre, radius + MARGIN));
    }

    private static Tensor positions(PositionProbe probe, Tensor states) {
        return probe.read(states.flatten(0, 1)).reshape(states.size(0), states.size(1), 2); // [B, T, 2]
    }
}
