package dev.jepa.planning.env.tworooms;

import dev.jepa.planning.env.Dynamics;

/**
 * The motion of the dot in one layout: position (x, y) + action (dx, dy) unless a wall is in the way.
 *
 * <p>x is the column, y the row. Without noise, in both rules. Differs from the authors' code where that is defective: a step with dx = 0
 * never gives NaN, the edges of the door hold also for such a step and for a dot that touches them, and no step from free
 * space ends inside a wall or outside the world.
 */
public final class TwoRoomsDynamics implements Dynamics {
    private final Walls walls;
    private final Collision collision;

    /** What a rule makes of a step that would go from (x0, y0) to (x1, y1). */
    @FunctionalInterface
    interface Collision {
        double[] resolve(double x0, double y0, double x1, double y1);
    }

    /** The dynamics of a layout under a rule. */
    public TwoRoomsDynamics(Geometry geometry, Layout layout, CollisionRule rule) {
        walls = new Walls(geometry, layout);
        collision = switch (rule) {
            case STAY -> new StayRule(walls);
            case SLIDE -> new SlideRule(walls);
        };
    }

    @Override
    public int stateDim() {
        return 2;
    }

    @Override
    public int actionDim() {
        return 2;
    }

    @Override
    public double[] next(double[] state, double[] action) {
        require(state, action);
        double[] next = collision.resolve(state[0], state[1], state[0] + action[0], state[1] + action[1]);
        if (walls.isSolid(next[0], next[1]) && !walls.isSolid(state[0], state[1])) {
            return new double[] {state[0], state[1]};
        }
        return next;
    }

    /** Whether a point is inside a wall, or outside the world. */
    public boolean isSolid(double[] position) {
        return walls.isSolid(position[0], position[1]);
    }

    /** Whether a straight step between two points meets no wall. */
    public boolean isFree(double[] from, double[] to) {
        return !new StayRule(walls).blocks(from[0], from[1], to[0], to[1]) && !isSolid(to);
    }

    /** Whether a point is in the left room (or in the left half of the door). */
    public boolean isLeft(double[] position) {
        return position[0] < walls.middle;
    }
}
