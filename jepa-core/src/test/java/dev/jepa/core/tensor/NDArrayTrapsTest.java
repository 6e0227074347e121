package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The four traps of plain NDArray that Tensor exists to avoid: each is shown on NDArray, and its absence on Tensor. */
class NDArrayTrapsTest {
    private static final int TRIES = 10;
    private static final float[] VALUES = {1, 2, 3, 4};

    @Test
    void aJavaNumberAsAFactorGivesWrongGradientsOfNDArrayAfterAGarbageCollection() {
        int wrong = 0;
        for (int i = 0; i < TRIES; i++) {
            wrong += gradientOfNDArrayTimesThree()[0] == 3 ? 0 : 1;
        }
        assertThat(wrong).as("wrong gradients of x.mul(3f) on NDArray").isPositive();
    }

    @Test
    void aJavaNumberAsAFactorGivesRightGradientsOfTensor() {
        List<UnaryOperator<Tensor>> functions =
                List.of(x -> x.mul(3.0), x -> x.div(1.0 / 3), x -> x.pow(2.0), x -> x.clamp(-9, 9));
        List<float[]> slopes = List.of(
                new float[] {3, 3, 3, 3}, new float[] {3, 3, 3, 3}, new float[] {2, 4, 6, 8}, new float[] {1, 1, 1, 1});
        for (int i = 0; i < TRIES; i++) {
            for (int f = 0; f < functions.size(); f++) {
                assertThat(gradientAcrossGarbageCollection(functions.get(f))).containsExactly(slopes.get(f));
            }
        }
    }

    @Test
    void dataFromJavaStayRightAfterAGarbageCollection() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.of(VALUES, 4).reshape(2, 2);
            collectGarbage();
            assertThat(x.toFloatArray()).containsExactly(VALUES);
        }
    }

    @Test
    void copyAndCastCutTheGraphOfNDArrayButNotOfTensor() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.ones(new ai.djl.ndarray.types.Shape(3));
            x.setRequiresGradient(true);
            JniUtils.setGradMode(true);
            boolean copied = recorded(x.duplicate());
            boolean cast = recorded(x.toType(DataType.FLOAT64, false));
            JniUtils.setGradMode(false);
            assertThat(copied).isFalse();
            assertThat(cast).isFalse();
        }
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.ones(3));
            Tensor loss = Autograd.record(() -> x.copy()
                    .to(DType.FLOAT64)
                    .to(DType.BFLOAT16)
                    .to(DType.FLOAT32)
                    .sum());
            assertThat(Autograd.gradients(loss, List.of(x)).get(0).toFloatArray())
                    .containsExactly(1, 1, 1);
        }
    }

    @Test
    void aResultLeaksIntoTheFirstOperandsManagerButIntoNoOtherScope() {
        try (NDManager model = NDManager.newBaseManager()) {
            NDArray weight = model.ones(new ai.djl.ndarray.types.Shape(3));
            int before = model.getManagedArrays().size();
            try (NDManager step = model.newSubManager()) {
                weight.mul(step.ones(new ai.djl.ndarray.types.Shape(3)));
            }
            assertThat(model.getManagedArrays()).hasSize(before + 1);
        }
        try (TensorScope outer = TensorScope.open()) {
            Tensor weight = Tensors.ones(3);
            Tensor product;
            try (TensorScope inner = TensorScope.open()) {
                product = weight.mul(Tensors.ones(3));
            }
            assertThat(product.isClosed()).isTrue();
            assertThat(weight.isClosed()).isFalse();
        }
    }

    @Test
    void operatorsThatNDArrayLacksAreThere() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.eye(3).mul(2.0).to(DType.FLOAT64));
            Tensor logDeterminant =
                    Autograd.record(() -> LinearAlgebra.slogdet(x).logAbs());
            assertThat(logDeterminant.item()).isEqualTo(3 * Math.log(2));
            assertThat(Autograd.gradients(logDeterminant, List.of(x))
                            .get(0)
                            .get("0, 0")
                            .item())
                    .isEqualTo(0.5);
        }
    }

    private static float[] gradientOfNDArrayTimesThree() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(VALUES).duplicate();
            x.setRequiresGradient(true);
            JniUtils.setGradMode(true);
            NDArray y = x.mul(3f);
            collectGarbage();
            JniUtils.backward((PtNDArray) y, (PtNDArray) y.onesLike(), false, false);
            JniUtils.setGradMode(false);
            return x.getGradient().toFloatArray();
        }
    }

    private static float[] gradientAcrossGarbageCollection(UnaryOperator<Tensor> function) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.of(VALUES, 4));
            Tensor loss = Autograd.record(() -> function.apply(x).sum());
            collectGarbage();
            return Autograd.gradients(loss, List.of(x)).get(0).toFloatArray();
        }
    }

    /** A sum of a recorded array can be differentiated; of one that was cut off, it cannot. */
    private static boolean recorded(NDArray array) {
        try {
            PtNDArray sum = (PtNDArray) array.sum();
            JniUtils.backward(sum, (PtNDArray) sum.onesLike(), false, false);
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    /** Frees what nothing holds and overwrites it: small direct buffers take the memory that was given back. */
    private static void collectGarbage() {
        for (int i = 0; i < 2; i++) {
            System.gc();
            List<ByteBuffer> overwriting = new ArrayList<>();
            for (int j = 0; j < 2000; j++) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES);
                buffer.putInt(0, Float.floatToIntBits(777));
                overwriting.add(buffer);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(overwriting).hasSize(2000);
        }
    }
}
