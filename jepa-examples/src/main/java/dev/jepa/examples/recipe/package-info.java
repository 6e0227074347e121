/**
 * What {@code jepa train} can run: a {@link dev.jepa.examples.recipe.Recipe} is a named configuration and the code that
 * turns it into a run folder.
 */
@NullMarked
package dev.jepa.examples.recipe;

import org.jspecify.annotations.NullMarked;
