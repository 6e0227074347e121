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
import java.util.List;
import java.util.stream.IntStream;

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
        List<BufferedImage> images =
                views(List.of(ImageReport.centre(config.imageSize()))).get(0);
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            List<long[]> targets = new ArrayList<>();
            for (int m = 0; m < masks.targetCount(); m++) {
                targets.add(masks.target(m, i));
            }
            String caption = masks.context(i).length + " context patches, " + masks.targetCount() + " × "
                    + masks.target(0, i).length + " targets";
            pictures.add(new Picture(caption, drawing.draw(images.get(i), masks.context(i), targets)));
        }
        return pictures;
    }

    /** Of each image the context's view, then the target's. */
    List<Picture> ofTwoViews() {
        Pipeline crop = config.augmentation().pipeline(config.imageSize());
        List<List<BufferedImage>> views = views(List.of(crop, crop));
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < views.get(0).size(); i++) {
            long[] context = masks.context(i);
            pictures.add(new Picture(
                    context.length + " context patches",
                    drawing.draw(views.get(0).get(i), context, List.of())));
            pictures.add(new Picture("target", Pixels.enlarged(views.get(1).get(i), drawing.scale())));
        }
        return pictures;
    }

    /** The pictures of each view. */
    private List<List<BufferedImage>> views(List<Pipeline> pipelines) {
        List<List<BufferedImage>> views = new ArrayList<>();
        try (DataLoader loader = ImageTask.some(task.train(), ImageReport.PICTURES, ImageReport.PICTURES, pipelines);
                ImageBatch batch = loader.batch(0)) {
            for (int v = 0; v < loader.views(); v++) {
                Tensor images = batch.tensor(v, Device.CPU); // [B, C, H, W]
                views.add(IntStream.range(0, batch.size())
                        .mapToObj(i -> Pixels.of(images.select(0, i)))
                        .toList());
            }
        }
        return views;
    }
}
