/** World models learned from sensors, in the maze, of the pendulum and the cart-pole, and of Push-T; and planning with them. */
@NullMarked
package dev.jepa.examples.worlds;

import org.jspecify.annotations.NullMarked;
