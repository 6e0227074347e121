package dev.jepa.planning.env.maze;

import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;

/** Knows the map: follows a shortest way from cell to cell with a damped spring. */
public final class MazeOracle implements Policy {
    private static final double STIFFNESS = 0.15;
    private static final double DAMPING = 0.5;

    @Override
    public double[] act(Environment environment) {
        if (!(environment instanceof PointMaze maze)) {
            throw new IllegalArgumentException("this oracle knows point mazes but got "
                    + environment.getClass().getName() + ".");
        }
        double[] state = maze.state();
        double[] aim = aim(maze, state);
        double[] push = new double[2];
        for (int i = 0; i < 2; i++) {
            push[i] = STIFFNESS * (aim[i] - state[i]) - DAMPING * state[2 + i];
        }
        return maze.actionBounds().project(push);
    }

    /** The goal when in its cell, else the middle of the next cell on the way. */
    private static double[] aim(PointMaze maze, double[] state) {
        double[] goal = maze.goal();
        int[][] steps = maze.map().stepsTo((int) goal[0], (int) goal[1]);
        int[] cell = {(int) Math.floor(state[0]), (int) Math.floor(state[1])};
        if (steps[cell[1]][cell[0]] == 0) {
            return goal;
        }
        int[] best = cell;
        for (int[] next : maze.map().neighbours(cell)) {
            best = steps[next[1]][next[0]] < steps[best[1]][best[0]] ? next : best;
        }
        return new double[] {best[0] + 0.5, best[1] + 0.5};
    }
}
