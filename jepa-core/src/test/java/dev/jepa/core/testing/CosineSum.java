package dev.jepa.core.testing;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;

/** The scalar whose gradients the reference numbers of layers are: the sum of element i times cos(i), row by row. */
public final class CosineSum {
    private CosineSum() {}

    /** Of any tensor on the {@link TestDevice}. */
    public static Tensor of(Tensor out) {
        Tensor weights = Tensors.arange(out.shape().elements())
                .to(TestDevice.get())
                .to(DType.FLOAT64)
                .cos()
                .to(DType.FLOAT32)
                .reshape(out.shape());
        return out.mul(weights).sum();
    }
}
