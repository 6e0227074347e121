/**
 * Fine-tuning: a pre-trained encoder and a linear head, trained end to end on labels with a learning rate that falls towards the
 * first layers.
 */
@NullMarked
package dev.jepa.models.finetune;

import org.jspecify.annotations.NullMarked;
