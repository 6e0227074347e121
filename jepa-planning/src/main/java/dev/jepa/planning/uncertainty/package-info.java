/** Planning under uncertainty: ensembles of models, sampled and optimised latent variables, and the risk of a plan over them. */
@NullMarked
package dev.jepa.planning.uncertainty;

import org.jspecify.annotations.NullMarked;
