/** How fast training steps run, and what share of the machine's peak they reach. */
@NullMarked
package dev.jepa.examples.bench;

import org.jspecify.annotations.NullMarked;
