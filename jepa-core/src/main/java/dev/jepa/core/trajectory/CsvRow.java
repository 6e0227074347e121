package dev.jepa.core.trajectory;

/**
 * A row of a table.
 *
 * @param line its place in the file, from 1
 * @param time scaled, since the first row; 0 where no column holds it
 * @param values scaled: observations, actions, proprioception
 */
record CsvRow(int line, double time, double[] values) {}
