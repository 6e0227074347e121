package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.LiveTensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values cross between DJL's arrays and tensors as copies; code written for arrays runs inside the graph. */
class NDArraysTest {
    private static NDManager manager() {
        Compute.version(); // starts LibTorch
        return Engine.getEngine("PyTorch").newBaseManager();
    }

    private static Tensor call(UnaryOperator<NDArray> code, Tensor x) {
        return NDArrays.call(arrays -> new NDList(code.apply(arrays.get(0))), List.of(x))
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8, UINT8",
        "INT8, INT8",
        "INT32, INT32",
        "INT64, INT64",
        "FLOAT16, FLOAT16",
        "FLOAT32, FLOAT32",
        "FLOAT64, FLOAT64",
        "COMPLEX64, COMPLEX64",
        "BOOL, BOOLEAN"
    })
    void everyTypeThatDjlKnowsComesBackAsItWas(DType dtype, DataType djl) {
        try (TensorScope scope = TensorScope.open();
                NDManager manager = manager()) {
            Tensor values = dtype.isComplex()
                    ? Fourier.viewAsComplex(Tensors.of(new float[] {1, 2, 3, 4}, 2, 1, 2))
                    : Tensors.of(new float[] {0, 1, 2, 3, 4, 5}, 2, 3).to(dtype);
            NDArray array = values.toNDArray(manager);
            assertThat(array.getDataType()).isEqualTo(djl);
            assertThat(array.getShape().getShape()).isEqualTo(values.shape().toArray());
            Tensor back = Tensors.from(array);
            assertThat(back.dtype()).isEqualTo(dtype);
            assertThat(back.bytes()).isEqualTo(values.bytes());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INT16", "BFLOAT16", "COMPLEX128"})
    void typesThatDjlLacksAreNamed(DType dtype) {
        try (TensorScope scope = TensorScope.open();
                NDManager manager = manager()) {
            Tensor values = dtype == DType.COMPLEX128
                    ? Fourier.viewAsComplex(Tensors.of(new double[] {1, 2}, 1, 2))
                    : Tensors.ones(2).to(dtype);
            assertThatThrownBy(() -> values.toNDArray(manager))
                    .hasMessageContaining("DJL has no arrays of " + dtype)
                    .hasMessageContaining("Maybe");
        }
    }

    @Test
    void viewsEmptyAndScalarTensorsCrossOver() {
        try (TensorScope scope = TensorScope.open();
                NDManager manager = manager()) {
            Tensor x = Tensors.of(new float[] {0, 1, 2, 3, 4, 5}, 2, 3);
            for (Tensor view : List.of(x.transpose(0, 1), x.slice(1, 1, 3), x.slice(0, 0, 0), Tensors.scalar(7))) {
                NDArray array = view.toNDArray(manager);
                assertThat(array.toFloatArray()).isEqualTo(view.toFloatArray());
                assertThat(Tensors.from(array).shape()).isEqualTo(view.shape());
            }
            NDArray transposed = manager.create(new float[][] {{1, 2}, {3, 4}}).transpose();
            assertThat(Tensors.from(transposed).toFloatArray()).containsExactly(1, 3, 2, 4);
        }
    }

    @Test
    void neitherSideSeesTheOthersChangesOrEnd() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor fromArray;
            Tensor original = Tensors.ones(4);
            try (NDManager manager = manager()) {
                NDArray array = manager.create(new float[] {1, 2, 3, 4});
                fromArray = Tensors.from(array);
                array.addi(5);
                original.toNDArray(manager).addi(5);
            }
            overwriteFreedMemory();
            assertThat(fromArray.toFloatArray()).containsExactly(1, 2, 3, 4);
            assertThat(original.toFloatArray()).containsExactly(1, 1, 1, 1);
        }
        try (NDManager manager = manager()) {
            NDArray array;
            try (TensorScope scope = TensorScope.open()) {
                array = Tensors.of(new float[] {1, 2}, 2).toNDArray(manager);
            }
            assertThat(array.toFloatArray()).containsExactly(1, 2);
        }
    }

    @Test
    void copiesCarryNoGradients() {
        try (TensorScope scope = TensorScope.open();
                NDManager manager = manager()) {
            Tensor x = Autograd.variable(Tensors.ones(3));
            NDArray leaf = manager.ones(new ai.djl.ndarray.types.Shape(3));
            leaf.setRequiresGradient(true);
            Autograd.record(() -> {
                assertThat(x.mul(2).toNDArray(manager).hasGradient()).isFalse();
                assertThat(Tensors.from(leaf).requiresGradient()).isFalse();
                assertThat(Tensors.from(leaf.mul(leaf)).requiresGradient()).isFalse();
                return x;
            });
        }
    }

    @Test
    void whatIsNoDenseNumericArrayIsRefused() {
        try (TensorScope scope = TensorScope.open();
                NDManager manager = manager()) {
            NDArray words = manager.create(new String[] {"a", "b"});
            NDArray sparse = manager.ones(new ai.djl.ndarray.types.Shape(2, 2)).toSparse(SparseFormat.COO);
            NDArray closed = manager.ones(new ai.djl.ndarray.types.Shape(2));
            closed.close();
            assertThatThrownBy(() -> Tensors.from(words)).hasMessageContaining("strings");
            assertThatThrownBy(() -> Tensors.from(sparse)).hasMessageContaining("toDense()");
            assertThatThrownBy(() -> Tensors.from(closed)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void makingATensorWithoutAScopeIsAnError() {
        try (NDManager manager = manager()) {
            NDArray array = manager.ones(new ai.djl.ndarray.types.Shape(2));
            assertThatThrownBy(() -> Tensors.from(array)).hasMessageContaining("no TensorScope is open");
            assertThatThrownBy(() -> NDArrays.call(arrays -> arrays, List.of()))
                    .hasMessageContaining("no TensorScope is open");
        }
    }

    @Test
    void gradientsFlowThroughCodeForArrays() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.normal(Rng.of(3), 4, 3).to(DType.FLOAT64);
            Tensor y = Tensors.normal(Rng.of(4), 3, 2).to(DType.FLOAT64);
            FiniteDifference.check(
                    inputs -> NDArrays.call(
                                    arrays -> new NDList(
                                            arrays.get(0).matMul(arrays.get(1)).tanh()),
                                    inputs)
                            .get(0),
                    List.of(x, y));
        }
    }

    @Test
    void nothingIsRecordedOutsideRecord() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.ones(3));
            assertThat(call(NDArray::square, x).requiresGradient()).isFalse();
            assertThat(call(array -> array, x).requiresGradient()).isFalse();
        }
    }

    @Test
    void aJavaNumberAsAFactorHasTheRightGradientHere() {
        for (int i = 0; i < 10; i++) {
            try (TensorScope scope = TensorScope.open()) {
                Tensor x = Autograd.variable(Tensors.of(new float[] {1, 2, 3, 4}, 4));
                Tensor loss = Autograd.record(() -> call(
                                array -> {
                                    NDArray scaled = array.mul(3f).pow(2).div(4f);
                                    try (NDArray made = array.getManager().create(new float[] {1, 2, 3, 4})) {
                                        return scaled.mul(made);
                                    }
                                },
                                x)
                        .sum());
                overwriteFreedMemory();
                assertThat(loss.item()).isEqualTo(9 / 4.0 * (1 + 8 + 27 + 64));
                assertThat(Autograd.gradients(loss, List.of(x)).get(0).toFloatArray())
                        .containsExactly(4.5f, 18, 40.5f, 72);
            }
        }
    }

    @Test
    void secondDerivativesFlowToo() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.of(new double[] {2}, 1));
            Tensor second = Autograd.record(() -> {
                Tensor cube = call(array -> array.mul(array).mul(array), x).sum();
                Tensor slope = Autograd.gradientsWithGraph(cube, List.of(x)).get(0);
                return Autograd.gradients(slope.sum(), List.of(x)).get(0);
            });
            assertThat(second.item()).isEqualTo(12);
        }
    }

    @Test
    void callsLeaveNothingBehindEvenWhenTheyFail() {
        long before = LiveTensors.settled();
        for (int i = 0; i < 50; i++) {
            try (TensorScope scope = TensorScope.open()) {
                Tensor x = Autograd.variable(Tensors.ones(3));
                Tensor loss = Autograd.record(
                        () -> call(array -> array.mul(2).exp(), x).sum());
                Autograd.gradients(loss, List.of(x));
                assertThatThrownBy(() -> call(
                                array -> {
                                    throw new IllegalStateException("in the block");
                                },
                                x))
                        .hasMessage("in the block");
            }
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    /** Frees what nothing holds and overwrites it: small direct buffers take the memory that was given back. */
    private static void overwriteFreedMemory() {
        System.gc();
        List<ByteBuffer> overwriting = new ArrayList<>();
        for (int j = 0; j < 4000; j++) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES * (1 + j % 4));
            buffer.putInt(0, Float.floatToIntBits(777));
            overwriting.add(buffer);
        }
        assertThat(overwriting).hasSize(4000);
    }
}
