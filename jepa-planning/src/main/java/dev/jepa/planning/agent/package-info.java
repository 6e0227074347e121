/**
 * The modular agent of LeCun 2022 ("A path towards autonomous machine intelligence", section 3): configurator, perception, world model,
 * cost, short-term memory and actor, each an object that can be exchanged.
 */
@NullMarked
package dev.jepa.planning.agent;

import org.jspecify.annotations.NullMarked;
