package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void everyNumericTypeCrossesTheBridgeAndBack() {
        assertThat(Tensors.of(new double[] {1.5, -2}, 2).toDoubleArray()).containsExactly(1.5, -2);
        assertThat(Tensors.of(new long[] {1L << 40, -2}, 2).toLongArray()).containsExactly(1L << 40, -2);
        assertThat(Tensors.of(new int[] {7, -8}, 2).dtype()).isEqualTo(DType.INT32);
        assertThat(Tensors.of(new short[] {300, -8}, 2).toLongArray()).containsExactly(300, -8);
        assertThat(Tensors.of(new byte[] {-1, 5}, 2).toLongArray()).containsExactly(-1, 5);
        assertThat(Tensors.of(new boolean[] {true, false}, 2).toBooleanArray()).containsExactly(true, false);
        ByteBuffer pixels = ByteBuffer.wrap(new byte[] {0, (byte) 255});
        assertThat(Tensors.of(pixels, DType.UINT8, Device.CPU, Shape.of(2)).toLongArray())
                .containsExactly(0, 255);
    }

    @Test
    void halfPrecisionTypesKeepTheirBits() {
        for (DType type : new DType[] {DType.BFLOAT16, DType.FLOAT16}) {
            Tensor x = Tensors.of(new float[] {1.5f, -0.25f, 1024}, 3).to(type);
            ByteBuffer bytes = x.bytes();
            assertThat(bytes.order()).isEqualTo(ByteOrder.nativeOrder());
            assertThat(Tensors.of(bytes, type, Device.CPU, Shape.of(3)).toFloatArray())
                    .containsExactly(1.5f, -0.25f, 1024);
        }
    }

    @Test
    void rangesAreReadAsInPython() {
        Tensor x = Tensors.arange(24).reshape(2, 3, 4);
        assertThat(x.get("1, ::2, -1").toLongArray()).containsExactly(15, 23);
        assertThat(x.get("..., 1:3").shape()).isEqualTo(Shape.of(2, 3, 2));
        assertThatThrownBy(() -> x.get("1, a")).hasMessageContaining("'a'").hasMessageContaining("Maybe");
        assertThatThrownBy(() -> x.get("0,0,0,0")).hasMessageContaining("names 4 axes");
    }

    @Test
    void shapeErrorsNameOperationShapesAndAWayOut() {
        assertThatThrownBy(() -> Tensors.ones(2, 3).add(Tensors.ones(4)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("add")
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[4]")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> Tensors.of(new float[5], 2, 3)).hasMessageContaining("needs 6 elements");
        assertThatThrownBy(() -> Device.parse("cuda:0")).hasMessageContaining("Maybe you meant gpu0");
        assertThatThrownBy(() -> Tensors.ones(3).item()).hasMessageContaining("[3]");
    }

    @Test
    void printsShapeTypeDeviceAndAFewValues() {
        String text = Tensors.of(new float[] {1, 2.5f}, 2).toString();
        assertThat(text).contains("1.0000", "2.5000", "float32", "cpu", "2");
        assertThat(Tensors.ones(1000, 1000).toString().length()).isLessThan(1000);
    }

    @Test
    void randomnessIsAFunctionOfTheKey() {
        Rng rng = Rng.of(3).at(5, "noise");
        assertThat(Tensors.normal(rng, 100).toFloatArray())
                .isEqualTo(Tensors.normal(rng, 100).toFloatArray());
        assertThat(Tensors.normal(rng, 100).toFloatArray())
                .isNotEqualTo(Tensors.normal(Rng.of(3).at(6, "noise"), 100).toFloatArray());
    }

    @Test
    void samplesHaveTheMomentsOfTheirDistribution() {
        Tensor normal = Tensors.normal(Rng.of(1), 200_000);
        assertThat(normal.mean().item()).isBetween(-0.01, 0.01);
        assertThat(normal.std(0).item()).isBetween(0.99, 1.01);
        Tensor truncated = Tensors.truncatedNormal(Rng.of(2), 0.5, 2, 100_000);
        assertThat(truncated.abs().max().item()).isLessThanOrEqualTo(1);
        assertThat(truncated.std(0).item()).isBetween(0.43, 0.45); // 0.8796 of 0.5
        assertThat(Tensors.bernoulli(Rng.of(3), 0.3, 100_000).mean().item()).isBetween(0.29, 0.31);
        assertThat(Tensors.permutation(Rng.of(4), 50).sort(0, false).values().toLongArray())
                .isEqualTo(Tensors.arange(50).toLongArray());
        Tensor drawn = Tensors.categorical(Rng.of(5), Tensors.of(new float[] {1, 0, 3}, 1, 3), 10_000);
        assertThat(drawn.eq(1.0).any().toBooleanArray()[0]).isFalse();
        assertThat(drawn.eq(2.0).to(DType.FLOAT32).mean().item()).isBetween(0.73, 0.77);
    }
}
