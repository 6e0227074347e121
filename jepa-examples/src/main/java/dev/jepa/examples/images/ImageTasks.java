package dev.jepa.examples.images;

import dev.jepa.core.data.Cifar;
import dev.jepa.core.data.Mnist;
import dev.jepa.core.data.Split;
import dev.jepa.core.data.augment.Normalize;
import dev.jepa.examples.recipe.RecipeContext;
import java.nio.file.Path;
import java.util.List;

/** The data sets of the recipes, from the folder that the command line names or their own. */
public final class ImageTasks {
    private ImageTasks() {}

    /** CIFAR-10. */
    public static ImageTask cifar10(RecipeContext context) {
        Path folder = context.dataFolder("cifar10");
        return new ImageTask(
                Cifar.cifar10(folder, Split.TRAIN), Cifar.cifar10(folder, Split.TEST), Normalize.cifar10());
    }

    /** CIFAR-100. */
    public static ImageTask cifar100(RecipeContext context) {
        Path folder = context.dataFolder("cifar100");
        return new ImageTask(
                Cifar.cifar100(folder, Split.TRAIN), Cifar.cifar100(folder, Split.TEST), Normalize.cifar100());
    }

    /** Fashion-MNIST. */
    public static ImageTask fashionMnist(RecipeContext context) {
        Path folder = context.dataFolder("fashion-mnist");
        return new ImageTask(
                Mnist.fashionMnist(folder, Split.TRAIN),
                Mnist.fashionMnist(folder, Split.TEST),
                Normalize.fashionMnist());
    }

    /** MNIST. */
    public static ImageTask mnist(RecipeContext context) {
        Path folder = context.dataFolder("mnist");
        return new ImageTask(
                Mnist.mnist(folder, Split.TRAIN),
                Mnist.mnist(folder, Split.TEST),
                new Normalize(List.of(0.1307), List.of(0.3081))); // of the training images
    }
}
