package dev.jepa.core.tensor;

import java.util.List;
import java.util.function.Supplier;

/**
 * Reverse-mode differentiation without hidden state: nothing is recorded outside {@link #record}, and gradients are values.
 *
 * <pre>{@code
 * Tensor loss = Autograd.record(() -> model.forward(x).square().mean());
 * List<Tensor> gradients = Autograd.gradients(loss, model.parameters());
 * }</pre>
 *
 * <p>What is recorded are operations on tensors that require gradients: parameters, and leaves made by {@link #variable}.
 * Recording is per thread; threads may work on shared parameters at once.
 */
public final class Autograd {
    private static final Script SCRIPT = Script.load("autograd", "Autograd");

    private Autograd() {}

    /**
     * Runs an action with recording on and returns its result.
     *
     * @throws IllegalStateException when no scope is open, or the action nests so deep that the stack of the thread overflows
     */
    public static <T> T record(Supplier<T> action) {
        return withRecording(true, action);
    }

    /** Runs an action with recording off, inside {@link #record} too: target encoders, metrics. */
    public static <T> T suspend(Supplier<T> action) {
        return withRecording(false, action);
    }

    /** Whether operations on this thread are recorded now. */
    public static boolean isRecording() {
        return LibTorch.gradMode();
    }

    /** A leaf with the value of a tensor (sharing its memory) that gradients can be asked for: actions, latents, inputs. */
    public static Tensor variable(Tensor value) {
        if (!value.dtype().isFloating()) {
            throw new IllegalArgumentException("Only floating-point tensors have gradients but this one is "
                    + value.dtype() + value.shape() + ".\nMaybe convert it: tensor.to(DType.FLOAT32).");
        }
        Tensor leaf = value.detach();
        try (Handles handles = Handles.of(leaf)) {
            LibTorch.requireGrad(handles.get(0), true);
        }
        return leaf;
    }

    /**
     * d loss / d x for each x, of x's shape. The graph stays usable, so several losses may share it.
     *
     * @param loss a one-element tensor made inside {@link #record}
     * @throws IllegalArgumentException when the loss was not recorded, or does not depend on one of the tensors
     */
    public static List<Tensor> gradients(Tensor loss, List<Tensor> xs) {
        return strict(loss, xs, false);
    }

    /** As {@link #gradients}, recorded themselves so that they can be differentiated again (inside {@link #record}). */
    public static List<Tensor> gradientsWithGraph(Tensor loss, List<Tensor> xs) {
        if (!isRecording()) {
            throw new IllegalStateException("gradientsWithGraph records its gradients, but nothing is being recorded.\n"
                    + "Maybe call it inside Autograd.record(…), or use gradients().");
        }
        return strict(loss, xs, true);
    }

    /** As {@link #gradients}, with zeros for the tensors that the loss does not depend on. */
    public static List<Tensor> gradientsOrZero(Tensor loss, List<Tensor> xs) {
        return compute(loss, xs, false).subList(0, xs.size());
    }

    private static List<Tensor> strict(Tensor loss, List<Tensor> xs, boolean createGraph) {
        List<Tensor> result = compute(loss, xs, createGraph);
        long[] present = result.get(xs.size()).toLongArray();
        for (int i = 0; i < present.length; i++) {
            if (present[i] == 0) {
                throw new IllegalArgumentException("The loss does not depend on tensor number " + i + " of " + xs.size()
                        + ", " + xs.get(i).dtype() + xs.get(i).shape()
                        + ".\nMaybe it was computed outside record(), cut by detach(), or use gradientsOrZero().");
            }
        }
        return result.subList(0, xs.size());
    }

    private static List<Tensor> compute(Tensor loss, List<Tensor> xs, boolean createGraph) {
        if (loss.shape().elements() != 1) {
            throw new IllegalArgumentException("Gradients need a loss of one element but it has shape " + loss.shape()
                    + ".\nMaybe reduce it: loss.mean().");
        }
        if (!loss.requiresGradient()) {
            throw new IllegalArgumentException("The loss was not recorded, so it has no gradients.\n"
                    + "Maybe compute it inside Autograd.record(…) from parameters or Autograd.variable(…).");
        }
        for (int i = 0; i < xs.size(); i++) {
            if (!xs.get(i).requiresGradient()) {
                throw new IllegalArgumentException("Tensor number " + i + " of " + xs.size() + " has no gradient: it is"
                        + " neither a parameter nor a variable.\nMaybe make it one: Autograd.variable(tensor).");
            }
        }
        Tensor seed = Tensors.ones(loss.dtype(), loss.device(), loss.shape());
        return SCRIPT.callForList("gradients", List.of(loss), List.of(seed), xs, createGraph);
    }

    private static <T> T withRecording(boolean enabled, Supplier<T> action) {
        TensorScope.requireOpen("Autograd");
        CallStack.requireRoom();
        boolean before = LibTorch.gradMode();
        LibTorch.setGradMode(enabled);
        try {
            return action.get();
        } catch (StackOverflowError e) {
            throw new IllegalStateException(
                    "The stack of thread " + Thread.currentThread().getName() + " overflowed inside Autograd."
                            + "\nMaybe a forward calls itself without end; or run it on a thread with a larger stack:"
                            + " new Thread(null, action, name, bytes).",
                    e);
        } finally {
            LibTorch.setGradMode(before);
        }
    }
}
