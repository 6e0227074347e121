package dev.jepa.planning.roadmap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the points that may be near a place: cells over the two coordinates in which the points spread the most.
 *
 * <p>These are chosen anew whenever the number of points has doubled. The choice decides the speed, not what is near.
 */
final class Grid {
    private static final int NONE = -1;
    private static final int FIRST_CHOICE = 64;

    private final double width;
    private final int dim; // K
    private final int[] axes;
    private final Map<Long, Integer> newestInCell = new HashMap<>();
    private int[] olderInCell = new int[FIRST_CHOICE];
    private int[] found = new int[FIRST_CHOICE];
    private int size;

    /** A grid for points of so many coordinates, whose cells are as wide as the longest distance that will be asked for. */
    Grid(double width, int dim) {
        this.width = width;
        this.dim = dim;
        this.axes = new int[] {0, Math.min(1, dim - 1)};
    }

    /** Adds the point that follows on those added before; points are rows of [N, K]. */
    void add(float[] points) {
        if (size == olderInCell.length) {
            olderInCell = Arrays.copyOf(olderInCell, 2 * size);
            found = new int[2 * size];
            chooseAxes(points);
        }
        enter(points, size++);
    }

    /** Puts the points of the cells around a row into {@link #found()}, the result says how many. */
    int search(float[] rows, int row) {
        int x = cell(rows, row, axes[0]);
        int y = cell(rows, row, axes[1]);
        int count = 0;
        for (int dx = -1; dx <= 1; dx++) {
            for (int dy = -1; dy <= 1; dy++) {
                int point = newestInCell.getOrDefault(key(x + dx, y + dy), NONE);
                for (; point != NONE; point = olderInCell[point]) {
                    found[count++] = point;
                }
            }
        }
        return count;
    }

    /** What the last search found, in no useful order; the next one overwrites it. */
    int[] found() {
        return found;
    }

    private void enter(float[] points, int point) {
        Integer older = newestInCell.put(key(cell(points, point, axes[0]), cell(points, point, axes[1])), point);
        olderInCell[point] = older == null ? NONE : older;
    }

    private int cell(float[] rows, int row, int axis) {
        return (int) Math.floor(rows[row * dim + axis] / width);
    }

    private static long key(int x, int y) {
        return ((long) x << Integer.SIZE) | Integer.toUnsignedLong(y);
    }

    private void chooseAxes(float[] points) {
        double widest = -1;
        double second = -1;
        for (int k = 0; k < dim; k++) {
            double spread = variance(points, k);
            if (spread > widest) {
                second = widest;
                axes[1] = axes[0];
                widest = spread;
                axes[0] = k;
            } else if (spread > second) {
                second = spread;
                axes[1] = k;
            }
        }
        newestInCell.clear();
        for (int point = 0; point < size; point++) {
            enter(points, point);
        }
    }

    private double variance(float[] points, int axis) {
        double sum = 0;
        double squares = 0;
        for (int point = 0; point < size; point++) {
            double x = points[point * dim + axis];
            sum += x;
            squares += x * x;
        }
        return squares / size - (sum / size) * (sum / size);
    }
}
