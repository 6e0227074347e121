package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.data.augment.HorizontalFlip;
import dev.jepa.core.data.augment.Normalize;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Planes;
import dev.jepa.core.data.augment.RandomResizedCrop;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300) // only a deadlock takes as long
class DataLoaderTest {
    private static final List<Pipeline> PLAIN = List.of(Pipeline.of());
    private static final List<Pipeline> TWO = Views.vicReg(16, Normalize.cifar10());

    @TempDir
    Path folder;

    private final ImageDataset data = TestData.random(64, 16, 16);

    /** What a batch holds, as one comparable value. */
    private static String content(DataLoader loader, long step) {
        try (ImageBatch batch = loader.batch(step)) {
            Fingerprint fingerprint = new Fingerprint();
            for (int view = 0; view < batch.views(); view++) {
                fingerprint.add(batch.pixels(view)).add(batch.region(view, 0).toString());
            }
            return fingerprint.hex() + Arrays.toString(batch.labels()) + Arrays.toString(batch.indices());
        }
    }

    @Test
    void batchesHoldTheImagesOfTheirIndices() {
        LoaderConfig config = LoaderConfig.training(8, 1).withFormat(PixelFormat.UINT8);
        try (DataLoader loader = new DataLoader(data, PLAIN, config);
                ImageBatch batch = loader.batch(3)) {
            ByteBuffer pixels = batch.pixels(0);
            assertThat(pixels.isDirect()).isTrue();
            assertThat(pixels.remaining()).isEqualTo(8 * 3 * 16 * 16);
            for (int place = 0; place < 8; place++) {
                int index = batch.indices()[place];
                byte[] stored = new byte[3 * 16 * 16];
                pixels.get(stored);
                assertThat(stored).isEqualTo(data.image(index).pixels());
                assertThat(batch.labels()[place]).isEqualTo(data.label(index));
            }
        }
    }

    @Test
    void floatsAreThePipelinesResultInNativeOrder() {
        LoaderConfig config = LoaderConfig.training(8, 7);
        try (DataLoader loader = new DataLoader(data, TWO, config);
                ImageBatch batch = loader.batch(11)) {
            assertThat(batch.pixels(1).order()).isEqualTo(ByteOrder.nativeOrder());
            FloatBuffer floats = batch.pixels(1).asFloatBuffer();
            for (int index : batch.indices()) {
                Planes expected = TWO.get(1).apply(data.image(index).toPlanes(), 7, loader.epoch(11), index, 1);
                float[] stored = new float[3 * 16 * 16];
                floats.get(stored);
                assertThat(stored).isEqualTo(expected.values());
            }
        }
    }

    @Test
    void tensorsHoldTheBuffersValues() {
        for (PixelFormat format : PixelFormat.values()) {
            LoaderConfig config = LoaderConfig.training(4, 7).withFormat(format);
            try (TensorScope scope = TensorScope.open();
                    DataLoader loader = new DataLoader(data, PLAIN, config);
                    ImageBatch batch = loader.batch(2)) {
                Tensor tensor = batch.tensor(0, Device.CPU);
                assertThat(tensor.shape()).isEqualTo(Shape.of(4, 3, 16, 16));
                assertThat(tensor.dtype()).isEqualTo(format == PixelFormat.UINT8 ? DType.UINT8 : DType.FLOAT32);
                assertThat(tensor.bytes()).isEqualTo(batch.pixels(0));
            }
        }
    }

    @Test
    void batchIsAPureFunctionOfSeedAndStep() {
        List<String> synchronous = new ArrayList<>();
        try (DataLoader loader =
                new DataLoader(data, TWO, LoaderConfig.training(8, 1).withThreads(0))) {
            for (long step = 0; step < 24; step++) {
                synchronous.add(content(loader, step));
            }
        }
        assertThat(synchronous).doesNotHaveDuplicates();
        try (DataLoader again =
                new DataLoader(data, TWO, LoaderConfig.training(8, 1).withThreads(3))) {
            for (int step = 0; step < 24; step++) {
                assertThat(content(again, step)).isEqualTo(synchronous.get(step));
            }
        }
        try (DataLoader resumed = new DataLoader(data, TWO, LoaderConfig.training(8, 1))) {
            assertThat(content(resumed, 17)).isEqualTo(synchronous.get(17));
            assertThat(content(resumed, 18)).isEqualTo(synchronous.get(18));
        }
        try (DataLoader other = new DataLoader(data, TWO, LoaderConfig.training(8, 2))) {
            assertThat(content(other, 17)).isNotEqualTo(synchronous.get(17));
        }
    }

