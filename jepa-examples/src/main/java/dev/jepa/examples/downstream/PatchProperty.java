package dev.jepa.examples.downstream;

import dev.jepa.core.tensor.Pooling;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What can be asked of a patch that its mean colour does not tell, measured on the image at full resolution.
 *
 * <p>Legend: B batch, S side of the image in pixels, g rows of patches, N = g^2 patches row by row, K numbers of a property. The
 * surroundings of a patch are the 3 x 3 patches around it, less at the border.
 */
public enum PatchProperty {
    /** How rough the patch is: log(1e-4 + mean squared gradient), of pixels that the encoder's smaller image does not show. */
    DETAIL("log of the mean squared gradient within the patch, at full resolution") {
        @Override
        Tensor map(Fields f, int grid) {
            return pooled(f.xx.add(f.yy), grid).add(SMALLEST).log();
        }
    },
    /** Which way edges run around the patch: coherence times (cos 2 angle, sin 2 angle) of the structure tensor. */
    ORIENTATION("direction of the edges in the surroundings (structure tensor), two numbers") {
        @Override
        Tensor map(Fields f, int grid) {
            Tensor xx = surroundings(pooled(f.xx, grid));
            Tensor yy = surroundings(pooled(f.yy, grid));
            Tensor xy = surroundings(pooled(f.xy, grid));
            Tensor energy = xx.add(yy).add(SMALLEST);
            return Tensors.concat(List.of(xx.sub(yy).div(energy), xy.mul(2.0).div(energy)), 1);
        }
    },
    /** How much brighter the patch is than its surroundings. */
    CONTRAST("mean brightness of the patch less that of its surroundings") {
        @Override
        Tensor map(Fields f, int grid) {
            Tensor mean = pooled(f.brightness, grid);
            return mean.sub(surroundings(mean));
        }
    };

    private static final double SMALLEST = 1e-4;
    private static final int AROUND = 3;

    private final String description;

    PatchProperty(String description) {
        this.description = description;
    }

    /** Brightness [B, 1, S, S] and the products of its derivatives [B, 1, S - 1, S - 1]. */
    private record Fields(Tensor brightness, Tensor xx, Tensor yy, Tensor xy) {
        static Fields of(Tensor images) {
            Tensor brightness = luma(images);
            long side = brightness.size(2);
            Tensor corner = brightness.slice(2, 0, side - 1).slice(3, 0, side - 1);
            Tensor dx = brightness.slice(2, 0, side - 1).slice(3, 1, side).sub(corner);
            Tensor dy = brightness.slice(2, 1, side).slice(3, 0, side - 1).sub(corner);
            return new Fields(brightness, dx.square(), dy.square(), dx.mul(dy));
        }
    }

    abstract Tensor map(Fields fields, int grid);

    /** What it is, in a few words. */
    public String description() {
        return description;
    }

    /** The name of its figures. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * All properties of all patches, by their order: detail, orientation (2), contrast.
     *
     * @param images [B, C, S, S] in 0 … 1, C 1 or 3, S at least twice the grid
     * @param grid g
     * @return [B, N, 4]
     */
    static Tensor all(Tensor images, int grid) {
        if (images.shape().rank() != 4 || images.size(2) < 2L * grid || images.size(3) != images.size(2)) {
            throw new IllegalArgumentException("images must be square [B, C, S, S] with S >= " + 2 * grid + " for "
                    + grid + " rows of patches but were " + images.shape() + ".");
        }
        Fields fields = Fields.of(images);
        List<Tensor> maps = Arrays.stream(values())
                .map(property -> property.map(fields, grid))
                .toList();
        return Tensors.concat(maps, 1).flatten(2, 3).transpose(1, 2); // [B, 4, g, g] to [B, N, 4]
    }

    /** The columns of this property in {@link #all}: from, to. */
    int[] columns() {
        return switch (this) {
            case DETAIL -> new int[] {0, 1};
            case ORIENTATION -> new int[] {1, 3};
            case CONTRAST -> new int[] {3, 4};
        };
    }

    /** ITU-R BT.601. */
    private static Tensor luma(Tensor images) {
        if (images.size(1) == 1) {
            return images;
        }
        Tensor weights = Tensors.of(new double[] {0.299, 0.587, 0.114}, 1, 3, 1, 1)
                .to(images.dtype())
                .to(images.device());
        return images.mul(weights).sumKeep(1);
    }

    private static Tensor pooled(Tensor map, int grid) {
        return Pooling.adaptiveAverage2d(map, grid, grid);
    }

    /** The mean over the 3 x 3 places around each, of those that there are. */
    private static Tensor surroundings(Tensor map) {
        Tensor ones = map.mul(0.0).add(1.0);
        return Pooling.average2d(map, AROUND, 1, 1).div(Pooling.average2d(ones, AROUND, 1, 1));
    }
}
