package dev.jepa.losses.contrastive;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.embedding.Embeddings;
import java.util.List;

/**
 * The last Q keys, first in, first out: the negatives of {@link MoCo}.
 *
 * <p>Buffers, saved with checkpoints: {@code queue} [Q, D], random at the start, and {@code queue_ptr}, the next place. Differs
 * from the authors' code: that keeps the queue as [D, Q] and asks the batch to divide Q.
 */
public final class MoCoQueue extends Module {
    private final Tensor queue; // [Q, D]
    private final Tensor next; // int64 []

    /** A queue of Q = {@code size} keys of D = {@code dim} features. */
    public MoCoQueue(int size, int dim, Init init) {
        if (size < 1 || dim < 1) {
            throw new IllegalArgumentException("A queue needs size >= 1 and dim >= 1 but they were " + size + " and "
                    + dim + ".\nMaybe 65536 and 128.");
        }
        queue = buffer("queue", init.at("queue").make(Initializer.normal(1), size, dim));
        try (TensorScope ignored = TensorScope.open()) {
            next = buffer("queue_ptr", Tensors.zeros(DType.INT64, Device.CPU, Shape.of()));
        }
    }

    /** The keys [Q, D], of which {@link MoCo} takes the directions. */
    public Tensor keys() {
        return queue;
    }

    /** Replaces the oldest keys by these, [N, D], N &lt;= Q: after the loss of a step, not before. */
    public void enqueue(Tensor keys) {
        Embeddings.requireMatrix(keys, 1);
        long size = queue.size(0);
        long count = keys.size(0);
        if (count > size || keys.size(1) != queue.size(1)) {
            throw new IllegalArgumentException("Keys " + keys.shape() + " do not fit a queue of " + queue.shape()
                    + ".\nMaybe use a longer queue.");
        }
        try (TensorScope ignored = TensorScope.open()) {
            long start = (long) next.item();
            Tensor moved = queue.roll((int) -start, 0); // oldest first
            Tensor rest = moved.slice(0, count, size);
            Tensor joined = Tensors.concat(List.of(keys.detach().to(queue.dtype()), rest), 0);
            InPlace.copy(queue, joined.roll((int) start, 0));
            InPlace.copy(next, next.add(count).remainder((double) size).to(DType.INT64));
        }
    }
}
