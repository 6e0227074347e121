package dev.jepa.core.data.augment;

import dev.jepa.core.errors.Bounds;
import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast, saturation and hue by random amounts, in random order (torchvision's {@code ColorJitter}).
 *
 * <p>The first three are blends with factors drawn from U(max(0, 1 - s), 1 + s): with black, with the image's mean luma, with the
 * pixel's luma. Hue turns by U(-hue, hue) of a full circle in HSV. Strength 0 leaves a property alone.
 *
 * @param hue in [0, 0.5]
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue) implements Augmentation {

    public ColorJitter {
        Bounds.maybe("0.4, 0.4, 0.2 and 0.1")
                .notNegative("brightness", brightness)
                .notNegative("contrast", contrast)
                .notNegative("saturation", saturation)
                .that(0 <= hue && hue <= 0.5, "hue", "lie in [0, 0.5] of a circle", hue);
    }

    @Override
    public Planes apply(Planes image, RandomGenerator random) {
        image.requireColour("ColorJitter");
        int[] order = {0, 1, 2, 3};
        for (int i = 3; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        float[] factors = {
            factor(random, brightness), factor(random, contrast), factor(random, saturation), turn(random, hue)
        };
        for (int property : order) {
            change(image, property, factors[property]);
        }
        return image;
    }

    private void change(Planes image, int property, float amount) {
        switch (property) {
            case 0 -> {
                if (brightness > 0) {
                    Colour.brightness(image, amount);
                }
            }
            case 1 -> {
                if (contrast > 0) {
                    Colour.contrast(image, amount);
                }
            }
            case 2 -> {
                if (saturation > 0) {
                    Colour.blendWithLuma(image, amount);
                }
            }
            default -> {
                if (hue > 0) {
                    Colour.rotateHue(image, amount);
                }
            }
        }
    }

    private static float factor(RandomGenerator random, double strength) {
        double low = Math.max(0, 1 - strength);
        return (float) (low + (1 + strength - low) * random.nextDouble());
    }

    private static float turn(RandomGenerator random, double hue) {
        return (float) (hue * (2 * random.nextDouble() - 1));
    }
}
