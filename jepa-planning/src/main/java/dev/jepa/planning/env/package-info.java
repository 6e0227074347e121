/** Worlds to act in: what an environment is, batches of them, policies that know no model, and the true dynamics as a model. */
@NullMarked
package dev.jepa.planning.env;

import org.jspecify.annotations.NullMarked;
