/**
 * Images on disk to batches in direct memory.
 *
 * <p>An {@link dev.jepa.core.data.ImageDataset} is a numbered set of labelled images: {@link dev.jepa.core.data.Cifar}, {@link
 * dev.jepa.core.data.Mnist} and {@link dev.jepa.core.data.ImageFolder} open one. A {@link dev.jepa.core.data.DataLoader}
 * shuffles it, makes augmented views on background threads and hands out an {@link dev.jepa.core.data.ImageBatch} a step; the
 * batch of a step is a pure function of the seed and the step, so that a run resumes anywhere. Data that is not images (episodes,
 * simulations) uses the {@link dev.jepa.core.data.Prefetcher} underneath directly.
 *
 * <p>Whatever is wrong with files is a {@link dev.jepa.core.data.DataException} that names the file.
 */
@NullMarked
package dev.jepa.core.data;

import org.jspecify.annotations.NullMarked;
