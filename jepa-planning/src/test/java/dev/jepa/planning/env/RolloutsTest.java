package dev.jepa.planning.env;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.trajectory.EpisodeShape;
import dev.jepa.core.trajectory.StoredTrajectories;
import dev.jepa.core.trajectory.Trajectory;
import dev.jepa.core.trajectory.TrajectoryWriter;
import dev.jepa.planning.env.control.Pendulum;
import dev.jepa.planning.env.pusht.PushT;
import dev.jepa.planning.env.tworooms.RandomWalks;
import dev.jepa.planning.env.tworooms.RecordedWalks;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.env.tworooms.TwoRoomsOracle;
import dev.jepa.planning.env.tworooms.WalkConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutsTest {
    private static Rollouts pushT(int episodes) {
        return new Rollouts(
                "push-t",
                List.of(),
                PushT::new,
                seed -> new HeldActions(new RandomPolicy(seed), 3),
                new Rollouts.Plan(4, episodes, 7, Rollouts.View.STATE));
    }

    /** Replaying the recorded actions gives the recorded states: data and world are one. */
    @Test
    void actionsLeadFromEachStateToTheNext() {
        Trajectory episode = pushT(2).episode(1);
        assertThat(episode.shape()).isEqualTo(EpisodeShape.numbers(7, 2));
        Dynamics dynamics = new PushT().dynamics();
        for (int t = 0; t < episode.steps(); t++) {
            double[] next = dynamics.next(episode.observation(t), episode.action(t));
            for (int i = 0; i < next.length; i++) {
                assertThat(Math.abs(next[i] - episode.observation(t + 1)[i])).isLessThan(0.05);
            }
        }
        assertThat(episode.action(0)).isEqualTo(episode.action(2)).isNotEqualTo(episode.action(3));
    }

    @Test
    void anEpisodeIsAFunctionOfSeedAndNumber() {
        assertThat(pushT(3).episode(2).observation(7))
                .isEqualTo(pushT(9).episode(2).observation(7));
        assertThat(pushT(3).episode(2).observation(0))
                .isNotEqualTo(pushT(3).episode(1).observation(0));
    }

    @Test
    void framesComeWithTheTrueState(@TempDir Path folder) {
        Rollouts swings = new Rollouts(
                "pendulum",
                List.of("policy=random"),
                Pendulum::new,
                RandomPolicy::new,
                new Rollouts.Plan(0, 5, 4, Rollouts.View.PIXELS));
        TrajectoryWriter.write(swings, folder.resolve("set"), 2, (done, total) -> {});
        try (StoredTrajectories stored = StoredTrajectories.open(folder.resolve("set"))) {
            assertThat(stored.shape()).isEqualTo(new EpisodeShape(EpisodeShape.Kind.PIXELS, List.of(1, 48, 48), 1, 2));
            assertThat(stored.episode(3).proprioception(4))
                    .isEqualTo(swings.episode(3).proprioception(4));
        }
    }

    @Test
    void oraclesAreRecordedToo() {
        Rollouts oracle = new Rollouts(
                "two-rooms",
                List.of(),
                () -> new TwoRooms(TwoRoomsConfig.standard()),
                seed -> new TwoRoomsOracle(),
                new Rollouts.Plan(1, 1, 200, Rollouts.View.STATE));
        double[] before = oracle.episode(0).observation(199);
        assertThat(oracle.episode(0).observation(200)).isEqualTo(before);
    }

    @Test
    void walksAreRecordedAsTheyAre() {
        TwoRoomsConfig world = TwoRoomsConfig.standard();
        WalkConfig walk = WalkConfig.standard().withSteps(9);
        Trajectory recorded = new RecordedWalks(world, walk, 3, 5).episode(4);
        double[] position = new RandomWalks(world, walk, 3).trajectory(4).positions()[9];
        assertThat(recorded.steps()).isEqualTo(9);
        assertThat(recorded.proprioception(9)[0]).isEqualTo((float) position[0]);
    }
}