    @Test
    void eightThreadsGetTheSameBatchesAsOne() throws Exception {
        List<String> expected = new ArrayList<>();
        try (DataLoader loader =
                new DataLoader(data, TWO, LoaderConfig.training(8, 1).withThreads(0))) {
            for (long step = 0; step < 64; step++) {
                expected.add(content(loader, step));
            }
        }
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (DataLoader loader =
                new DataLoader(data, TWO, LoaderConfig.training(8, 1).withThreads(2))) {
            List<Future<?>> futures = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int start = t * 8;
                futures.add(pool.submit(() -> {
                    for (int i = 0; i < 64; i++) {
                        int step = (start + i) % 64;
                        assertThat(content(loader, step)).isEqualTo(expected.get(step));
                    }
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void evaluationShowsEveryImageOnceAndEndsWithASmallerBatch() {
        try (DataLoader loader = new DataLoader(data.subset(5, 6, 7, 8, 9), PLAIN, LoaderConfig.evaluation(3))) {
            List<Integer> seen = new ArrayList<>();
            for (long step = 0; step < loader.stepsPerEpoch(); step++) {
                try (ImageBatch batch = loader.batch(step)) {
                    assertThat(batch.pixels(0).remaining()).isEqualTo(batch.size() * 3 * 16 * 16 * 4);
                    Arrays.stream(batch.indices()).forEach(seen::add);
                }
            }
            assertThat(seen).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void multiCropViewsHaveTheirOwnSizes() {
        List<Pipeline> crops = List.of(
                Pipeline.of(RandomResizedCrop.of(16, 0.4, 1)),
                Pipeline.of(RandomResizedCrop.of(8, 0.05, 0.4), new HorizontalFlip(0.5)));
        try (DataLoader loader = new DataLoader(data, crops, LoaderConfig.training(4, 0));
                ImageBatch batch = loader.batch(0)) {
            assertThat(batch.shape(0)).isEqualTo(new ViewShape(3, 16, 16));
            assertThat(batch.shape(1)).isEqualTo(new ViewShape(3, 8, 8));
            assertThat(batch.pixels(1).remaining()).isEqualTo(4 * 3 * 8 * 8 * 4);
            assertThat(batch.region(1, 2).width()).isLessThanOrEqualTo(16);
        }
    }

    @Test
    void imageOfAnotherSizeIsNamed() {
        ImageDataset mixed = TestData.generated(8, i -> TestData.image(3, i == 6 ? 20 : 16, 16, i));
        try (DataLoader loader = new DataLoader(mixed, PLAIN, LoaderConfig.evaluation(4))) {
            loader.batch(0).close();
            assertThatThrownBy(() -> loader.batch(1))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("image-6.png is 3x20x16")
                    .hasMessageContaining("image-0.png is 3x16x16")
                    .hasMessageContaining("Maybe");
        }
        List<Pipeline> cropped = List.of(Pipeline.of(RandomResizedCrop.of(8, 0.5, 1)));
        try (DataLoader loader = new DataLoader(mixed, cropped, LoaderConfig.evaluation(8));
                ImageBatch batch = loader.batch(0)) {
            assertThat(batch.size()).isEqualTo(8);
        }
    }

    @Test
    void damagedImageIsReplacedByTheNextOneThatCanBeRead() throws IOException {
        for (String name : List.of("a", "b", "c", "d")) {
            BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
            image.setRGB(3, 3, name.charAt(0) * 1000);
            ImageIO.write(image, "png", folder.resolve(name + ".png").toFile());
        }
        for (String name : List.of("a", "c")) {
            byte[] bytes = Files.readAllBytes(folder.resolve(name + ".png"));
            Files.write(folder.resolve(name + ".png"), Arrays.copyOf(bytes, bytes.length / 2));
        }
        try (DataLoader loader = new DataLoader(ImageFolder.open(folder), PLAIN, LoaderConfig.evaluation(4));
                ImageBatch batch = loader.batch(0)) {
            assertThat(batch.indices()).containsExactly(1, 1, 3, 3);
            assertThat(loader.unreadable()).containsExactly(0, 2);
        }
        ImageFolder strict = ImageFolder.open(folder, FolderOptions.DEFAULT.withStrict(true));
        assertThatThrownBy(() -> new DataLoader(strict, PLAIN, LoaderConfig.evaluation(4)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.png");
    }

    @Test
    void failureInAThreadReachesTheCallerWithTheFileName() {
        ImageDataset broken = TestData.generated(32, i -> {
            if (i == 21) {
                throw new DataException("data file part-3.bin vanished.");
            }
            return TestData.image(3, 8, 8, i);
        });
        try (DataLoader loader = new DataLoader(broken, PLAIN, LoaderConfig.evaluation(8))) {
            loader.batch(0).close();
            loader.batch(1).close();
            assertThatThrownBy(() -> loader.batch(2)).hasMessage("data file part-3.bin vanished.");
        }
    }

    @Test
    void closeEndsItsThreads() {
        long before = dataThreads();
        DataLoader loader =
                new DataLoader(data, TWO, LoaderConfig.training(8, 0).withThreads(3));
        loader.batch(0).close();
        assertThat(dataThreads()).isEqualTo(before + 3);
        loader.close();
        assertThat(dataThreads()).isEqualTo(before);
        assertThatThrownBy(() -> loader.batch(1)).hasMessage("the loader is closed.");
    }

    private static long dataThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("jepa-data-"))
                .peek(thread -> assertThat(thread.isDaemon()).isTrue())
                .count();
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new DataLoader(data, List.of(), LoaderConfig.training(8, 0)))
                .hasMessageContaining("at least one view");
        assertThatThrownBy(() -> new DataLoader(data, PLAIN, LoaderConfig.training(65, 0)))
                .hasMessageContaining("65")
                .hasMessageContaining("64");
        assertThatThrownBy(() -> LoaderConfig.training(0, 0)).hasMessage("batchSize must be at least 1 but was 0.");
        try (DataLoader loader = new DataLoader(data, PLAIN, LoaderConfig.training(8, 0))) {
            assertThatThrownBy(() -> loader.batch(-1)).hasMessageContaining("-1");
        }
    }
}
