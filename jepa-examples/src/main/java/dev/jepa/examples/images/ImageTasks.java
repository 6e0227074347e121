package dev.jepa.examples.images;

import dev.jepa.core.data.Cifar;
import dev.jepa.core.data.Mnist;
import dev.jepa.core.data.Split;
import dev.jepa.core.data.augment.Normalize;
import java.util.List;

/** The data sets of the recipes, from the folder that the command line names or their own. */
public final class ImageTasks {
    /** CIFAR-10. */
    public static final ImageSource CIFAR10 = new ImageSource(
            "cifar10",
            (folder, context) -> new ImageTask(
                    Cifar.cifar10(folder, Split.TRAIN), Cifar.cifar10(folder, Split.TEST), Normalize.cifar10()));

    /** CIFAR-100. */
    public static final ImageSource CIFAR100 = new ImageSource(
            "cifar100",
            (folder, context) -> new ImageTask(
                    Cifar.cifar100(folder, Split.TRAIN), Cifar.cifar100(folder, Split.TEST), Normalize.cifar100()));

    /** Fashion-MNIST. */
    public static final ImageSource FASHION_MNIST = new ImageSource(
            "fashion-mnist",
            (folder, context) -> new ImageTask(
                    Mnist.fashionMnist(folder, Split.TRAIN),
                    Mnist.fashionMnist(folder, Split.TEST),
                    Normalize.fashionMnist()));

    /** MNIST. */
    public static final ImageSource MNIST = new ImageSource(
            "mnist",
            (folder, context) -> new ImageTask(
                    Mnist.mnist(folder, Split.TRAIN),
                    Mnist.mnist(folder, Split.TEST),
                    new Normalize(List.of(0.1307), List.of(0.3081)))); // of the training images

    private ImageTasks() {}
}
