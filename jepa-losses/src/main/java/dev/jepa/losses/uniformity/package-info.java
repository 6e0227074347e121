/** Embeddings spread over their space: what matters for telling examples apart, beyond variance and correlation. */
@NullMarked
package dev.jepa.losses.uniformity;

import org.jspecify.annotations.NullMarked;
