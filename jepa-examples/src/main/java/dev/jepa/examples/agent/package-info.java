/** {@code jepa agent}: the modular agent measured on Two Rooms: policy, critic, configurator and surprise around one learned world model. */
@NullMarked
package dev.jepa.examples.agent;

import org.jspecify.annotations.NullMarked;
