package dev.jepa.examples.downstream;

import dev.jepa.core.data.DataException;
import dev.jepa.core.data.ImageDataset;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Masks beside the images of a folder: {@code NAME_mask.png} for {@code NAME.jpg}, of the same size, one colour for each class. The
 * class of a patch is the colour that covers most of it.
 */
final class PatchMasks {
    private static final String SUFFIX = "_mask.png";

    private final ImageDataset images;
    private final List<Integer> colours;

    private PatchMasks(ImageDataset images, List<Integer> colours) {
        this.images = images;
        this.colours = colours;
    }

    /** The positions of images that are not masks of others. */
    static int[] images(ImageDataset images) {
        return IntStream.range(0, images.size())
                .filter(i -> !images.describe(i).endsWith(SUFFIX))
                .toArray();
    }

    /**
     * The masks of a set without masks among its images; empty where no image has one.
     *
     * @throws DataException if some have one and others not
     */
    static Optional<PatchMasks> of(ImageDataset images) {
        Map<Boolean, String> examples = new HashMap<>();
        for (int i = 0; i < images.size(); i++) {
            Path file = file(images.describe(i));
            examples.putIfAbsent(file != null && Files.exists(file), images.describe(i));
        }
        if (!examples.containsKey(true)) {
            return Optional.empty();
        }
        if (examples.containsKey(false)) {
            throw new DataException("%s has a mask but %s has none.\nMaybe complete the masks, or move them away."
                    .formatted(examples.get(true), examples.get(false)));
        }
        return Optional.of(new PatchMasks(images, new ArrayList<>()));
    }

    private static @Nullable Path file(String image) {
        int dot = image.lastIndexOf('.');
        return dot < 0 ? null : Path.of(image.substring(0, dot) + SUFFIX);
    }

    /** The masks of other images with the same classes, for which new ones may be found there too. */
    PatchMasks on(ImageDataset others) {
        return new PatchMasks(others, colours);
    }

    /** The colours seen so far, 0xRRGGBB: class c has colour c. */
    List<Integer> colours() {
        return List.copyOf(colours);
    }

    /**
     * The classes of an image's patches, row by row, in the middle square.
     *
     * @param width of the image
     * @param height of the image
     */
    long[] classes(int index, int width, int height, int grid) {
        Path file = file(images.describe(index));
        BufferedImage mask = read(file);
        if (mask.getWidth() != width || mask.getHeight() != height) {
            throw new DataException("mask %s is %d x %d pixels but its image is %d x %d.\nMaybe it belongs to another."
                    .formatted(file, mask.getWidth(), mask.getHeight(), width, height));
        }
        int side = Math.min(width, height);
        int left = (width - side) / 2;
        int top = (height - side) / 2;
        long[] classes = new long[grid * grid];
        for (int patch = 0; patch < classes.length; patch++) {
            int x = patch % grid;
            int y = patch / grid;
            classes[patch] = majority(
                    mask,
                    left + x * side / grid,
                    left + (x + 1) * side / grid,
                    top + y * side / grid,
                    top + (y + 1) * side / grid);
        }
        return classes;
    }

    private long majority(BufferedImage mask, int left, int right, int top, int bottom) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = top; y < Math.max(bottom, top + 1); y++) {
            for (int x = left; x < Math.max(right, left + 1); x++) {
                counts.merge(mask.getRGB(x, y) & 0xffffff, 1, Integer::sum);
            }
        }
        int colour = counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        if (!colours.contains(colour)) {
            colours.add(colour);
        }
        return colours.indexOf(colour);
    }

    private static BufferedImage read(@Nullable Path file) {
        if (file == null) {
            throw new DataException("there is no mask for an image.\nMaybe its folder is incomplete.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            BufferedImage mask = ImageIO.read(in);
            if (mask != null) {
                return mask;
            }
        } catch (IOException e) {
            throw new DataException("mask " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        throw new DataException("mask " + file + " is no image.\nMaybe it is damaged.");
    }
}
