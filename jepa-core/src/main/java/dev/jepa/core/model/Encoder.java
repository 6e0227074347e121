package dev.jepa.core.model;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;

/** Enc: maps observations to a representation, s_x = Enc(x) (LeCun 2022, section 4.4). */
public interface Encoder {
    /**
     * The representation of a batch of observations.
     *
     * @param observations [B, …], for example images [B, C, H, W]
     * @return [B, D], or tokens [B, N, D]; D is {@link #dim()}
     */
    Tensor encode(Tensor observations, Mode mode);

    /** D, the number of features of a representation. */
    int dim();
}
