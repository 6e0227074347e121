/** Matrices of embeddings [N, D]: what every loss asks of them, and the few products that several losses share. */
@NullMarked
package dev.jepa.losses.embedding;

import org.jspecify.annotations.NullMarked;
