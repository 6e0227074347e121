package dev.jepa.examples.ica;

import dev.jepa.core.data.DataException;
import dev.jepa.core.data.FolderOptions;
import dev.jepa.core.data.Image;
import dev.jepa.core.data.ImageFolder;
import dev.jepa.core.data.augment.CenterCrop;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Planes;
import dev.jepa.core.data.augment.Resize;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Gray images of a folder, each read as one signal: every mixture draws other images, and a mixture's sample is one place of all
 * of them.
 *
 * <p>Images are not made independently of each other: skies are bright at the top of many. Their edges share less.
 */
public final class ImageSignals implements Signals {
    private static final int CHANNELS = 1;

    private final ImageFolder images;
    private final int side;
    private final boolean edges;

    private ImageSignals(ImageFolder images, int side, boolean edges) {
        this.images = images;
        this.side = side;
        this.edges = edges;
    }

    /**
     * The brightness of each place.
     *
     * @param side of the middle square, in pixels; the shorter side of an image becomes as long
     * @throws DataException if the folder holds fewer than two images that can be read
     */
    public static ImageSignals pixels(Path folder, int side) {
        return open(folder, side, false);
    }

    /** Differences of brightness to the right neighbour, as {@link #pixels}. */
    public static ImageSignals edges(Path folder, int side) {
        return open(folder, side, true);
    }

    private static ImageSignals open(Path folder, int side, boolean edges) {
        if (side < 2) {
            throw new IllegalArgumentException("side must be >= 2 but was " + side + ".\nMaybe 128.");
        }
        ImageFolder images = ImageFolder.open(folder, FolderOptions.DEFAULT.withChannels(CHANNELS));
        if (images.size() < 2) {
            throw new DataException(
                    "%s holds one image, and at least two are needed to mix.\nMaybe pass another folder."
                            .formatted(folder));
        }
        return new ImageSignals(images, side, edges);
    }

    /** The number of images to draw from. */
    public int size() {
        return images.size();
    }

    @Override
    public String key() {
        return edges ? "edges" : "pixels";
    }

    @Override
    public String description() {
        return edges
                ? "differences of neighbouring pixels of %,d gray images".formatted(images.size())
                : "pixels of %,d gray images".formatted(images.size());
    }

    @Override
    public int side() {
        return side;
    }

    @Override
    public Tensor draw(int count, Rng rng) {
        if (count > images.size()) {
            throw new DataException("%d sources need as many images, but there are %d.\nMaybe use fewer --sources."
                    .formatted(count, images.size()));
        }
        long[] order = rng.at("images").permutation(images.size());
        int samples = side * side;
        double[] values = new double[samples * count];
        for (int d = 0; d < count; d++) {
            double[] signal = signal((int) order[d]);
            for (int n = 0; n < samples; n++) {
                values[n * count + d] = signal[n];
            }
        }
        return TensorScope.keepOnly(() -> Signals.standardised(Tensors.of(values, samples, count)));
    }

    private double[] signal(int index) {
        Image image = images.image(index);
        int width = edges ? side + 1 : side;
        Planes square = Pipeline.of(Resize.of(width), CenterCrop.of(width)).apply(image.toPlanes(), 0, 0, index, 0);
        float[] pixels = square.values();
        double[] signal = new double[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = y * width + x;
                signal[y * side + x] = edges ? pixels[at + 1] - pixels[at] : pixels[at];
            }
        }
        if (Arrays.stream(signal).distinct().count() < 2) {
            throw new DataException(
                    "image %s has one brightness everywhere, so it cannot be told from the mixture's mean."
                                    .formatted(images.describe(index))
                            + "\nMaybe move it away.");
        }
        return signal;
    }
}
