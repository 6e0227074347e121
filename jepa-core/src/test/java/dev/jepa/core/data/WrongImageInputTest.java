package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.data.augment.Pipeline;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes and numbers that cannot be are errors in words. */
class WrongImageInputTest {
    @ParameterizedTest
    @CsvSource({
        "3, -2, -2, 12", // the product is right
        "3, 65536, 65536, 0", // the product is 0 in 32 bits
        "1, 0, 0, 0",
        "1, 2147483647, 2147483647, 1",
        "2, 2, 2, 8",
        "3, 2, 2, 11"
    })
    void imagesOfImpossibleSizes(int channels, int height, int width, int bytes) {
        assertThatThrownBy(() -> Image.of(channels, height, width, new byte[bytes]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was %dx%dx%d with %d bytes", channels, height, width, bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, Integer.MAX_VALUE})
    void imagesThatTheSetHasNot(int index) {
        ImageDataset part = TestData.random(5, 4, 4).subset(0, 2, 4);
        assertThatThrownBy(() -> part.image(index))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no image %d: the data set has 3 images", index);
        assertThatThrownBy(() -> part.label(index)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> part.describe(index)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> part.subset(index))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no image %d", index);
    }

    @Test
    void aBatchThatNoBufferHolds() {
        ImageDataset data = TestData.random(1000, 1000, 1000);
        LoaderConfig config = LoaderConfig.training(1000, 1).withThreads(0);
        assertThatThrownBy(() -> new DataLoader(data, List.of(Pipeline.of()), config).batch(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a batch of 1,000 images of 3x1000x1000 has 12,000,000,000 bytes")
                .hasMessageContaining("Maybe lower the batch size");
    }
}
