/** {@code jepa losses}: what each loss says of embeddings between collapsed and spread. */
@NullMarked
package dev.jepa.examples.losses;

import org.jspecify.annotations.NullMarked;
