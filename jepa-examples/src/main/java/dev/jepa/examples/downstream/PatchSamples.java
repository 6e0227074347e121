package dev.jepa.examples.downstream;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.Image;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.LoaderConfig;
import dev.jepa.core.data.augment.CenterCrop;
import dev.jepa.core.data.augment.Normalize;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Resize;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.report.Pixels;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The patches of some images: their features, and what is to be read off them.
 *
 * <p>Legend: M patches of all images, image by image, D features.
 *
 * @param features by kind, float32 [M, D]
 * @param properties of {@link PatchProperty#all}, float64 [M, 4]
 * @param classes of {@link PatchMasks}, int64 [M], if there are masks
 * @param grid rows of patches in an image
 * @param pictures the first images at full resolution
 */
record PatchSamples(
        Map<String, Tensor> features,
        Tensor properties,
        Optional<Tensor> classes,
        int grid,
        List<BufferedImage> pictures) {
    private static final int BATCH = 32;
    private static final int PICTURES = 4;

    /** What images are cut into samples with. */
    record Cutter(
            int imageSize,
            int fullSize,
            Normalize normalize,
            Device device,
            Function<Tensor, Map<String, Tensor>> encoders,
            Runnable poll) {
        /**
         * The samples of a set; belong to the current scope.
         *
         * @param masks of exactly these images
         */
        PatchSamples cut(ImageDataset images, Optional<PatchMasks> masks) {
            Pipeline small = Views.centre(imageSize, imageSize, normalize);
            Pipeline full = Pipeline.of(Resize.of(fullSize), CenterCrop.of(fullSize));
            Parts parts = new Parts();
            try (TensorScope scope = TensorScope.open();
                    DataLoader loader = new DataLoader(images, List.of(small, full), LoaderConfig.evaluation(BATCH))) {
                for (long i = 0; i < loader.stepsPerEpoch(); i++) {
                    poll.run();
                    try (TensorScope inner = TensorScope.open();
                            ImageBatch batch = loader.batch(i)) {
                        Autograd.suspend(() -> {
                            add(batch, images, masks, parts, inner);
                            return parts;
                        });
                    }
                }
                return parts.joined(scope);
            }
        }

        private void add(
                ImageBatch batch, ImageDataset images, Optional<PatchMasks> masks, Parts parts, TensorScope scope) {
            Map<String, Tensor> encoded = encoders.apply(batch.tensor(0, device)); // [B, N, D]
            encoded.forEach((name, tokens) -> parts.features
                    .computeIfAbsent(name, n -> new ArrayList<>())
                    .add(scope.keep(tokens.detach().flatten(0, 1).contiguous())));
            parts.grid = gridSide(encoded.values().iterator().next().size(1));
            Tensor whole = batch.tensor(1, Device.CPU);
            parts.properties.add(scope.keep(PatchProperty.all(whole, parts.grid)
                    .flatten(0, 1)
                    .to(DType.FLOAT64)
                    .to(device)));
            for (int b = 0; b < batch.size(); b++) {
                if (parts.pictures.size() < PICTURES) {
                    parts.pictures.add(Pixels.of(whole.select(0, b)));
                }
                int index = batch.indices()[b];
                masks.ifPresent(present -> parts.classes.add(classes(present, images, index, parts.grid)));
            }
        }

        private static long[] classes(PatchMasks masks, ImageDataset images, int index, int grid) {
            Image image = images.image(index);
            return masks.classes(index, image.width(), image.height(), grid);
        }
    }

    /** Collects batches. */
    private static final class Parts {
        private final Map<String, List<Tensor>> features = new LinkedHashMap<>();
        private final List<Tensor> properties = new ArrayList<>();
        private final List<long[]> classes = new ArrayList<>();
        private final List<BufferedImage> pictures = new ArrayList<>();
        private int grid;

        PatchSamples joined(TensorScope scope) {
            Map<String, Tensor> all = new LinkedHashMap<>();
            features.forEach((name, list) -> all.put(name, scope.keep(Tensors.concat(list, 0))));
            Optional<Tensor> labels = classes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(scope.keep(Tensors.of(
                            classes.stream().flatMapToLong(Arrays::stream).toArray(),
                            (long) classes.size() * grid * grid)));
            return new PatchSamples(all, scope.keep(Tensors.concat(properties, 0)), labels, grid, pictures);
        }
    }

    Tensor features(String kind) {
        return Objects.requireNonNull(features.get(kind));
    }

    /** The numbers of one property, [M, K]. */
    Tensor property(PatchProperty property) {
        int[] columns = property.columns();
        return properties.slice(1, columns[0], columns[1]);
    }

    private static int gridSide(long patches) {
        int side = (int) Math.round(Math.sqrt((double) patches));
        if ((long) side * side != patches) {
            throw new IllegalArgumentException("Patches must make up a square grid but there are " + patches
                    + " of them.\nMaybe a class token has to be cut off first.");
        }
        return side;
    }
}
