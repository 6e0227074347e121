package dev.jepa.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchPicturesTest {
    private static final int GRAY = 0x646464;

    private static BufferedImage gray() {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, GRAY);
        }
        return image;
    }

    @Test
    void contextStaysAndTheRestIsDimmedAndTargetsAreOutlined() {
        // 2 x 2 patches: 0 context, 1 nothing, 2 and 3 one target.
        BufferedImage picture = new MaskDrawing(4, 4).draw(gray(), new long[] {0}, List.of(new long[] {2, 3}));

        assertThat(picture.getWidth()).isEqualTo(32);
        assertThat(picture.getRGB(8, 8) & 0xffffff).isEqualTo(GRAY);
        assertThat(picture.getRGB(24, 8) & 0xff).isLessThan(0x64);
        int outline = picture.getRGB(0, 16);
        assertThat(picture.getRGB(31, 31)).isEqualTo(outline);
        assertThat(picture.getRGB(8, 24)).isNotEqualTo(outline);
        // No line between the two patches of one block.
        assertThat(picture.getRGB(16, 24)).isNotEqualTo(outline);
    }

    @Test
    void aPatchOutsideTheGridIsRefused() {
        assertThatThrownBy(() -> new MaskDrawing(4, 1).draw(gray(), new long[] {4}, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no patch 4 in a grid of 4.");
    }

    @Test
    void patchesWithEqualFeaturesHaveEqualColoursAcrossImages() {
        try (TensorScope scope = TensorScope.open()) {
            var kinds = Tensors.normal(Rng.of(3), 4, 16); // four kinds of patch
            var features = kinds.indexSelect(0, Tensors.of(new long[] {0, 1, 2, 3, 3, 2, 1, 0}, 8))
                    .reshape(2, 4, 16); // [B, N, D]
            List<BufferedImage> pictures = PatchColours.of(features, 2);
            assertThat(pictures).hasSize(2);
            for (int i = 0; i < 4; i++) {
                assertThat(pictures.get(1).getRGB(1 - i % 2, 1 - i / 2))
                        .isEqualTo(pictures.get(0).getRGB(i % 2, i / 2));
            }
            assertThat(pictures.get(0).getRGB(0, 0))
                    .isNotEqualTo(pictures.get(0).getRGB(1, 0));
        }
    }

    @Test
    void theFirstComponentIsRed() {
        try (TensorScope scope = TensorScope.open()) {
            // Feature 2 varies most, feature 0 less, the others hardly: red must follow feature 2.
            float[] values = new float[4 * 5];
            float[] large = {-10, -10, 10, 10};
            float[] small = {-1, 1, -1, 1};
            for (int i = 0; i < 4; i++) {
                values[i * 5 + 2] = large[i];
                values[i * 5] = small[i];
            }
            BufferedImage picture =
                    PatchColours.of(Tensors.of(values, 1, 4, 5), 2).get(0);
            int first = picture.getRGB(0, 0) >> 16 & 0xff;
            int second = picture.getRGB(1, 0) >> 16 & 0xff;
            int third = picture.getRGB(0, 1) >> 16 & 0xff;
            assertThat(first).isEqualTo(second).isNotEqualTo(third);
        }
    }
}
