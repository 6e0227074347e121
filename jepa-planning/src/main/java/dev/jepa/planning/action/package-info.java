/** What an agent may do: hard bounds of continuous actions. */
@NullMarked
package dev.jepa.planning.action;

import org.jspecify.annotations.NullMarked;
