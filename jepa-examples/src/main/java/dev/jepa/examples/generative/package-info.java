/** The recipes of the generative baselines: masked and denoising autoencoders. */
@NullMarked
package dev.jepa.examples.generative;

import org.jspecify.annotations.NullMarked;
