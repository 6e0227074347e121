/** What recipes on images share: data to train on and to judge by, the run, the watch for collapse, probes. */
@NullMarked
package dev.jepa.examples.images;

import org.jspecify.annotations.NullMarked;
