package dev.jepa.planning.env.pusht;

import dev.jepa.core.trajectory.EpisodeShape;
import dev.jepa.core.trajectory.Trajectories;
import dev.jepa.core.trajectory.Trajectory;
import dev.jepa.planning.env.Dynamics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far this Push-T drifts from recorded episodes when it repeats their actions: what two engines make of the same pushes.
 *
 * <p>Recorded observations are (pusher x, y, block x, y, angle), actions the pusher's target. The pusher's velocity is not recorded;
 * episodes begin at rest and nothing stops the pusher, so its actions tell it.
 */
public final class PushTReplay {
    /** A block has moved when it went farther than this, in pixels, */
    private static final double MOVED = 1;
    /** or turned by more than this, in radians. */
    private static final double TURNED = Math.toRadians(1);

    private static final int OBSERVED = 5;

    /**
     * Drift after a number of steps.
     *
     * @param steps repeated from a recorded state
     * @param starts from how many states
     * @param pusher mean distance of the pusher from where it was recorded, in pixels
     * @param moved how many of the starts saw the block move in that time; the rest of the figures is about these
     * @param block mean distance of the block, in pixels
     * @param block90 its 90th percentile
     * @param turn mean difference of the block's angle, in degrees
     * @param turn90 its 90th percentile
     * @param blockStill what the mean distance would be if the block had not moved
     * @param turnStill what the mean difference of angles would be then
     */
    public record Drift(
            int steps,
            int starts,
            double pusher,
            int moved,
            double block,
            double block90,
            double turn,
            double turn90,
            double blockStill,
            double turnStill) {}

    private PushTReplay() {}

    /**
     * Repeats recorded actions from states {@code every} steps apart.
     *
     * @param horizons steps, rising
     * @throws IllegalArgumentException if the episodes are not Push-T's
     */
    public static List<Drift> of(Trajectories demonstrations, int every, List<Integer> horizons) {
        if (!demonstrations.shape().equals(EpisodeShape.numbers(OBSERVED, 2))) {
            throw new IllegalArgumentException(
                    "Push-T demonstrations must have observations of 5 numbers and actions of 2 but" + " have "
                            + demonstrations.shape() + ".\nMaybe import other columns.");
        }
        if (every < 1 || horizons.isEmpty() || horizons.get(0) < 1) {
            throw new IllegalArgumentException(
                    "every must be >= 1, and horizons one number >= 1 or more, but they were " + every + " and "
                            + horizons + ".");
        }
        List<List<double[]>> byHorizon = new ArrayList<>();
        horizons.forEach(h -> byHorizon.add(new ArrayList<>()));
        List<List<List<double[]>>> perEpisode = IntStream.range(0, demonstrations.size())
                .parallel()
                .mapToObj(e -> compare(demonstrations.episode(e), every, horizons))
                .toList();
        perEpisode.forEach(episode -> {
            for (int h = 0; h < horizons.size(); h++) {
                byHorizon.get(h).addAll(episode.get(h));
            }
        });
        return IntStream.range(0, horizons.size())
                .mapToObj(h -> drift(horizons.get(h), byHorizon.get(h)))
                .toList();
    }

    /** For each horizon, for each start: distances of pusher and block, turn, and how the recorded block moved and turned. */
    private static List<List<double[]>> compare(Trajectory episode, int every, List<Integer> horizons) {
        Dynamics dynamics = new PushTDynamics();
        double[][] velocities = velocities(episode, dynamics);
        List<List<double[]>> found = new ArrayList<>();
        horizons.forEach(h -> found.add(new ArrayList<>()));
        int farthest = horizons.get(horizons.size() - 1);
        for (int start = 0; start + farthest <= episode.steps(); start += every) {
            double[] state = state(episode.observation(start), velocities[start]);
            for (int h = 1; h <= farthest; h++) {
                state = dynamics.next(state, episode.action(start + h - 1));
                int place = horizons.indexOf(h);
                if (place >= 0) {
                    found.get(place)
                            .add(differences(state, episode.observation(start), episode.observation(start + h)));
                }
            }
        }
        return found;
    }

    private static double[][] velocities(Trajectory episode, Dynamics dynamics) {
        double[][] velocities = new double[episode.steps() + 1][2];
        for (int t = 0; t < episode.steps(); t++) {
            double[] next = dynamics.next(state(episode.observation(t), velocities[t]), episode.action(t));
            velocities[t + 1] = new double[] {next[5], next[6]};
        }
        return velocities;
    }

    private static double[] state(double[] observed, double[] velocity) {
        double[] state = Arrays.copyOf(observed, OBSERVED + 2);
        state[5] = velocity[0];
        state[6] = velocity[1];
        return state;
    }

    private static double[] differences(double[] state, double[] before, double[] recorded) {
        return new double[] {
            Math.hypot(state[0] - recorded[0], state[1] - recorded[1]),
            Math.hypot(state[2] - recorded[2], state[3] - recorded[3]),
            turn(state[4], recorded[4]),
            Math.hypot(before[2] - recorded[2], before[3] - recorded[3]),
            turn(before[4], recorded[4])
        };
    }

    private static double turn(double a, double b) {
        return Math.abs(Math.IEEEremainder(a - b, 2 * Math.PI));
    }

    private static Drift drift(int steps, List<double[]> all) {
        List<double[]> moved =
                all.stream().filter(d -> d[3] > MOVED || d[4] > TURNED).toList();
        return new Drift(
                steps,
                all.size(),
                mean(all, 0),
                moved.size(),
                mean(moved, 1),
                percentile90(moved, 1),
                Math.toDegrees(mean(moved, 2)),
                Math.toDegrees(percentile90(moved, 2)),
                mean(moved, 3),
                Math.toDegrees(mean(moved, 4)));
    }

    private static double mean(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).average().orElse(Double.NaN);
    }

    private static double percentile90(List<double[]> rows, int column) {
        double[] sorted = rows.stream().mapToDouble(row -> row[column]).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(0.9 * (sorted.length - 1))];
    }
}
