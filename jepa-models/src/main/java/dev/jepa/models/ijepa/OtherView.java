package dev.jepa.models.ijepa;

import dev.jepa.core.data.Crops;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * Another view of the images that the context is a view of, and where it lies: what the predictor must know to predict it.
 *
 * <p>Source: Siamese image modeling, arXiv 2206.01204, which predicts the representations of one augmented view from a masked other, by their
 * relative positions. Differs from it: the objective is I-JEPA's.
 *
 * <p>Legend: B images, N patches of a view row by row.
 *
 * @param images [B, C, H, W], normalised: the view that the target encoder sees
 * @param crops which parts of the images that view shows
 * @param contextCrops which parts the context's view shows
 */
public record OtherView(Tensor images, Crops crops, Crops contextCrops) {
    /**
     * The centre of each of this view's patches in the context's view, in patches of the latter: row and column as its own patches would
     * have them, between and beyond those where the views differ.
     *
     * @param grid patches along a side of either view
     * @return float32 [B, N, 2]
     */
    public Tensor places(int grid) {
        Tensor centres = crops.centres(grid); // [B, N, 2], in pixels of the images
        Tensor box = contextCrops.boxes().to(DType.FLOAT64).unsqueeze(1); // [B, 1, 4]
        Tensor fractions = centres.sub(box.slice(2, 0, 2)).div(box.slice(2, 2, 4)); // [B, N, 2], of the context's view
        Tensor rows = fractions.select(2, 0);
        Tensor columns = fractions.select(2, 1);
        Tensor mirrored = contextCrops.mirrored().unsqueeze(1); // [B, 1]
        Tensor seen = mirrored.where(columns.neg().add(1.0), columns);
        return Tensors.stack(List.of(rows, seen), 2).mul((double) grid).sub(0.5).to(DType.FLOAT32);
    }

    /**
     * How this view differs from the context's in size and direction: the binary logarithms of its height and width over the other's, and 1
     * if both are mirrored or none is, -1 otherwise.
     *
     * @return float32 [B, 3]
     */
    public Tensor change() {
        Tensor sizes = crops.boxes()
                .slice(1, 2, 4)
                .div(contextCrops.boxes().slice(1, 2, 4))
                .to(DType.FLOAT32); // [B, 2]
        Tensor same =
                crops.mirrored().eq(contextCrops.mirrored()).to(DType.FLOAT32).unsqueeze(1); // [B, 1]
        return Tensors.concat(
                List.of(sizes.log().div(Math.log(2)), same.mul(2.0).sub(1.0)), 1);
    }
}
