package dev.jepa.core.io;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors to and from files: {@link #save} and {@link #load} for safetensors, {@link #open} and {@link #toTensor} for any file. */
public final class TensorFiles {
    private TensorFiles() {}

    /**
     * Opens a safetensors file or a PyTorch checkpoint, told apart by what is in them.
     *
     * @throws FileFormatException if the file is damaged, or of another kind; says which and what to do
     */
    public static StoredTensors open(Path file) {
        return switch (FileKind.of(file)) {
            case TORCH_ARCHIVE, PICKLE -> TorchStateDict.open(file);
            default -> SafetensorsFile.open(file);
        };
    }

    /**
     * All tensors of a safetensors file on a device, owned by the open scope.
     *
     * @throws FileFormatException if the file is damaged
     */
    public static Map<String, Tensor> load(Path file, Device device) {
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            return toTensors(stored.tensors(), device);
        }
    }

    /** Writes tensors and metadata as a safetensors file, whole or not at all, copying one at a time to the CPU. */
    public static void save(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        List<StoredTensor> stored = new ArrayList<>();
        tensors.forEach((name, tensor) -> stored.add(toStored(name, tensor)));
        SafetensorsWriter.write(file, stored, metadata);
    }

    /** The tensors by the same names on a device, owned by the open scope. */
    public static Map<String, Tensor> toTensors(Map<String, StoredTensor> stored, Device device) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        stored.forEach((name, tensor) -> tensors.put(name, toTensor(tensor, device)));
        return tensors;
    }

    /**
     * A stored tensor as a tensor of the open scope; uint16 becomes int32 and uint32 int64, which hold their values.
     *
     * @throws IllegalStateException for an element type that tensors do not have
     */
    public static Tensor toTensor(StoredTensor stored, Device device) {
        return switch (stored.type()) {
            case U16 ->
                Tensors.of(stored.toLongArray(), stored.shape()).to(DType.INT32).to(device);
            case U32 -> Tensors.of(stored.toLongArray(), stored.shape()).to(device);
            default -> Tensors.of(aligned(stored), dtype(stored), device, Shape.of(stored.shape()));
        };
    }

    /** A tensor as an entry for {@link SafetensorsWriter}, read when written: it must stay open until then. */
    static StoredTensor toStored(String name, Tensor tensor) {
        StoredType type = type(name, tensor);
        return new StoredTensor(name, type, tensor.shape().toArray(), (offset, length) -> tensor.bytes()
                .slice((int) offset, length));
    }

    /** LibTorch reads elements at multiples of their size; another writer's file may hold them elsewhere. */
    private static ByteBuffer aligned(StoredTensor stored) {
        ByteBuffer bytes = stored.bytes();
        int unit = Math.max(1, stored.type().bits() / 8);
        if (!bytes.isDirect() || bytes.alignmentOffset(0, unit) == 0) {
            return bytes;
        }
        return ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
    }

    private static DType dtype(StoredTensor stored) {
        return switch (stored.type()) {
            case BOOL -> DType.BOOL;
            case U8 -> DType.UINT8;
            case I8 -> DType.INT8;
            case I16 -> DType.INT16;
            case I32 -> DType.INT32;
            case I64 -> DType.INT64;
            case F16 -> DType.FLOAT16;
            case BF16 -> DType.BFLOAT16;
            case F32 -> DType.FLOAT32;
            case F64 -> DType.FLOAT64;
            default ->
                throw new IllegalStateException(stored + " cannot become a tensor: " + stored.type()
                        + " is not supported.\nMaybe take its bytes(), or toDoubleArray() if it is numeric.");
        };
    }

    private static StoredType type(String name, Tensor tensor) {
        return switch (tensor.dtype()) {
            case BOOL -> StoredType.BOOL;
            case UINT8 -> StoredType.U8;
            case INT8 -> StoredType.I8;
            case INT16 -> StoredType.I16;
            case INT32 -> StoredType.I32;
            case INT64 -> StoredType.I64;
            case FLOAT16 -> StoredType.F16;
            case BFLOAT16 -> StoredType.BF16;
            case FLOAT32 -> StoredType.F32;
            case FLOAT64 -> StoredType.F64;
            case COMPLEX64 -> StoredType.C64;
            case COMPLEX128 ->
                throw new IllegalArgumentException("The tensor " + name + " cannot be written: "
                        + "safetensors has no complex128.\nMaybe write its real and imaginary parts.");
        };
    }
}
