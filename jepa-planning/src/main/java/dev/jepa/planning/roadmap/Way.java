package dev.jepa.planning.roadmap;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;

/**
 * A way through nodes of a roadmap from start to goal, and how far along it one has come. Lengths are in steps.
 *
 * <p>Progress is looked for near the last progress only: where the way runs on both sides of a wall, the nearest node may be one across it.
 * A way is plain Java memory; not thread-safe, for it remembers progress.
 */
public final class Way {
    /** Smoothing at the ends, where there is no room for more. */
    private static final double LEAST_SMOOTHING = 0.5;
    /** A weight below this, relative to the nearest node's, does not count in an average. */
    private static final double NEGLIGIBLE = 1e-3;

    private static final int MOST_NUMBERS = 1 << 28;

    private final float[][] points; // [M][K]
    private final float[][] states; // [M][D]
    private final double[] along;
    private final TrackingConfig config;
    private int at;

    private Way(float[][] points, float[][] states, TrackingConfig config) {
        this.points = points;
        this.states = states;
        this.config = config;
        this.along = new double[points.length];
        for (int i = 1; i < points.length; i++) {
            along[i] = along[i - 1] + Math.sqrt(squaredDistance(points[i - 1], points[i]));
        }
    }

    static Way through(StateGraph graph, int[] path, TrackingConfig config) {
        float[][] points = new float[path.length][];
        float[][] states = new float[path.length][];
        for (int i = 0; i < path.length; i++) {
            points[i] = graph.point(path[i]);
            states[i] = graph.state(path[i]);
        }
        return new Way(points, states, config);
    }

    /**
     * A way through given nodes.
     *
     * @param points [M, K], M >= 1
     * @param states [M, D], the states that were projected to these points
     */
    public static Way of(Tensor points, Tensor states, TrackingConfig config) {
        if (points.shape().rank() != 2
                || states.shape().rank() != 2
                || points.size(0) < 1
                || points.size(0) != states.size(0)
                || points.size(1) < 1) {
            throw new IllegalArgumentException(
                    "points must be [M, K] and states [M, D] with one M >= 1, K >= 1, but they were " + points.shape()
                            + " and " + states.shape() + ".");
        }
        return new Way(rows(points), rows(states), config);
    }

    private static float[][] rows(Tensor matrix) {
        float[] flat = matrix.toFloatArray();
        float[][] rows = new float[(int) matrix.size(0)][(int) matrix.size(1)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(flat, i * rows[i].length, rows[i], 0, rows[i].length);
        }
        return rows;
    }

    /** The nodes' points, float32 [M, K] in the open scope. */
    public Tensor points() {
        return matrix(points);
    }

    /** The nodes' states, float32 [M, D] in the open scope. */
    public Tensor states() {
        return matrix(states);
    }

    /** How far each node lies along the way, from 0 to {@link #length()}: [M], a copy. */
    public double[] along() {
        return along.clone();
    }

    /** From start to goal. */
    public double length() {
        return along[along.length - 1];
    }

    /** How far along the way the last state was. */
    public double progress() {
        return along[at];
    }

    /**
     * How far along the way a state is, which from now on is the progress.
     *
     * @param point the state's point, [1, K]
     */
    public double advance(Tensor point) {
        at = nearest(one(point));
        return along[at];
    }

    /**
     * Whether a state is further from the way, near the last progress, than it may be. Leaves progress as it is.
     *
     * @param point the state's point, [1, K]
     */
    public boolean isOff(Tensor point) {
        float[] here = one(point);
        return squaredDistance(here, points[nearest(here)]) > config.offBy() * config.offBy();
    }

    /**
     * Where one should be after each of the next steps: the smoothed way at progress + speed * t for t = 1 … H, and the goal from its end on.
     *
     * @return float32 [H, K] in the open scope
     */
    public Tensor reference(int horizon, double speed) {
        return Tensors.of(reference(progress(), horizon, speed), horizon, dim());
    }

    /** As {@link #reference(int, double)} from any progress: [H * K]. */
    float[] reference(double from, int horizon, double speed) {
        if (horizon < 1 || (double) horizon * dim() > MOST_NUMBERS || !(speed > 0)) {
            throw new IllegalArgumentException(
                    "horizon must be >= 1, with no more than 2^28 numbers, and speed > 0 but they were " + horizon
                            + " and " + speed + ".");
        }
        float[] reference = new float[horizon * dim()];
        for (int t = 0; t < horizon; t++) {
            float[] place = place(from + speed * (t + 1));
            System.arraycopy(place, 0, reference, t * dim(), dim());
        }
        return reference;
    }

    int dim() {
        return points[0].length;
    }

    /** The average of the nodes around an arc length, with normal weights that are narrower near the ends. */
    private float[] place(double arc) {
        if (arc >= length()) {
            return points[points.length - 1];
        }
        double room = Math.min(config.smoothing(), Math.min(arc, length() - arc));
        double width = Math.max(LEAST_SMOOTHING, room);
        double[] weights = weights(arc, width);
        float[] place = new float[dim()];
        for (int k = 0; k < place.length; k++) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * points[i][k];
            }
            place[k] = (float) sum;
        }
        return place;
    }

    /** Of the nodes, in proportion to exp(-(along - arc)^2 / (2 width^2)): [M], with sum 1. */
    private double[] weights(double arc, double width) {
        double least = Double.POSITIVE_INFINITY;
        for (double node : along) {
            least = Math.min(least, (node - arc) * (node - arc));
        }
        double[] weights = new double[along.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double weight = Math.exp((least - (along[i] - arc) * (along[i] - arc)) / (2 * width * width));
            weights[i] = weight < NEGLIGIBLE ? 0 : weight;
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private int nearest(float[] point) {
        int best = at;
        double least = squaredDistance(point, points[at]);
        for (int i = 0; i < points.length; i++) {
            double ahead = along[i] - along[at];
            double squared = squaredDistance(point, points[i]);
            if (ahead >= -config.behind() && ahead <= config.ahead() && squared < least) {
                least = squared;
                best = i;
            }
        }
        return best;
    }

    private float[] one(Tensor point) {
        if (point.shape().rank() != 2 || point.size(0) != 1 || point.size(1) != dim()) {
            throw new IllegalArgumentException("the point must be [1, " + dim() + "] but was " + point.shape()
                    + ".\nMaybe project the state first.");
        }
        return point.toFloatArray();
    }

    private static double squaredDistance(float[] x, float[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            double difference = x[k] - y[k];
            sum += difference * difference;
        }
        return sum;
    }

    private static Tensor matrix(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
        }
        return Tensors.of(flat, rows.length, rows[0].length);
    }
}
