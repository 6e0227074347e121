package dev.jepa.examples.ijepa;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.examples.images.ImageReport;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.report.MaskDrawing;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Pixels;
import dev.jepa.models.ijepa.Masks;
import dev.jepa.models.ijepa.MultiblockMasks;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/** Some training images of a run with what its context encoder sees of them. */
final class ContextPictures {
    private final IJepaRun config;
    private final ImageTask task;
    private final Masks masks;
    private final MaskDrawing drawing;

    ContextPictures(IJepaRun config, ImageTask task, MultiblockMasks sampler) {
        this.config = config;
        this.task = task;
        masks = sampler.sample(Rng.of(0), 0, ImageReport.PICTURES);
        int scale = Math.max(1, ImageReport.SHOWN_WIDTH / config.imageSize());
        drawing = new MaskDrawing(config.model().encoder().patch(), scale);
    }

    /** Each image with its target blocks outlined. */
    List<Picture> ofOneView() {
        List<Picture> pictures = new ArrayList<>();
        draw(List.of(ImageReport.centre(config.imageSize())), (batch, i) -> {
            List<long[]> targets = new ArrayList<>();
            for (int m = 0; m < masks.targetCount(); m++) {
                targets.add(masks.target(m, i));
            }
            String caption = masks.context(i).length + " context patches, " + masks.targetCount() + " × "
                    + masks.target(0, i).length + " targets";
            pictures.add(new Picture(caption, drawing.draw(pixels(batch, 0, i), masks.context(i), targets)));
        });
        return pictures;
    }

    /** Of each image the context's view, then the target's. */
    List<Picture> ofTwoViews() {
        List<Picture> pictures = new ArrayList<>();
        Pipeline view = config.augmentation().pipeline(config.imageSize());
        draw(Collections.nCopies(2, view), (batch, i) -> {
            long[] context = masks.context(i);
            pictures.add(new Picture(
                    context.length + " context patches", drawing.draw(pixels(batch, 0, i), context, List.of())));
            pictures.add(new Picture("target", Pixels.enlarged(pixels(batch, 1, i), drawing.scale())));
        });
        return pictures;
    }

    private void draw(List<Pipeline> views, BiConsumer<ImageBatch, Integer> image) {
        try (DataLoader loader = ImageTask.some(task.train(), ImageReport.PICTURES, ImageReport.PICTURES, views);
                ImageBatch batch = loader.batch(0)) {
            for (int i = 0; i < batch.size(); i++) {
                image.accept(batch, i);
            }
        }
    }

    private static BufferedImage pixels(ImageBatch batch, int view, int place) {
        Tensor images = batch.tensor(view, Device.CPU); // [B, C, H, W]
        return Pixels.of(images.select(0, place));
    }
}
