package dev.jepa.core.model;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;

/** An encoder that also says what stands where: its representation is pooled from a square map. */
public interface MapEncoder extends Encoder {
    /**
     * The representations of the places of images.
     *
     * @return [B, n n, C], row by row from the top left
     */
    Tensor encodeMap(Tensor images, Mode mode);

    /**
     * The representation of whole images from those of their places: {@code pool(encodeMap(images))} is what {@link #encode}
     * gives, or the mean of its tokens.
     *
     * @param map [B, n n, C]
     * @return [B, D]
     */
    Tensor pool(Tensor map);
}
