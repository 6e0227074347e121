package dev.jepa.planning.env.tworooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.testing.Fixtures;
import org.junit.jupiter.api.Test;

/**
 * The statistics of the walks against those of the authors' generator, with {@link WalkConfig.Crossing#AIMED}. Trajectories
 * are the sample: allowed are four standard errors of the difference, or what the authors' starts inside the wall explain.
 */
class RandomWalksParityTest {
    private final Fixtures fixture = Fixtures.load("two_rooms/data_statistics");
    private final int count = fixture.integer("hp.trajectories");

    @Test
    void stepsAndTurnsHaveTheSameDistribution() {
        WalkStatistics ours = walks(fixture.real("hp.cross_wall_rate"));
        double[] length = fixture.doubles("step_length");
        assertThat(ours.lengthMean()).isCloseTo(length[0], within(0.006));
        assertThat(ours.lengthStd()).isCloseTo(length[1], within(0.006));
        double[] turn = fixture.doubles("turn_angle");
        assertThat(ours.turnMean()).isCloseTo(turn[0], within(0.008));
        assertThat(ours.turnStd()).isCloseTo(turn[1], within(0.008));
    }

    @Test
    void roomsChangeAsOften() {
        requireRate(
                "cross_room_rate_trajectory",
                walks(fixture.real("hp.cross_wall_rate")).crossing());
        requireRate("cross_only.cross_room_rate", walks(1).crossing());
        requireRate("no_cross.cross_room_rate", walks(0).crossing());
    }

    @Test
    void wallsBlockAsOften() {
        assertThat(walks(fixture.real("hp.cross_wall_rate")).blocked())
                .isCloseTo(fixture.real("blocked_rate"), within(0.035));
        assertThat(walks(0).blocked()).isCloseTo(fixture.real("no_cross.blocked_rate"), within(0.035));
        assertThat(walks(1).blocked()).isCloseTo(fixture.real("cross_only.blocked_rate"), within(0.035));
    }

    @Test
    void startsAreSpreadAsWidely() {
        WalkStatistics ours = walks(fixture.real("hp.cross_wall_rate"));
        for (int axis = 0; axis < 2; axis++) {
            double std = fixture.doubles("start_std")[axis];
            assertThat(ours.startMean(axis))
                    .isCloseTo(fixture.doubles("start_mean")[axis], within(4 * std * Math.sqrt(2.0 / count)));
            assertThat(ours.startStd(axis)).isCloseTo(std, within(1.2));
        }
    }

    private void requireRate(String name, double ours) {
        double theirs = fixture.real(name);
        double error = Math.sqrt(2 * Math.max(theirs * (1 - theirs), 0.01) / count);
        assertThat(ours).as(name).isCloseTo(theirs, within(4 * error));
    }

    private WalkStatistics walks(double crossingShare) {
        WalkConfig walk = new WalkConfig(
                fixture.integer("hp.n_steps") - 2,
                fixture.real("hp.action_step_mean"),
                fixture.real("hp.action_step_std"),
                fixture.real("hp.action_lower_bd"),
                fixture.real("hp.action_upper_bd"),
                1 / fixture.real("hp.action_angle_noise"),
                crossingShare,
                WalkConfig.Crossing.AIMED);
        return new WalkStatistics(new RandomWalks(world(), walk, 11), count);
    }

    private TwoRoomsConfig world() {
        Layouts layouts = fixture.flag("hp.fix_wall")
                ? new Layouts.Fixed(fixture.integer("hp.fix_wall_location"), fixture.integer("hp.fix_door_location"))
                : Layouts.random();
        return new TwoRoomsConfig(
                CollisionRule.STAY, layouts, Geometry.standard(), fixture.real("hp.action_upper_bd"), 4.5, 200);
    }
}
