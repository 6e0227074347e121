/** What planning has in common in all worlds: planners by name, fixed tasks, films of episodes, figures, and tables over planners. */
@NullMarked
package dev.jepa.examples.planning;

import org.jspecify.annotations.NullMarked;
