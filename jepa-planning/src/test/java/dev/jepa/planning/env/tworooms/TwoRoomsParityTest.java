package dev.jepa.planning.env.tworooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.testing.Fixtures;
import org.junit.jupiter.api.Test;

/**
 * Both collision rules, start and goal, and pictures against the authors' environment and data generator, wherever those
 * keep the agent out of the walls; {@link ReferenceDefectsTest} lists where they do not.
 */
class TwoRoomsParityTest {
    @Test
    void freeStepsOfTheNoisyEnvironmentAreTheSame() {
        Fixtures fixture = Fixtures.load("two_rooms/env_rollouts");
        int compared = 0;
        for (Step step : Step.rollouts(fixture, "position")) {
            if (fixture.longs("event")[step.row()] == 0 && step.isSound()) {
                step.requireEqual(CollisionRule.SLIDE);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    @Test
    void slideIsTheEnvironmentWithoutNoise() {
        requireRollouts("position_zero_noise", CollisionRule.SLIDE);
        requireSingleSteps("env_next_zero_noise", CollisionRule.SLIDE);
    }

    @Test
    void stayIsTheDataGenerator() {
        requireRollouts("dataset_position", CollisionRule.STAY);
        requireSingleSteps("dataset_next", CollisionRule.STAY);
    }

    private static void requireRollouts(String name, CollisionRule rule) {
        Fixtures fixture = Fixtures.load("two_rooms/env_rollouts");
        long total = fixture.shape("actions")[0] * fixture.shape("actions")[1];
        long compared = Step.rollouts(fixture, name).stream()
                .filter(Step::isSound)
                .peek(step -> step.requireEqual(rule))
                .count();
        assertThat((double) compared / total).isGreaterThan(0.95);
    }

    private static void requireSingleSteps(String name, CollisionRule rule) {
        Fixtures fixture = Fixtures.load("two_rooms/single_steps");
        long compared = Step.single(fixture, name).stream()
                .filter(Step::isSound)
                .peek(step -> step.requireEqual(rule))
                .count();
        assertThat((double) compared / fixture.shape("action")[0]).isGreaterThan(0.95);
    }

    @Test
    void startsAndGoalsAreTheAuthors() {
        Fixtures fixture = Fixtures.load("two_rooms/start_goal");
        double[] u = fixture.doubles("u");
        for (int i = 0; i < fixture.shape("u")[0]; i++) {
            Layout layout = Step.layout(fixture, i);
            double[] uniforms = new double[5];
            System.arraycopy(u, 5 * i, uniforms, 0, 5);
            StartGoal ends = StartGoal.of(Geometry.standard(), layout, uniforms);
            requirePair(ends.start(), fixture.doubles("start"), i);
            requirePair(ends.goal(), fixture.doubles("target"), i);
            double[] range = StartGoal.range(Geometry.standard(), layout);
            for (int k = 0; k < 4; k++) {
                assertThat(range[k]).isCloseTo(fixture.doubles("range")[4 * i + k], within(1e-6));
            }
        }
    }

    private static void requirePair(double[] ours, double[] theirs, int i) {
        assertThat(ours[0]).isCloseTo(theirs[2 * i], within(4e-6));
        assertThat(ours[1]).isCloseTo(theirs[2 * i + 1], within(4e-6));
    }

    @Test
    void successIsCountedAsTheAuthorsDo() {
        Fixtures fixture = Fixtures.load("two_rooms/env_rollouts");
        TwoRooms world = new TwoRooms(TwoRoomsConfig.fixedWall());
        double[] positions = fixture.doubles("position");
        double[] targets = fixture.doubles("target");
        int length = (int) fixture.shape("position")[1];
        long[] success = fixture.longs("success");
        int compared = 0;
        for (int i = 0; i < success.length; i++) {
            int row = i / length;
            Layout layout = Step.layout(fixture, row);
            double[] at = {positions[2 * i], positions[2 * i + 1]};
            if (new TwoRoomsDynamics(Geometry.standard(), layout, CollisionRule.STAY).isSolid(at)) {
                continue;
            }
            world.reset(layout, at, new double[] {targets[2 * row], targets[2 * row + 1]});
            assertThat(world.success()).isEqualTo(success[i] != 0);
            compared++;
        }
        assertThat(compared).isGreaterThan(success.length / 2);
        assertThat(world.successDistance()).isEqualTo(fixture.real("hp.success_threshold"));
    }

    @Test
    void framesAreTheAuthorsUpToOneGreyLevel() {
        Fixtures fixture = Fixtures.load("two_rooms/render");
        Camera camera = new Camera(Geometry.standard());
        double[] positions = fixture.doubles("position");
        double[] expected = fixture.doubles("frame.env");
        int bytes = camera.frameBytes();
        for (int i = 0; i < fixture.shape("position")[0]; i++) {
            byte[] actual = camera.frame(Step.layout(fixture, i), positions[2 * i], positions[2 * i + 1])
                    .pixels();
            for (int p = 0; p < bytes; p++) {
                double allowed = p < bytes / 2 ? 1 : 0;
                assertThat((double) (actual[p] & 0xff)).isCloseTo(expected[i * bytes + p], within(allowed));
            }
        }
    }
}
