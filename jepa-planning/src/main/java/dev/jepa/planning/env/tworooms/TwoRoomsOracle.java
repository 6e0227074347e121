package dev.jepa.planning.env.tworooms;

import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;

/** Knows the map: straight to the goal where that is free, else through the middle of the door. The ceiling of every planner. */
public final class TwoRoomsOracle implements Policy {
    /** How far in front of the door it turns, in pixels. */
    private static final double APPROACH = 2;

    @Override
    public double[] act(Environment environment) {
        if (!(environment instanceof TwoRooms world)) {
            throw new IllegalArgumentException("this oracle knows Two Rooms but got "
                    + environment.getClass().getName() + ".");
        }
        double[] from = world.state();
        double[] to = next(world, from);
        double[] step = {to[0] - from[0], to[1] - from[1]};
        return world.actionBounds().project(step);
    }

    private static double[] next(TwoRooms world, double[] from) {
        TwoRoomsDynamics map = world.dynamics();
        if (map.isFree(from, world.goal())) {
            return world.goal();
        }
        boolean goalLeft = map.isLeft(world.goal());
        double[] far = besideDoor(world, goalLeft);
        return map.isFree(from, far) ? far : besideDoor(world, !goalLeft);
    }

    private static double[] besideDoor(TwoRooms world, boolean left) {
        Layout layout = world.layout();
        return new double[] {layout.wallX() + (left ? -1 : 1) * (1 + APPROACH), layout.doorY()};
    }
}
