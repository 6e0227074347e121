package dev.jepa.examples.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatchPropertyTest {
    private static final int SIDE = 12;
    private static final int GRID = 3;

    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private interface Brightness {
        double at(int x, int y);
    }

    private static Tensor image(Brightness brightness) {
        double[] values = new double[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = brightness.at(i % SIDE, i / SIDE);
        }
        return Tensors.of(values, 1, 1, SIDE, SIDE);
    }

    private static double[] of(Tensor image, int patch) {
        return PatchProperty.all(image, GRID).select(0, 0).select(0, patch).toDoubleArray();
    }

    @Test
    void anEvenImageHasNoDetailDirectionOrContrast() {
        double[] values = of(image((x, y) -> 0.7), 4);
        assertThat(values[0]).isCloseTo(Math.log(1e-4), within(1e-9));
        assertThat(values[1]).isZero();
        assertThat(values[2]).isZero();
        assertThat(values[3]).isCloseTo(0, within(1e-12));
    }

    @Test
    void aSlopeToTheRightHasItsSquareAsDetailAndDirectionOne() {
        double[] values = of(image((x, y) -> 0.05 * x), 4);
        assertThat(values[0]).isCloseTo(Math.log(1e-4 + 0.0025), within(1e-9));
        assertThat(values[1]).isCloseTo(0.0025 / (0.0025 + 1e-4), within(1e-9));
        assertThat(values[2]).isCloseTo(0, within(1e-12));
        assertThat(values[3]).isCloseTo(0, within(1e-9)); // the middle is as bright as its surroundings
    }

    @Test
    void slopesDownAndAcrossHaveTheirDirections() {
        assertThat(of(image((x, y) -> 0.05 * y), 4)[1]).isCloseTo(-0.0025 / 0.0026, within(1e-9));
        double[] across = of(image((x, y) -> 0.05 * (x + y)), 4);
        assertThat(across[1]).isCloseTo(0, within(1e-12));
        assertThat(across[2]).isCloseTo(0.005 / 0.0051, within(1e-9));
    }

    @Test
    void aBrightPatchStandsOutByEightNinths() {
        Tensor image = image((x, y) -> x / 4 == 1 && y / 4 == 1 ? 1 : 0);
        assertThat(of(image, 4)[3]).isCloseTo(8 / 9.0, within(1e-9));
        assertThat(of(image, 0)[3]).isCloseTo(-1 / 4.0, within(1e-9)); // four patches at the corner
    }

    @Test
    void grayInColoursIsGray() {
        Tensor gray = Tensors.uniform(Rng.of(0), 0, 1, 2, 1, SIDE, SIDE).to(DType.FLOAT64);
        Tensor colour = gray.expand(2, 3, SIDE, SIDE);
        Tensor difference = PatchProperty.all(gray, GRID).sub(PatchProperty.all(colour, GRID));
        assertThat(difference.shape()).isEqualTo(Shape.of(2, 9, 4));
        assertThat(difference.abs().max().item()).isCloseTo(0, within(1e-9));
    }

    @Test
    void anImageSmallerThanTheGridIsRefused() {
        assertThatThrownBy(() -> PatchProperty.all(Tensors.ones(1, 3, 4, 4), 3)).hasMessageContaining("S >= 6");
    }
}
