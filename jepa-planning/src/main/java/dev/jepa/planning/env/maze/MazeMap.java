package dev.jepa.planning.env.maze;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A map of square cells of side 1, wall or free: cell (column c, row r) covers [c, c + 1) x [r, r + 1). */
public final class MazeMap {
    private final boolean[][] wall;

    private MazeMap(boolean[][] wall) {
        this.wall = wall;
    }

    /**
     * The map that lines of text draw: {@code #} is wall, a space is free.
     *
     * @throws IllegalArgumentException if lines differ in length, the border is open, or free cells are not connected
     */
    public static MazeMap parse(String text) {
        String[] lines = text.strip().split("\n");
        boolean[][] wall = new boolean[lines.length][];
        for (int r = 0; r < lines.length; r++) {
            String line = lines[r];
            if (line.length() != lines[0].length() || !line.chars().allMatch(c -> c == '#' || c == ' ')) {
                throw new IllegalArgumentException("line " + (r + 1) + " of the map, '" + line + "', must have "
                        + lines[0].length() + " characters, '#' or ' '.");
            }
            wall[r] = new boolean[line.length()];
            for (int c = 0; c < line.length(); c++) {
                wall[r][c] = line.charAt(c) == '#';
            }
        }
        MazeMap map = new MazeMap(wall);
        map.requireClosedAndConnected();
        return map;
    }

    /** The U of D4RL's maze2d: two rooms around a wall. */
    public static MazeMap umaze() {
        return parse("#####\n#   #\n### #\n#   #\n#####");
    }

    /** D4RL's medium maze. */
    public static MazeMap medium() {
        return parse("########\n#  ##  #\n#  #   #\n##   ###\n#  #   #\n# #  # #\n#   #  #\n########");
    }

    /** Columns. */
    public int width() {
        return wall[0].length;
    }

    /** Rows. */
    public int height() {
        return wall.length;
    }

    /** Whether a point is in a wall or outside the map. */
    public boolean isWall(double x, double y) {
        int c = (int) Math.floor(x);
        int r = (int) Math.floor(y);
        return r < 0 || c < 0 || r >= height() || c >= width() || wall[r][c];
    }

    /** The free cells as {column, row}, row by row. */
    public List<int[]> freeCells() {
        List<int[]> cells = new ArrayList<>();
        for (int r = 0; r < height(); r++) {
            for (int c = 0; c < width(); c++) {
                if (!wall[r][c]) {
                    cells.add(new int[] {c, r});
                }
            }
        }
        return cells;
    }

    /** Cells on a shortest way from each cell to a goal: steps to it, -1 for walls; [row][column]. */
    public int[][] stepsTo(int column, int row) {
        if (isWall(column, row)) {
            throw new IllegalArgumentException(
                    "the goal must be a free cell but column " + column + ", row " + row + " is none.");
        }
        int[][] steps = new int[height()][width()];
        Arrays.stream(steps).forEach(line -> Arrays.fill(line, -1));
        ArrayDeque<int[]> open = new ArrayDeque<>();
        steps[row][column] = 0;
        open.add(new int[] {column, row});
        while (!open.isEmpty()) {
            int[] cell = open.remove();
            for (int[] next : neighbours(cell)) {
                if (steps[next[1]][next[0]] < 0) {
                    steps[next[1]][next[0]] = steps[cell[1]][cell[0]] + 1;
                    open.add(next);
                }
            }
        }
        return steps;
    }

    /** The free cells beside a cell. */
    List<int[]> neighbours(int[] cell) {
        List<int[]> free = new ArrayList<>();
        for (int[] move : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
            int c = cell[0] + move[0];
            int r = cell[1] + move[1];
            if (!isWall(c, r)) {
                free.add(new int[] {c, r});
            }
        }
        return free;
    }

    private void requireClosedAndConnected() {
        List<int[]> free = freeCells();
        if (free.size() < 2) {
            throw new IllegalArgumentException("a map needs two free cells or more but has " + free.size() + ".");
        }
        int[][] steps = stepsTo(free.get(0)[0], free.get(0)[1]);
        for (int[] cell : free) {
            if (cell[0] == 0 || cell[1] == 0 || cell[0] == width() - 1 || cell[1] == height() - 1) {
                throw new IllegalArgumentException(
                        "the border of the map is open at column " + cell[0] + ", row " + cell[1] + ".");
            }
            if (steps[cell[1]][cell[0]] < 0) {
                throw new IllegalArgumentException("the cell at column " + cell[0] + ", row " + cell[1]
                        + " cannot be reached from the first free cell.");
            }
        }
    }
}
