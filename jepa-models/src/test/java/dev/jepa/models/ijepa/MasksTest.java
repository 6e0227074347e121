package dev.jepa.models.ijepa;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Rng;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MasksTest {
    private static final long[][] CONTEXT = {{0, 2}, {1, 3}};

    static Stream<Arguments> wrong() {
        long[][][] good = {{{4}, {5}}};
        return Stream.of(
                Arguments.of("one target block or more", CONTEXT, new long[0][][]),
                Arguments.of("one target block or more", CONTEXT, null),
                Arguments.of("one image or more", new long[0][], good),
                Arguments.of("one image or more", null, good),
                Arguments.of("one image or more", CONTEXT, new long[][][] {{}}),
                Arguments.of("one image or more", CONTEXT, new long[][][] {null}),
                Arguments.of("image 1 was [1] and that of image 0 [0, 2]", new long[][] {{0, 2}, {1}}, good),
                Arguments.of("image 1 was null", new long[][] {{0, 2}, null}, good),
                Arguments.of("image 0 was null", new long[][] {null, {0, 2}}, good),
                Arguments.of("The context of every image must be", new long[][] {{}, {}}, good),
                Arguments.of("The target block 1 of every image", CONTEXT, new long[][][] {{{4}, {5}}, {{}, {}}}),
                Arguments.of("image 0 was [4, 4]", CONTEXT, new long[][][] {{{4, 4}, {4, 5}}}),
                Arguments.of("image 0 was [-1, 4]", CONTEXT, new long[][][] {{{-1, 4}, {4, 5}}}),
                Arguments.of("image 1 was [5, 4]", CONTEXT, new long[][][] {{{4, 5}, {5, 4}}}),
                Arguments.of("block 0 is of 1 images", CONTEXT, new long[][][] {{{4}}}),
                Arguments.of(
                        "block 1 is of 2 images and 2 patches", CONTEXT, new long[][][] {{{4}, {5}}, {{6, 7}, {6, 7}}
                        }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatIsNoMaskIsRefusedInItsOwnTerms(String message, long[][] context, long[][][] targets) {
        assertThatThrownBy(() -> new Masks(context, targets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void masksFitABatchOfTheirSizeOnAGridThatHasTheirPatches() {
        Masks masks = new Masks(CONTEXT, new long[][][] {{{4}, {5}}});
        assertThatCode(() -> masks.requireFit(2, 6)).doesNotThrowAnyException();
        assertThatThrownBy(() -> masks.requireFit(3, 6)).hasMessageContaining("of 2 images but the batch has 3");
        assertThatThrownBy(() -> masks.requireFit(2, 5))
                .hasMessageContaining("0 … 4 but the masks hold 5")
                .hasMessageContaining("Maybe");
    }

    @Test
    void aBatchOfNoneHasNoMasks() {
        MultiblockMasks masks = new MultiblockMasks(MaskConfig.unbiased(), 8);
        assertThatThrownBy(() -> masks.sample(Rng.of(1), 0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of -1");
        assertThatThrownBy(() -> masks.sample(Rng.of(1), 0, 0)).hasMessageContaining("of 0");
    }
}
