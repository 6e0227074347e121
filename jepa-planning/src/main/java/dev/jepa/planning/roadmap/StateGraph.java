package dev.jepa.planning.roadmap;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Imagined states as nodes of a graph: near ones are merged, neighbours and consecutive ones joined. */
final class StateGraph {
    private static final int NONE = -1;

    private final RoadmapConfig config;
    private final int dim; // K
    private final int features; // D
    private final Grid grid;
    private float[] points = new float[0]; // [N, K]
    private float[] states = new float[0]; // [N, D]
    private int[] visits = new int[0];
    private int[][] neighbours = new int[0][];
    private float[][] lengths = new float[0][];
    private int[] degrees = new int[0];
    private int size;

    StateGraph(RoadmapConfig config, int dim, int features) {
        this.config = config;
        this.dim = dim;
        this.features = features;
        this.grid = new Grid(config.link(), dim);
    }

    int size() {
        return size;
    }

    int visits(int node) {
        return visits[node];
    }

    /** [K]. */
    float[] point(int node) {
        return Arrays.copyOfRange(points, node * dim, (node + 1) * dim);
    }

    /** [D]. */
    float[] state(int node) {
        return Arrays.copyOfRange(states, node * features, (node + 1) * features);
    }

    /** Row i of points [N, K] and states [N, D] becomes a new node, or a visit to the nearest one within {@code merge}. */
    int visit(float[] rows, float[] wholeRows, int i) {
        int node = nearest(rows, i);
        if (node == NONE) {
            node = append(rows, wholeRows, i);
            linkNear(node);
            grid.add(points);
        }
        visits[node]++;
        return node;
    }

    /** Joins consecutive states of a rollout, unless the model has jumped. */
    void follow(int from, int to) {
        if (from == to) {
            return;
        }
        double squared = squaredDistance(points, from, to, config.jump() * config.jump());
        if (squared < config.jump() * config.jump()) {
            float length = (float) Math.max(1, Math.sqrt(squared));
            join(from, to, length);
            join(to, from, length);
        }
    }

    private int nearest(float[] rows, int i) {
        double least = config.merge() * config.merge();
        int best = NONE;
        int count = grid.search(rows, i);
        for (int f = 0; f < count; f++) {
            int node = grid.found()[f];
            double squared = squaredDistance(rows, i, node, least);
            if (squared < least || (squared == least && node < best)) {
                least = squared;
                best = node;
            }
        }
        return best;
    }

    private void linkNear(int node) {
        double limit = config.link() * config.link();
        int count = grid.search(points, node);
        for (int f = 0; f < count; f++) {
            int other = grid.found()[f];
            double squared = squaredDistance(points, node, other, limit);
            if (squared < limit) {
                float length = (float) Math.sqrt(squared);
                join(node, other, length);
                join(other, node, length);
            }
        }
    }

    /** Squared distance from a row to a node; anything above the limit once it is exceeded. */
    private double squaredDistance(float[] rows, int row, int node, double limit) {
        double sum = 0;
        int offset = row * dim;
        int at = node * dim;
        for (int k = 0; k < dim && sum <= limit; k++) {
            double difference = rows[offset + k] - points[at + k];
            sum += difference * difference;
        }
        return sum;
    }

    private int append(float[] rows, float[] wholeRows, int i) {
        if (size == visits.length) {
            grow(Math.max(1024, 2 * size));
        }
        System.arraycopy(rows, i * dim, points, size * dim, dim);
        System.arraycopy(wholeRows, i * features, states, size * features, features);
        neighbours[size] = new int[8];
        lengths[size] = new float[8];
        return size++;
    }

    private void grow(int capacity) {
        points = Arrays.copyOf(points, capacity * dim);
        states = Arrays.copyOf(states, capacity * features);
        visits = Arrays.copyOf(visits, capacity);
        neighbours = Arrays.copyOf(neighbours, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        degrees = Arrays.copyOf(degrees, capacity);
    }

    /** An edge there; of several between two nodes the shortest counts. */
    private void join(int from, int to, float length) {
        int degree = degrees[from];
        for (int e = 0; e < degree; e++) {
            if (neighbours[from][e] == to) {
                lengths[from][e] = Math.min(lengths[from][e], length);
                return;
            }
        }
        if (degree == neighbours[from].length) {
            neighbours[from] = Arrays.copyOf(neighbours[from], 2 * degree);
            lengths[from] = Arrays.copyOf(lengths[from], 2 * degree);
        }
        neighbours[from][degree] = to;
        lengths[from][degree] = length;
        degrees[from]++;
    }

    /**
     * The cheapest nodes from one to another, both included (Dijkstra 1959); empty when they are not joined.
     *
     * @param barriers nodes nearer to one of these points than {@code radius} are not passed through
     */
    int[] shortest(int from, int to, List<float[]> barriers, double radius) {
        boolean[] barred = barred(barriers, radius);
        barred[from] = false;
        double[] costs = new double[size];
        Arrays.fill(costs, Double.POSITIVE_INFINITY);
        int[] next = new int[size];
        double[] dearness = dearness();
        PriorityQueue<Reached> queue = new PriorityQueue<>(Comparator.comparingDouble(Reached::cost));
        costs[to] = 0;
        queue.add(new Reached(to, 0));
        while (!queue.isEmpty()) {
            Reached reached = queue.remove();
            int node = reached.node();
            if (node == from) {
                return path(from, to, next);
            }
            if (reached.cost() > costs[node]) {
                continue;
            }
            for (int e = 0; e < degrees[node]; e++) {
                int other = neighbours[node][e];
                if (barred[other]) {
                    continue;
                }
                double cost = reached.cost() + lengths[node][e] * dearness[other];
                if (cost < costs[other]) {
                    costs[other] = cost;
                    next[other] = node;
                    queue.add(new Reached(other, cost));
                }
            }
        }
        return new int[0];
    }

    private boolean[] barred(List<float[]> barriers, double radius) {
        boolean[] barred = new boolean[size];
        for (float[] barrier : barriers) {
            for (int node = 0; node < size; node++) {
                barred[node] |= squaredDistance(barrier, 0, node, radius * radius) < radius * radius;
            }
        }
        return barred;
    }

    private record Reached(int node, double cost) {}

    /** 1 + support / visits to a node and its neighbours. */
    private double[] dearness() {
        double[] dearness = new double[size];
        for (int node = 0; node < size; node++) {
            double around = visits[node];
            for (int e = 0; e < degrees[node]; e++) {
                around += visits[neighbours[node][e]];
            }
            dearness[node] = 1 + config.support() / around;
        }
        return dearness;
    }

    private static int[] path(int from, int to, int[] next) {
        int count = 1;
        for (int node = from; node != to; node = next[node]) {
            count++;
        }
        int[] path = new int[count];
        int node = from;
        for (int i = 0; i < count; i++) {
            path[i] = node;
            node = next[node];
        }
        return path;
    }
}
