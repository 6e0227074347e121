package dev.jepa.core.data;

import dev.jepa.core.data.augment.Normalize;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.RandomResizedCrop;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A process of its own, with a small heap, that makes batches of a folder's images and says which it could not read. */
final class LoadingProcess {
    private LoadingProcess() {}

    /** The folder, the number of threads, and the batches to make. */
    public static void main(String[] arguments) {
        ImageFolder images = ImageFolder.open(Path.of(arguments[0]));
        Pipeline views = Pipeline.of(RandomResizedCrop.of(32, 0.5, 1), Normalize.imageNet());
        LoaderConfig config = LoaderConfig.evaluation(2).withThreads(Integer.parseInt(arguments[1]));
        try (DataLoader loader = new DataLoader(images, List.of(views, views), config)) {
            for (long step = 0; step < Long.parseLong(arguments[2]); step++) {
                try (ImageBatch batch = loader.batch(step)) {
                    System.out.println("batch " + Arrays.toString(batch.indices()));
                }
            }
            System.out.println("unreadable " + Arrays.toString(loader.unreadable()));
        }
    }
}
