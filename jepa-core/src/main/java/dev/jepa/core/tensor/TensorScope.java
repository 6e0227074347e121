package dev.jepa.core.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lifetime of tensors: what a thread makes while a scope is open belongs to it and dies with it.
 *
 * <pre>{@code
 * try (TensorScope scope = TensorScope.open()) {
 *     Tensor loss = model.forward(x).square().mean();
 *     return scope.keep(loss); // lives on in the enclosing scope
 * }
 * }</pre>
 *
 * <p>Scopes nest by thread. Making a tensor with no scope open is an error. {@link #release} takes a tensor out of all
 * scopes: parameters and optimiser state live that way, until closed or unreachable. So do the tensors of a thread that ended
 * without closing its scopes.
 */
public final class TensorScope implements AutoCloseable {
    private final ScopeStack stack;
    private final @Nullable TensorScope outer;
    private final ArrayList<@Nullable Tensor> tensors = new ArrayList<>();
    private boolean open = true;

    private TensorScope(ScopeStack stack) {
        this.stack = stack;
        this.outer = stack.innermost();
    }

    /** Opens a scope on this thread, inside the one that is open already, if any. */
    public static TensorScope open() {
        CallStack.requireRoom();
        ScopeStack stack = ScopeStack.ofThisThread();
        stack.prepareThread();
        TensorScope scope = new TensorScope(stack);
        stack.innermost(scope);
        return scope;
    }

    /**
     * Hands a tensor of this scope to the enclosing one.
     *
     * @return the same tensor
     * @throws IllegalStateException when this is the outermost scope
     */
    public Tensor keep(Tensor tensor) {
        if (outer == null) {
            throw new IllegalStateException("keep() hands a tensor to the enclosing scope, and this scope has none.\n"
                    + "Maybe open a scope around this one, or use TensorScope.release(tensor).");
        }
        tensor.requireLive();
        if (tensor.scope() == this) {
            remove(tensor);
            outer.add(tensor);
        }
        return tensor;
    }

    /** Hands several tensors to the enclosing scope. */
    public List<Tensor> keep(List<Tensor> several) {
        several.forEach(this::keep);
        return several;
    }

    /**
     * Runs an action of whose tensors only the result lives on, in the enclosing scope: what a part of a network needs on the way to
     * its output is freed at once, so that the next part finds its memory still warm. What gradients need stays with the recording.
     *
     * @return the action's result
     */
    public static Tensor keepOnly(Supplier<Tensor> action) {
        requireOpen("keepOnly");
        try (TensorScope scope = open()) {
            return scope.keep(action.get());
        }
    }

    /**
     * Takes a tensor out of its scope: it lives until {@link Tensor#close} or until nothing refers to it.
     *
     * @return the same tensor
     */
    public static Tensor release(Tensor tensor) {
        tensor.requireLive();
        TensorScope scope = tensor.scope();
        if (scope != null) {
            scope.remove(tensor);
            leaveToReachability(tensor);
        }
        return tensor;
    }

    private static void leaveToReachability(Tensor tensor) {
        tensor.moveTo(null, -1);
        ScopeStack.CLEANER.register(tensor, tensor.nativeTensor()::close);
    }

    /** The number of tensors alive in this process, in all threads: constant from step to step in a sound program. */
    public static long liveTensors() {
        return NativeTensor.live();
    }

    /** Closes every tensor of this scope. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        if (ScopeStack.ofThisThread() != stack || stack.innermost() != this) {
            throw new IllegalStateException("A scope must be closed on the thread that opened it, innermost first.\n"
                    + "Maybe use try-with-resources.");
        }
        open = false;
        stack.innermost(outer);
        for (Tensor tensor : tensors) {
            if (tensor != null) {
                tensor.nativeTensor().close();
            }
        }
        tensors.clear();
    }

    /** Lets go of tensors that nobody can close any more: each lives for as long as something refers to it. */
    void abandon() {
        for (Tensor tensor : tensors) {
            if (tensor != null) {
                leaveToReachability(tensor);
            }
        }
        tensors.clear();
    }

    @Nullable TensorScope outer() {
        return outer;
    }

    static void requireOpen(String operation) {
        if (ScopeStack.ofThisThread().innermost() == null) {
            throw new IllegalStateException(operation + " makes a tensor, but no TensorScope is open on thread "
                    + Thread.currentThread().getName()
                    + ".\nMaybe wrap the code in: try (TensorScope scope = TensorScope.open()) { … }");
        }
    }

    /** Gives a fresh native tensor to the current scope. */
    static Tensor adopt(long handle) {
        TensorScope scope = ScopeStack.ofThisThread().innermost();
        if (scope == null) {
            LibTorch.delete(handle);
            requireOpen("This operation");
            throw new AssertionError();
        }
        Tensor tensor = new Tensor(new NativeTensor(unrecorded(handle)));
        scope.add(tensor);
        return tensor;
    }

    /** LibTorch says of a view of a parameter that it requires gradients, also when it was not recorded: we detach it. */
    private static long unrecorded(long handle) {
        if (!LibTorch.isLeafThatRequiresGrad(handle) || LibTorch.gradMode()) {
            return handle;
        }
        long detached = LibTorch.detach(handle);
        LibTorch.delete(handle);
        return detached;
    }

    static List<Tensor> adoptAll(long[] handles) {
        List<Tensor> list = new ArrayList<>(handles.length);
        for (long handle : handles) {
            list.add(adopt(handle));
        }
        return list;
    }

    void remove(Tensor tensor) {
        if (ScopeStack.ofThisThread() != stack) {
            throw new IllegalStateException(
                    "A tensor can leave its scope only on the thread of the scope, " + stack.threadName() + ".");
        }
        tensors.set(tensor.slot(), null);
    }

    private void add(Tensor tensor) {
        tensor.moveTo(this, tensors.size());
        tensors.add(tensor);
    }
}
