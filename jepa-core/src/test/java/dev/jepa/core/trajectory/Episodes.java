package dev.jepa.core.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Episodes of counted numbers, of different lengths: observation t of episode e is (e, t), action t is (10 e + t). */
class Episodes implements Trajectories {
    static final EpisodeShape SHAPE = new EpisodeShape(EpisodeShape.Kind.NUMBERS, List.of(2), 1, 1);

    private final int size;
    final AtomicInteger made = new AtomicInteger();

    Episodes(int size) {
        this.size = size;
    }

    static Trajectory counted(int e, int steps) {
        TrajectoryRecorder recorder = new TrajectoryRecorder(SHAPE);
        for (int t = 0; t < steps; t++) {
            recorder.see(new double[] {e, t}, -t).act(10 * e + t);
        }
        return recorder.see(new double[] {e, steps}, -steps).trajectory();
    }

    @Override
    public String name() {
        return "counted";
    }

    @Override
    public List<String> settings() {
        return List.of("size=" + size);
    }

    @Override
    public EpisodeShape shape() {
        return SHAPE;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Trajectory episode(int index) {
        made.incrementAndGet();
        return counted(index, 3 + index % 4);
    }

    /** All numbers of an episode. */
    static List<List<Double>> rows(Trajectory episode) {
        List<List<Double>> rows = new ArrayList<>();
        for (int t = 0; t <= episode.steps(); t++) {
            List<Double> row = new ArrayList<>();
            add(row, episode.observation(t));
            add(row, episode.proprioception(t));
            if (t < episode.steps()) {
                add(row, episode.action(t));
            }
            rows.add(row);
        }
        return rows;
    }

    private static void add(List<Double> row, double[] values) {
        for (double value : values) {
            row.add(value);
        }
    }
}
