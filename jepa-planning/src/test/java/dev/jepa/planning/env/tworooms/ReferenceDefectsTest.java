package dev.jepa.planning.env.tworooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.testing.Fixtures;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the authors' functions are defective, and that ours are not. */
class ReferenceDefectsTest {
    @Test
    void theEnvironmentGivesNaNOrGoesIntoTheWall() {
        List<Step> single = Step.single(Fixtures.load("two_rooms/single_steps"), "env_next_zero_noise");
        List<Step> rollouts = Step.rollouts(Fixtures.load("two_rooms/env_rollouts"), "position_zero_noise");
        List<Step> defects = Stream.concat(single.stream(), rollouts.stream())
                .filter(step -> !step.startsInAWall() && !step.isSound())
                .toList();
        assertThat(defects).isNotEmpty();
        for (Step step : defects) {
            double[] ours = step.ours(CollisionRule.SLIDE);
            Step kept = new Step(step.row(), step.layout(), step.from(), step.action(), ours);
            assertThat(ours).doesNotContain(Double.NaN);
            assertThat(kept.isSound()).as("%s", kept).isTrue();
        }
    }

    @Test
    void aStepWithoutXMeetsTheHorizontalBorder() {
        TwoRoomsDynamics world = new TwoRoomsDynamics(Geometry.standard(), new Layout(32, 18), CollisionRule.SLIDE);
        assertThat(world.next(new double[] {20, 5}, new double[] {0, -2})).containsExactly(20, 4.3);
    }

    @Test
    void aStepWithoutXMeetsTheEdgeOfTheDoor() {
        TwoRoomsDynamics world = new TwoRoomsDynamics(Geometry.standard(), new Layout(32, 18), CollisionRule.SLIDE);
        double[] edge = world.next(new double[] {32, 21}, new double[] {0, 2});
        assertThat(edge).containsExactly(32, 22);
        assertThat(world.next(edge, new double[] {0.1, 1})).as("and again").containsExactly(32, 22);
    }

    @ParameterizedTest
    @EnumSource
    void noStepFromFreeSpaceEndsInAWall(CollisionRule rule) {
        RandomGenerator random = new SplittableRandom(3);
        TwoRoomsDynamics world = new TwoRoomsDynamics(Geometry.standard(), new Layout(30, 25), rule);
        double[] lines = {4, 60, 29, 31, 21, 29, 25};
        for (int i = 0; i < 200_000; i++) {
            double[] from = {point(random, lines), point(random, lines)};
            if (!world.isSolid(from)) {
                double[] action = {point(random, lines) - from[0], i % 3 == 0 ? 0 : 6 * random.nextDouble() - 3};
                assertThat(world.isSolid(world.next(from, action)))
                        .as("from (%s, %s) by (%s, %s)", from[0], from[1], action[0], action[1])
                        .isFalse();
            }
        }
    }

    private static double point(RandomGenerator random, double[] lines) {
        return random.nextInt(3) == 0 ? lines[random.nextInt(lines.length)] : 4 + 56 * random.nextDouble();
    }
}
