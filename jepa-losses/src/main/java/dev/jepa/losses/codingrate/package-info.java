/** Coding rates: how many bits embeddings take, to be made large (MCR2, arXiv 2006.08558; EMP-SSL, arXiv 2304.03977). */
@NullMarked
package dev.jepa.losses.codingrate;

import org.jspecify.annotations.NullMarked;
