/**
 * Whether and how far representations have collapsed: the measures of the literature beside {@link
 * dev.jepa.core.train.CollapseMonitor}, which watches every training.
 */
@NullMarked
package dev.jepa.losses.collapse;

import org.jspecify.annotations.NullMarked;
