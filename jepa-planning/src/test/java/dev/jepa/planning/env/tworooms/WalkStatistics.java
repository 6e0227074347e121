package dev.jepa.planning.env.tworooms;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** What the fixtures say about random walks, measured on ours. */
final class WalkStatistics {
    private final Trajectory[] walks;

    WalkStatistics(RandomWalks source, int count) {
        walks = new Trajectory[count];
        Arrays.setAll(walks, source::trajectory);
    }

    double crossing() {
        return Arrays.stream(walks)
                        .filter(walk -> walk.changesRooms(Geometry.standard()))
                        .count()
                / (double) walks.length;
    }

    /** Share of the steps without any movement. */
    double blocked() {
        return Arrays.stream(walks)
                .flatMapToDouble(walk -> DoubleStream.iterate(0, t -> t < walk.actions().length, t -> t + 1)
                        .map(t -> Arrays.equals(walk.positions()[(int) t], walk.positions()[(int) t + 1]) ? 1 : 0))
                .average()
                .orElseThrow();
    }

    double lengthMean() {
        return mean(lengths());
    }

    double lengthStd() {
        return std(lengths());
    }

    double turnMean() {
        return mean(turns());
    }

    double turnStd() {
        return std(turns());
    }

    double startMean(int axis) {
        return mean(starts(axis));
    }

    double startStd(int axis) {
        return std(starts(axis));
    }

    private double[] starts(int axis) {
        return Arrays.stream(walks)
                .mapToDouble(walk -> walk.positions()[0][axis])
                .toArray();
    }

    private double[] lengths() {
        return Arrays.stream(walks)
                .flatMap(walk -> Arrays.stream(walk.actions()))
                .mapToDouble(action -> Math.hypot(action[0], action[1]))
                .toArray();
    }

    private double[] turns() {
        return Arrays.stream(walks)
                .flatMapToDouble(walk -> DoubleStream.iterate(1, t -> t < walk.actions().length, t -> t + 1)
                        .map(t -> turn(walk.actions()[(int) t - 1], walk.actions()[(int) t])))
                .toArray();
    }

    private static double turn(double[] before, double[] after) {
        return Math.IEEEremainder(Math.atan2(after[1], after[0]) - Math.atan2(before[1], before[0]), 2 * Math.PI);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double std(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }
}
