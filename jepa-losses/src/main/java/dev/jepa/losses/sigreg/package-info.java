/**
 * Sketched isotropic Gaussian regularisation: random projections of the embeddings are tested for normality (LeJEPA, arXiv
 * 2511.08544; eb_jepa's BCS).
 */
@NullMarked
package dev.jepa.losses.sigreg;

import org.jspecify.annotations.NullMarked;
