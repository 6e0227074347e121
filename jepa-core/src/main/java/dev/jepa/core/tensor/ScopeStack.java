package dev.jepa.core.tensor;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * The scopes that are open on one thread.
 *
 * <p>Nobody can close them once the thread has ended: their tensors are then left to the garbage collector.
 */
final class ScopeStack {
    static final Cleaner CLEANER = Cleaner.create();

    private static final ThreadLocal<Anchor> ANCHOR = ThreadLocal.withInitial(Anchor::new);

    private final String threadName = Thread.currentThread().getName();
    private @Nullable TensorScope innermost;
    private boolean prepared;

    private ScopeStack() {}

    /** Hangs on its thread alone, so that a cleaner learns of the thread's end. */
    private static final class Anchor {
        final ScopeStack stack = new ScopeStack();

        Anchor() {
            CLEANER.register(this, stack::abandon);
        }
    }

    static ScopeStack ofThisThread() {
        return ANCHOR.get().stack;
    }

    String threadName() {
        return threadName;
    }

    @Nullable TensorScope innermost() {
        return innermost;
    }

    void innermost(@Nullable TensorScope scope) {
        innermost = scope;
    }

    /** LibTorch's settings by thread: nothing is recorded until asked for, and scripts are not specialised for shapes. */
    void prepareThread() {
        if (!prepared) {
            EngineStart.library();
            LibTorch.setGradMode(false);
            LibTorch.setGraphOptimization(false);
            prepared = true;
        }
    }

    private void abandon() {
        for (TensorScope scope = innermost; scope != null; scope = scope.outer()) {
            scope.abandon();
        }
        innermost = null;
    }
}
