/** A point mass in a maze of cells: obstacles that a latent space has to represent. */
@NullMarked
package dev.jepa.planning.env.maze;

import org.jspecify.annotations.NullMarked;
