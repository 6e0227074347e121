package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.data.augment.Region;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.TestDevice;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CropsTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void aMirroredCropIsReadFromTheRight() {
        Crops crops = Crops.of(
                List.of(new Region(10, 20, 40, 80, false), new Region(10, 20, 40, 80, true)), TestDevice.get());
        assertThat(crops.centres(2).toDoubleArray())
                .containsExactly(
                        new double[] {20, 40, 20, 80, 40, 40, 40, 80, 20, 80, 20, 40, 40, 80, 40, 40}, within(1e-12));
    }

    @Test
    void centresAreWhereTheRegionSays() {
        int side = 3;
        for (boolean mirrored : new boolean[] {false, true}) {
            Region region = new Region(1.5, 4, 7, 20.25, mirrored);
            double[] centres =
                    Crops.of(List.of(region), TestDevice.get()).centres(side).toDoubleArray();
            for (int cell = 0; cell < side * side; cell++) {
                assertThat(centres[2 * cell]).isEqualTo(region.y(cell / side, side), within(1e-12));
                assertThat(centres[2 * cell + 1]).isEqualTo(region.x(cell % side, side), within(1e-12));
            }
        }
    }

    @Test
    void boxesWithoutSizesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Crops(Tensors.zeros(3, 2), Tensors.of(new boolean[3], 3)))
                .withMessageContaining("[3, 2]")
                .withMessageContaining("Maybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Crops(Tensors.zeros(3, 4), Tensors.of(new boolean[2], 2)))
                .withMessageContaining("[2]");
    }
}
