package dev.jepa.planning.env.pusht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.trajectory.EpisodeShape;
import dev.jepa.core.trajectory.Trajectories;
import dev.jepa.core.trajectory.Trajectory;
import dev.jepa.core.trajectory.TrajectoryRecorder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushTReplayTest {
    /** A pusher that goes through the block and back; the recording may shift the block it reports, as another engine would. */
    private static Trajectory pushes(double shift) {
        PushT world = new PushT();
        world.reset(new double[] {256, 100, 256, 200, 0, 0, 0});
        TrajectoryRecorder recorder = new TrajectoryRecorder(EpisodeShape.numbers(5, 2));
        for (int t = 0; t <= 30; t++) {
            double[] state = world.state();
            state[2] += shift * t;
            recorder.see(Arrays.copyOf(state, 5));
            if (t < 30) {
                double[] target = {256, t < 15 ? 300 : 100};
                recorder.act(target);
                world.step(target);
            }
        }
        return recorder.trajectory();
    }

    @Test
    void theSameEngineDoesNotDrift() {
        List<PushTReplay.Drift> drifts =
                PushTReplay.of(Trajectories.of("own", List.of(pushes(0))), 1, List.of(1, 5, 20));
        assertThat(drifts).extracting(PushTReplay.Drift::steps).containsExactly(1, 5, 20);
        PushTReplay.Drift last = drifts.get(2);
        assertThat(last.starts()).isEqualTo(11);
        assertThat(last.moved()).isPositive();
        assertThat(last.pusher()).isLessThan(1e-3);
        assertThat(last.block()).isLessThan(0.05);
        assertThat(last.turn()).isLessThan(0.05);
        assertThat(last.blockStill()).isGreaterThan(5);
    }

    @Test
    void anotherEngineIsMeasured() {
        PushTReplay.Drift drift = PushTReplay.of(Trajectories.of("other", List.of(pushes(0.5))), 30, List.of(10))
                .get(0);
        assertThat(drift.block()).isBetween(4.9, 5.1);
    }

    @Test
    void otherEpisodesAreRefused() {
        Trajectory other = new TrajectoryRecorder(EpisodeShape.numbers(2, 1))
                .see(new double[] {0, 0})
                .trajectory();
        assertThatThrownBy(() -> PushTReplay.of(Trajectories.of("x", List.of(other)), 1, List.of(1)))
                .hasMessageContaining("observations of 5 numbers and actions of 2");
    }
}
