package dev.jepa.core.data.augment;

import dev.jepa.core.errors.Bounds;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * value := (value - mean) / std, channel by channel. Comes last: values leave [0, 1].
 *
 * @param mean one a channel
 * @param std one a channel, positive
 */
public record Normalize(List<Double> mean, List<Double> std) implements Augmentation {

    public Normalize {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        Bounds bounds = Bounds.maybe("Normalize.imageNet()")
                .that(!mean.isEmpty(), "mean", "hold one number or more", mean)
                .that(std.size() == mean.size(), "std", "hold as many numbers as mean = " + mean, std);
        mean.forEach(value -> bounds.that(Double.isFinite(value), "mean", "be finite", value));
        std.forEach(value -> bounds.positive("std", value));
    }

    /** Statistics of the CIFAR-10 training images. */
    public static Normalize cifar10() {
        return new Normalize(List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616));
    }

    /** Statistics of the CIFAR-100 training images. */
    public static Normalize cifar100() {
        return new Normalize(List.of(0.5071, 0.4865, 0.4409), List.of(0.2673, 0.2564, 0.2762));
    }

    /** Statistics of the Fashion-MNIST training images. */
    public static Normalize fashionMnist() {
        return new Normalize(List.of(0.2860), List.of(0.3530));
    }

    /** The customary ImageNet statistics. */
    public static Normalize imageNet() {
        return new Normalize(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    }

    @Override
    public Planes apply(Planes image, RandomGenerator random) {
        Checks.that(
                image.channels() == mean.size(),
                "normalisation with %d means cannot be applied to an image of %d channels.",
                mean.size(),
                image.channels());
        float[] v = image.values();
        int n = image.planeSize();
        for (int c = 0; c < image.channels(); c++) {
            float scale = (float) (1 / std.get(c));
            float shift = (float) (-mean.get(c) / std.get(c));
            for (int i = c * n; i < (c + 1) * n; i++) {
                v[i] = v[i] * scale + shift;
            }
        }
        return image;
    }
}
