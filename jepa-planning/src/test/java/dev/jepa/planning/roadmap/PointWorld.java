package dev.jepa.planning.roadmap;

import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * A point in a square room of side 30 with a wall 3 thick and a door in it: states (x, y, x of the wall's middle), actions displacements. A
 * step into the wall slides along it.
 *
 * @param halfDoor half the width of the door; negative for a wall without
 * @param drift by which each prediction wrongly moves the wall
 */
record PointWorld(double halfDoor, double drift) implements WorldModel {
    static final double SIDE = 30;
    static final double WALL = 15;
    static final double HALF_WALL = 1.5;
    static final double DOOR = 27;

    static PointWorld withDoor() {
        return new PointWorld(1.5, 0);
    }

    static PointWorld closed() {
        return new PointWorld(-1, 0);
    }

    static Tensor state(double x, double y) {
        return Tensors.of(new float[] {(float) x, (float) y, (float) WALL}, 1, 3);
    }

    /** [N, 3] to [N, 2]. */
    static Tensor position(Tensor states) {
        return states.slice(1, 0, 2);
    }

    @Override
    public Tensor encode(Tensor observations) {
        return observations;
    }

    @Override
    public Tensor predict(Tensor states, Tensor actions) {
        Tensor wall = states.slice(1, 2, 3);
        Tensor x = states.slice(1, 0, 1);
        Tensor y = states.slice(1, 1, 2);
        Tensor toX = x.add(actions.slice(1, 0, 1)).clamp(0, SIDE);
        Tensor toY = y.add(actions.slice(1, 1, 2)).clamp(0, SIDE);
        Tensor nextX = isFree(toX, y, wall).where(toX, x);
        Tensor nextY = isFree(nextX, toY, wall).where(toY, y);
        return Tensors.concat(List.of(nextX, nextY, wall.add(drift)), 1);
    }

    private Tensor isFree(Tensor x, Tensor y, Tensor wall) {
        return x.sub(wall).abs().ge(HALF_WALL).or(y.sub(DOOR).abs().le(halfDoor));
    }
}
