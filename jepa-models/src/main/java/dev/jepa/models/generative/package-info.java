/**
 * Generative baselines: masked and denoising autoencoders, which predict pixels where a JEPA predicts representations.
 *
 * <p>{@link dev.jepa.models.generative.MaskedAutoencoder} (arXiv 2111.06377) and {@link
 * dev.jepa.models.generative.DenoisingAutoencoder} (Vincent et al., ICML 2008) share encoder, decoder and trainer.
 */
@NullMarked
package dev.jepa.models.generative;

import org.jspecify.annotations.NullMarked;
