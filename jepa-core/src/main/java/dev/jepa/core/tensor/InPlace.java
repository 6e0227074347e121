package dev.jepa.core.tensor;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few operations that change tensors; everywhere else a tensor is a value.
 *
 * <p>For the memory of parameters, optimiser state and moving averages. One native call handles a whole list. Nothing is
 * recorded, whether or not the caller records. The lists of one call have equal lengths and, index by index, equal shapes;
 * the changed tensors are contiguous.
 */
public final class InPlace {
    private static final Logger LOG = LoggerFactory.getLogger(InPlace.class);
    private static final Script SCRIPT = Script.load("inplace", "InPlace");

    private InPlace() {}

    /**
     * target = source, converted to the target's type and device.
     *
     * @throws IllegalArgumentException when the shapes differ
     */
    public static void copy(Tensor target, Tensor source) {
        copy(List.of(target), List.of(source));
    }

    /** target = source for each pair; nothing has changed when it throws. */
    public static void copy(List<Tensor> targets, List<Tensor> sources) {
        requirePairs(targets, sources);
        call("copy", targets, targets, sources);
    }

    /** target = target + weight (source - target). */
    public static void lerp(List<Tensor> targets, List<Tensor> sources, double weight) {
        requirePairs(targets, sources);
        call("lerp", targets, targets, sources, weight);
    }

    /** target = target + scale source. */
    public static void add(List<Tensor> targets, List<Tensor> sources, double scale) {
        requirePairs(targets, sources);
        call("add", targets, targets, sources, scale);
    }

    private static void requirePairs(List<Tensor> targets, List<Tensor> sources) {
        if (targets.size() != sources.size()) {
            throw new IllegalArgumentException(targets.size() + " tensors cannot be changed by " + sources.size()
                    + ".\nMaybe the lists come from two different networks.");
        }
        for (int i = 0; i < targets.size(); i++) {
            Shape shape = sources.get(i).shape();
            if (!targets.get(i).shape().equals(shape)) {
                throw new IllegalArgumentException(
                        "A tensor of shape " + targets.get(i).shape() + " cannot be changed by one of shape " + shape
                                + ".\nMaybe reshape the source.");
            }
        }
    }

    /** The first index at which two lists differ in type or device, -1 if at none; one native call. */
    public static int firstUnlike(List<Tensor> tensors, List<Tensor> others) {
        return (int) SCRIPT.callForLong("first_unlike", tensors, others);
    }

    /** Adds an integer to every element: for counters. */
    public static void add(Tensor target, long value) {
        call("add_integer", List.of(target), target, value);
    }

    /** The scalars of one Adam step; {@code step} counts from 1. */
    public record AdamStep(
            boolean decoupledDecay,
            double learningRate,
            double beta1,
            double beta2,
            double weightDecay,
            double epsilon,
            long step) {}

    /**
     * One Adam or AdamW step: parameters, and their first and second moments.
     *
     * <p>Runs LibTorch's fused kernel; LibTorch before 2.5 has none for the CPU, so a loop takes its place there.
     */
    public static void adam(
            List<Tensor> parameters, List<Tensor> gradients, List<Tensor> first, List<Tensor> second, AdamStep step) {
        boolean onCpu = !parameters.isEmpty() && parameters.get(0).device().equals(Device.CPU);
        adam(!onCpu || hasFusedAdamOnCpu(), parameters, gradients, first, second, step);
    }

    static boolean hasFusedAdamOnCpu() {
        return FusedAdam.ON_CPU;
    }

    static void adam(
            boolean fused,
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<Tensor> first,
            List<Tensor> second,
            AdamStep s) {
        call(
                fused ? "adam_fused" : "adam_loop",
                parameters,
                parameters,
                gradients,
                first,
                second,
                s.decoupledDecay,
                s.learningRate,
                s.beta1,
                s.beta2,
                s.weightDecay,
                s.epsilon,
                s.step);
    }

    /** One step of SGD: buffer = momentum buffer + g + decay p; p -= rate buffer (Nesterov looks one step ahead). */
    public static void sgd(
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<Tensor> buffers,
            double learningRate,
            double momentum,
            double weightDecay,
            boolean nesterov) {
        call("sgd", parameters, parameters, gradients, buffers, learningRate, momentum, weightDecay, nesterov);
    }

    /** One LARS step, the trust ratio trust |p| / |g + decay p| times the decayed gradient. */
    public static void lars(
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<Tensor> buffers,
            double learningRate,
            double momentum,
            double weightDecay,
            double trust) {
        call("lars", parameters, parameters, gradients, buffers, learningRate, momentum, weightDecay, trust);
    }

    /** One LARS step, the trust ratio trust |p| / (|g| + decay |p| + 1e-8), at most the learning rate if clipped. */
    public static void larsOfRawNorm(
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<Tensor> buffers,
            double learningRate,
            double momentum,
            double weightDecay,
            double trust,
            boolean clip) {
        call("lars_raw", parameters, parameters, gradients, buffers, learningRate, momentum, weightDecay, trust, clip);
    }

    /** The Euclidean norm of all tensors together, as a scalar; not finite if one element is not. */
    public static Tensor globalNorm(List<Tensor> tensors) {
        return Autograd.suspend(() -> tensors.isEmpty() ? Tensors.scalar(0) : SCRIPT.call("global_norm", tensors));
    }

    /** The tensors, scaled down together to at most this global norm, and after them that norm before. */
    public static List<Tensor> clip(List<Tensor> tensors, double maxNorm) {
        return Autograd.suspend(() -> SCRIPT.callForList("clip", tensors, maxNorm));
    }

    private static void call(String method, List<Tensor> first, Object... arguments) {
        if (first.isEmpty()) {
            return;
        }
        try (TensorScope ignored = TensorScope.open()) {
            Autograd.suspend(() -> {
                SCRIPT.callForEffect(method, arguments);
                return method;
            });
        }
    }

    /** Asks LibTorch once whether it has the fused kernel for the CPU. */
    private static final class FusedAdam {
        static final boolean ON_CPU = probe();

        private static boolean probe() {
            try (TensorScope ignored = TensorScope.open()) {
                List<Tensor> one = List.of(Tensors.ones(1));
                AdamStep step = new AdamStep(true, 0, 0.9, 0.999, 0, 1e-8, 1);
                adam(true, one, one, List.of(Tensors.ones(1)), List.of(Tensors.ones(1)), step);
                return true;
            } catch (OperationException e) {
                LOG.info("This LibTorch has no fused Adam for the CPU; a loop over the parameters takes its place.");
                return false;
            }
        }
    }
}
