package dev.jepa.losses.vicregl;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * Where the cells of a feature map lie in the image it was cropped from: the centres of a regular grid over the crop, in pixels
 * of the image.
 *
 * <p>Source: VICRegL, arXiv 2210.01571, section 3. Differs from the authors' code: cells of flipped crops are flipped when
 * asked for; there the option that turns this off is on.
 */
public final class CropGrid {
    private CropGrid() {}

    /**
     * The centres of the cells, row by row.
     *
     * @param crops [B, 4]: top, left, height and width in the image, in pixels
     * @param side cells in each direction, n
     * @param flipped booleans [B]: crops that were mirrored left to right afterwards
     * @return float64 [B, n n, 2]: vertical, then horizontal
     */
    public static Tensor centres(Tensor crops, int side, Tensor flipped) {
        if (crops.shape().rank() != 2
                || crops.size(1) != 4
                || flipped.shape().rank() != 1
                || flipped.size(0) != crops.size(0)) {
            throw new IllegalArgumentException("Crops must be [B, 4] with flips [B] but were " + crops.shape() + " and "
                    + flipped.shape() + ".\nMaybe the crop's height and width are missing.");
        }
        Tensor box = crops.to(DType.FLOAT64);
        Tensor steps =
                Tensors.arange(0.5, side, 1, DType.FLOAT64).div((double) side).to(crops.device()); // [n]
        Tensor backwards = steps.flip(0);
        Tensor across = flipped.unsqueeze(1).where(backwards.unsqueeze(0), steps.unsqueeze(0)); // [B, n]
        Tensor rows = along(box, 0, steps.unsqueeze(0)); // [B, n]
        Tensor columns = along(box, 1, across); // [B, n]
        long batch = crops.size(0);
        Tensor vertical = rows.unsqueeze(2).expand(batch, side, side);
        Tensor horizontal = columns.unsqueeze(1).expand(batch, side, side);
        return Tensors.stack(List.of(vertical, horizontal), 3).reshape(batch, (long) side * side, 2);
    }

    /** start + size steps in one direction. */
    private static Tensor along(Tensor box, int direction, Tensor steps) {
        Tensor start = box.slice(1, direction, direction + 1); // [B, 1]
        Tensor size = box.slice(1, direction + 2, direction + 3); // [B, 1]
        return start.add(size.mul(steps));
    }
}
