package dev.jepa.core.tensor;

/** Random zeroing during training; the survivors are divided by 1 - p, so that the expectation stays. */
public final class Dropout {
    private static final Script SCRIPT = Script.load("dropout", "Dropout");

    private Dropout() {}

    /** Each element becomes 0 with probability p (JMLR 15, Srivastava et al. 2014). */
    public static Tensor dropout(Tensor x, double p, Rng rng) {
        return apply(x, p, rng, x.shape());
    }

    /** Each example (first axis) becomes 0 with probability p: stochastic depth (arXiv 1603.09382), as timm's DropPath. */
    public static Tensor dropPath(Tensor x, double p, Rng rng) {
        long[] shape = new long[x.shape().rank()];
        java.util.Arrays.fill(shape, 1);
        shape[0] = x.size(0);
        return apply(x, p, rng, Shape.of(shape));
    }

    private static Tensor apply(Tensor x, double p, Rng rng, Shape maskShape) {
        if (!(p >= 0 && p < 1)) {
            throw new IllegalArgumentException("A drop probability must lie in [0, 1) but was " + p + ".");
        }
        if (p == 0) {
            return x;
        }
        Tensor mask = Tensors.mask(rng, 1 - p, maskShape).to(x.device());
        return SCRIPT.call("apply", x, mask, 1 / (1 - p));
    }
}
