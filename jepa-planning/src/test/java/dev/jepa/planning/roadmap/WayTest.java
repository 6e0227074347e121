package dev.jepa.planning.roadmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.Test;

class WayTest {
    private static Tensor point(double x, double y) {
        return Tensors.of(new float[] {(float) x, (float) y}, 1, 2);
    }

    /** Nodes one step apart: up from (0, 0), across at the top, down to (2, 0). */
    private static Way around(int height) {
        float[] nodes = new float[2 * (2 * height + 3)];
        for (int i = 0; i <= height; i++) {
            nodes[2 * i + 1] = i;
            nodes[nodes.length - 2 - 2 * i] = 2;
            nodes[nodes.length - 1 - 2 * i] = i;
        }
        nodes[2 * height + 2] = 1;
        nodes[2 * height + 3] = height;
        Tensor points = Tensors.of(nodes, nodes.length / 2, 2);
        return Way.of(points, points, new TrackingConfig(1.4, 2, 6, 6, 30, 10, Blocking.standard()));
    }

    @Test
    void measuresItsLength() {
        try (TensorScope ignored = TensorScope.open()) {
            Way way = around(20);
            assertThat(way.length()).isEqualTo(42);
            assertThat(way.along()).hasSize(43).startsWith(0, 1, 2).endsWith(41, 42);
        }
    }

    @Test
    void theReferenceRunsAlongTheWayAtTheSpeed() {
        try (TensorScope ignored = TensorScope.open()) {
            Way way = around(40);
            way.advance(point(0.3, 10.2));
            assertThat(way.progress()).isEqualTo(10);
            double[] reference = way.reference(8, 1.4).toDoubleArray();
            for (int t = 0; t < 8; t++) {
                assertThat(reference[2 * t]).isZero();
                assertThat(reference[2 * t + 1]).isCloseTo(10 + 1.4 * (t + 1), within(0.01));
            }
        }
    }

    @Test
    void cornersAreRounded() {
        try (TensorScope ignored = TensorScope.open()) {
            Way way = around(20);
            way.advance(point(0, 19));
            double[] corner = way.reference(1, 1).toDoubleArray();
            assertThat(corner[0]).isBetween(0.1, 1.5);
            assertThat(corner[1]).isBetween(17.5, 19.5);
        }
    }

    @Test
    void theReferenceEndsAtTheGoal() {
        try (TensorScope ignored = TensorScope.open()) {
            Way way = around(3);
            double[] reference = way.reference(12, 1).toDoubleArray();
            assertThat(reference).endsWith(2, 0, 2, 0, 2, 0);
        }
    }

    @Test
    void aReferenceBetweenFarNodesIsFinite() {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor points = Tensors.of(new float[] {0, 0, 1000, 0}, 2, 2);
            Way way = Way.of(points, points, new TrackingConfig(1.4, 2, 6, 6, 30, 10, Blocking.standard()));
            assertThat(way.reference(1, 400).toDoubleArray()).containsExactly(0, 0);
        }
    }

    @Test
    void progressNeverJumpsAcrossTheWall() {
        try (TensorScope ignored = TensorScope.open()) {
            Way way = around(40);
            way.advance(point(0, 5));
            assertThat(way.advance(point(2, 5))).isEqualTo(5);
            double last = 5;
            for (int y = 6; y <= 40; y++) {
                double progress = way.advance(point(0.9, y));
                assertThat(progress).isBetween(last, last + 2);
                last = progress;
            }
        }
    }

    @Test
    void isOffWhereTheWayNearTheProgressIsFar() {
        try (TensorScope ignored = TensorScope.open()) {
            Way way = around(40);
            assertThat(way.isOff(point(-5.9, 0))).isFalse();
            assertThat(way.isOff(point(-6.1, 0))).isTrue();
            assertThat(way.isOff(point(0, 40)))
                    .as("beyond what progress may advance")
                    .isTrue();
            assertThat(way.progress()).as("asking leaves progress as it is").isZero();
        }
    }

    @Test
    void wrongArgumentsAreNamed() {
        try (TensorScope ignored = TensorScope.open()) {
            Way way = around(3);
            assertThatThrownBy(() -> way.advance(Tensors.zeros(1, 3)))
                    .hasMessageContaining("the point must be [1, 2] but was [1, 3]")
                    .hasMessageContaining("Maybe");
            assertThatThrownBy(() -> way.reference(0, 1)).hasMessageContaining("horizon must be >= 1");
            assertThatThrownBy(() -> Way.of(
                            Tensors.zeros(3, 2),
                            Tensors.zeros(2, 2),
                            new TrackingConfig(1.4, 2, 6, 6, 30, 10, Blocking.standard())))
                    .hasMessageContaining("with one M >= 1");
        }
    }
}
