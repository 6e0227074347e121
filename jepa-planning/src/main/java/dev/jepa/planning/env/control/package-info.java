/** Classic control: a pendulum and a cart with a pole, integrated by fourth-order Runge-Kutta. */
@NullMarked
package dev.jepa.planning.env.control;

import org.jspecify.annotations.NullMarked;
