package dev.jepa.planning.env.tworooms;

/**
 * Where the wall stands and where its door is.
 *
 * @param wallX column of the middle of the wall
 * @param doorY row of the middle of the door
 */
public record Layout(int wallX, int doorY) {}
