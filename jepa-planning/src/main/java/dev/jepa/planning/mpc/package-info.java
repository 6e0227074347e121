/** Model-predictive control: plan, act a little, look, plan again; and how well that goes. */
@NullMarked
package dev.jepa.planning.mpc;

import org.jspecify.annotations.NullMarked;
