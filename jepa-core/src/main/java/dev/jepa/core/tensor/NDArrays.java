package dev.jepa.core.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Runs code that is written for DJL's arrays on tensors.
 *
 * <p>To hand over values alone, copied and without gradients, use {@link Tensors#from} and {@link Tensor#toNDArray}.
 */
public final class NDArrays {
    private NDArrays() {}

    /**
     * Calls DJL code as a part of the graph: while {@link Autograd#record recording}, gradients flow through it to the inputs.
     *
     * <p>The arrays that the code is given share the tensors' memory and must not be changed in place. They, and all that is
     * made from them, are closed when the call returns; the results live on as tensors of the current scope. Arrays made from
     * Java numbers inside the call get memory of their own, so that {@code x.mul(3f)} has the right gradient here, unless the
     * code opens an {@code NDScope}. What cuts DJL's graph cuts it here too: {@code duplicate}, {@code toType}, {@code toDevice}.
     *
     * @param inputs on one device
     * @throws IllegalArgumentException when a result is an array of another engine, of strings, or sparse
     */
    public static List<Tensor> call(UnaryOperator<NDList> code, List<Tensor> inputs) {
        TensorScope.requireOpen("NDArrays.call");
        Device device = inputs.isEmpty() ? Device.CPU : inputs.get(0).device();
        try (NDManager manager = engine().newBaseManager(djlDevice(device));
                OwnedMemory ignored = new OwnedMemory()) {
            NDList arrays = new NDList(inputs.size());
            for (Tensor input : inputs) {
                arrays.add(new PtNDArray((PtNDManager) manager, input.share()));
            }
            List<Tensor> results = new ArrayList<>();
            for (NDArray result : code.apply(arrays)) {
                results.add(TensorScope.adopt(LibTorch.share(dense(result).getHandle())));
            }
            return results;
        }
    }

    static Tensor copy(NDArray array) {
        TensorScope.requireOpen("Tensors.from");
        PtNDArray source = dense(array);
        try (TensorScope scope = TensorScope.open()) {
            return scope.keep(TensorScope.adopt(LibTorch.share(source.getHandle()))
                    .detach()
                    .copy());
        } finally {
            Reference.reachabilityFence(source);
        }
    }

    static NDArray copy(Tensor tensor, NDManager manager) {
        if (!(manager instanceof PtNDManager pytorch)) {
            throw new IllegalArgumentException(
                    "A tensor becomes an array of PyTorch's engine but the manager is one of "
                            + manager.getEngine().getEngineName()
                            + ".\nMaybe Engine.getEngine(\"PyTorch\").newBaseManager().");
        }
        if (!isKnownToDjl(tensor.dtype())) {
            throw new IllegalArgumentException("DJL has no arrays of " + tensor.dtype()
                    + ".\nMaybe convert it: tensor.to(DType.FLOAT32), tensor.to(DType.INT32).");
        }
        try (TensorScope ignored = TensorScope.open()) {
            Tensor copy = tensor.detach().contiguous().copy();
            return new PtNDArray(pytorch, copy.share());
        }
    }

    private static boolean isKnownToDjl(DType dtype) {
        return dtype != DType.INT16 && dtype != DType.BFLOAT16 && dtype != DType.COMPLEX128;
    }

    private static PtNDArray dense(NDArray array) {
        if (!(array instanceof PtNDArray pytorch)) {
            throw new IllegalArgumentException("Only arrays of PyTorch's engine become tensors but this is a "
                    + array.getClass().getName()
                    + ".\nMaybe copy it: manager.create(array.toFloatArray(), array.getShape()).");
        }
        if (pytorch.getHandle() == -1) {
            throw new IllegalArgumentException("An array of strings cannot become a tensor.");
        }
        if (pytorch.isSparse()) {
            throw new IllegalArgumentException("A sparse array cannot become a tensor.\nMaybe array.toDense().");
        }
        return pytorch;
    }

    private static ai.djl.Device djlDevice(Device device) {
        return device.type() == Device.Type.CPU ? ai.djl.Device.cpu() : ai.djl.Device.gpu(device.index());
    }

    private static Engine engine() {
        EngineStart.library();
        return Engine.getEngine("PyTorch");
    }
}
