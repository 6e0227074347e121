/** What JEPA models are made of: encoders, predictors, energies, latent variables and world models, as interfaces. */
@NullMarked
package dev.jepa.core.model;

import org.jspecify.annotations.NullMarked;
