package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.data.augment.HorizontalFlip;
import dev.jepa.core.data.augment.Normalize;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.RandomResizedCrop;
import dev.jepa.core.data.augment.Views;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images a second of processor time on one core, so that a busy machine gives the same figure as an idle one. */
@Tag("slow")
class ThroughputTest {
    private static final int IMAGES = 5_000;

    private static double imagesPerSecond(ImageDataset data, Pipeline pipeline) {
        double best = 0;
        for (int epoch = 0; epoch < 3; epoch++) {
            long start = processorNanos();
            for (int i = 0; i < IMAGES; i++) {
                pipeline.apply(data.image(i % data.size()).toPlanes(), 1, epoch, i, 0);
            }
            best = Math.max(best, IMAGES * 1e9 / (processorNanos() - start));
        }
        return best;
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void oneCoreAugmentsThousandsOfSmallImagesASecond() {
        Image image = TestData.image(3, 32, 32, 1);
        ImageDataset data = TestData.generated(1000, i -> image);
        Normalize normalize = Normalize.cifar10();
        Map<String, Double> rates = new TreeMap<>();
        rates.put(
                "crop, flip, normalise",
                imagesPerSecond(
                        data, Pipeline.of(RandomResizedCrop.of(32, 0.3, 1), new HorizontalFlip(0.5), normalize)));
        rates.put("small", imagesPerSecond(data, Views.small(32, 0.2, 1, normalize)));
        rates.put(
                "VICReg, first view",
                imagesPerSecond(data, Views.vicReg(32, normalize).get(0)));
        rates.forEach((name, rate) -> System.out.printf("%-24s %,8.0f images/s a core%n", name, rate));
        assertThat(rates.values()).allMatch(rate -> rate > 2000);
    }
}
