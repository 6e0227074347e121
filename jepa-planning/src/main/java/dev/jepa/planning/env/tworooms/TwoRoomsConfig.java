package dev.jepa.planning.env.tworooms;

/**
 * A Two Rooms world.
 *
 * @param rule what a wall does to a step
 * @param layouts where walls and doors may be
 * @param geometry sizes in pixels
 * @param maxStep the longest action, in pixels; that of the data, so that a model has seen all that a planner may do
 * @param successDistance the goal is reached when it is nearer, in pixels
 * @param maxSteps steps of an episode
 */
public record TwoRoomsConfig(
        CollisionRule rule, Layouts layouts, Geometry geometry, double maxStep, double successDistance, int maxSteps) {
    public TwoRoomsConfig {
        layouts.requireFit(geometry);
        if (!(maxStep > 0) || Double.isInfinite(maxStep) || !(successDistance > 0) || maxSteps < 1) {
            throw new IllegalArgumentException(
                    "maxStep must be > 0 and finite, successDistance > 0 and maxSteps >= 1 but they were %s, %s and %d."
                            .formatted(maxStep, successDistance, maxSteps));
        }
    }

    /** Random walls, rule STAY, steps up to 1.8, success below 4.5 pixels, 200 steps. */
    public static TwoRoomsConfig standard() {
        return new TwoRoomsConfig(CollisionRule.STAY, Layouts.random(), Geometry.standard(), 1.8, 4.5, 200);
    }

    /** As {@link #standard()} with the wall at 32 and the door at 18. */
    public static TwoRoomsConfig fixedWall() {
        return standard().withLayouts(Layouts.fixed());
    }

    /** The same world with another collision rule. */
    public TwoRoomsConfig withRule(CollisionRule other) {
        return new TwoRoomsConfig(other, layouts, geometry, maxStep, successDistance, maxSteps);
    }

    /** The same world with other layouts. */
    public TwoRoomsConfig withLayouts(Layouts other) {
        return new TwoRoomsConfig(rule, other, geometry, maxStep, successDistance, maxSteps);
    }
}
