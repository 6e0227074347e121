package dev.jepa.planning.env.tworooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;

/** One step of the reference: where it began, the action, and where it ended. */
record Step(int row, Layout layout, double[] from, double[] action, double[] to) {
    private static final int SAMPLES = 200;

    static Layout layout(Fixtures fixture, int row) {
        return new Layout((int) fixture.longs("wall_x")[row], (int) fixture.longs("door_y")[row]);
    }

    /** Every step of every rollout, each from where the reference was. */
    static List<Step> rollouts(Fixtures fixture, String name) {
        double[] positions = fixture.doubles(name);
        double[] actions = fixture.doubles("actions");
        int length = (int) fixture.shape("actions")[1];
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < actions.length / 2; i++) {
            int at = i + i / length;
            steps.add(new Step(
                    i, layout(fixture, i / length), pair(positions, at), pair(actions, i), pair(positions, at + 1)));
        }
        return steps;
    }

    static List<Step> single(Fixtures fixture, String name) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < fixture.shape("action")[0]; i++) {
            steps.add(new Step(
                    i,
                    layout(fixture, i),
                    pair(fixture.doubles("position"), i),
                    pair(fixture.doubles("action"), i),
                    pair(fixture.doubles(name), i)));
        }
        return steps;
    }

    private static double[] pair(double[] values, int i) {
        return new double[] {values[2 * i], values[2 * i + 1]};
    }

    /** Whether the reference kept out of the walls all the way (rows with NaN are stored as -1, outside the world). */
    boolean isSound() {
        for (int i = 0; i <= SAMPLES; i++) {
            if (isSolidAt((double) i / SAMPLES)) {
                return false;
            }
        }
        return true;
    }

    boolean startsInAWall() {
        return isSolidAt(0);
    }

    private boolean isSolidAt(double part) {
        double x = from[0] + part * (to[0] - from[0]);
        double y = from[1] + part * (to[1] - from[1]);
        return new Walls(Geometry.standard(), layout).isSolid(x, y);
    }

    double[] ours(CollisionRule rule) {
        return new TwoRoomsDynamics(Geometry.standard(), layout, rule).next(from, action);
    }

    void requireEqual(CollisionRule rule) {
        double[] ours = ours(rule);
        for (int i = 0; i < 2; i++) {
            assertThat(ours[i]).as("%s, row %d: %s", rule, row, this).isCloseTo(to[i], within(1e-4));
        }
    }

    @Override
    public String toString() {
        return "%s from (%s, %s) by (%s, %s) to (%s, %s)"
                .formatted(layout, from[0], from[1], action[0], action[1], to[0], to[1]);
    }
}
