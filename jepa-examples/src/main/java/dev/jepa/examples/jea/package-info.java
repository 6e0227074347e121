/** Joint embedding of augmented views: recipes, report, and the benchmark of the VICReg step. */
@NullMarked
package dev.jepa.examples.jea;

import org.jspecify.annotations.NullMarked;
