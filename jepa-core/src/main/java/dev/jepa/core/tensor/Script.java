package dev.jepa.core.tensor;

import ai.djl.engine.EngineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A TorchScript module whose methods are operations: the way to every LibTorch operator that DJL does not bind.
 *
 * <p>The source is a text resource of this package, {@code NAME.torchscript}, that holds methods of one class. It is packed
 * into an in-memory archive and loaded once a process. Arguments may be {@link Tensor}, {@code List<Tensor>},
 * {@link Number}s, booleans, strings, {@code long[]} and {@code double[]}.
 *
 * <p>Differs from Python: a mutating {@code _foreach_}/{@code _fused_} operator has an effect only on a list that is a
 * method argument; the compiler drops it on a list built inside the script.
 */
final class Script {
    private final String name;
    private final String owner;
    private volatile long module;

    private Script(String name, String owner) {
        this.name = name;
        this.owner = owner;
    }

    /** The script {@code NAME.torchscript}; errors speak of {@code owner.operation(…)}. */
    static Script load(String name, String owner) {
        return new Script(name, owner);
    }

    /** Calls a method that returns one tensor, which joins the current scope. */
    Tensor call(String method, Object... arguments) {
        TensorScope.requireOpen(method);
        long result = run(method, arguments);
        try {
            return TensorScope.adopt(LibTorch.tensorOf(result));
        } finally {
            LibTorch.deleteIValue(result);
        }
    }

    /** Calls a method that returns a list of tensors. */
    List<Tensor> callForList(String method, Object... arguments) {
        TensorScope.requireOpen(method);
        long result = run(method, arguments);
        try {
            return TensorScope.adoptAll(LibTorch.tensorsOf(result));
        } finally {
            LibTorch.deleteIValue(result);
        }
    }

    /** Calls a method that returns an integer. */
    long callForLong(String method, Object... arguments) {
        long result = run(method, arguments);
        try {
            return LibTorch.longOf(result);
        } finally {
            LibTorch.deleteIValue(result);
        }
    }

    /** Calls a method for its effect; the script returns an integer that is ignored. */
    void callForEffect(String method, Object... arguments) {
        LibTorch.deleteIValue(run(method, arguments));
    }

    /** How an argument that may be absent crosses over: a list of zero or one tensor. */
    static List<Tensor> optional(@Nullable Tensor tensor) {
        return tensor == null ? List.of() : List.of(tensor);
    }

    private long run(String method, Object[] arguments) {
        CallStack.requireRoom();
        long loaded = module();
        long[] values = new long[arguments.length];
        int made = 0;
        try {
            for (; made < arguments.length; made++) {
                values[made] = toIValue(arguments[made]);
            }
            return LibTorch.run(loaded, method, values);
        } catch (EngineException e) {
            throw OperationException.of(owner, method, arguments, e);
        } finally {
            for (int i = 0; i < made; i++) {
                LibTorch.deleteIValue(values[i]);
            }
        }
    }

    /** Loaded at the first call, not with its class: a class whose initialiser fails is lost to the process. */
    private long module() {
        if (module == 0) {
            synchronized (this) {
                if (module == 0) {
                    CallStack.requireRoomForLoading();
                    module = LibTorch.loadModule(new ByteArrayInputStream(archive(source(name))));
                }
            }
        }
        return module;
    }

    /** A native value, with references of its own to the tensors in it. */
    private static long toIValue(Object argument) {
        if (argument instanceof Tensor tensor) {
            try (Handles handles = Handles.of(tensor)) {
                return LibTorch.ivalueOfTensor(handles.get(0));
            }
        } else if (argument instanceof List<?> list) {
            try (Handles handles = Handles.of(list)) {
                return LibTorch.ivalueOfTensors(handles.all());
            }
        } else if (argument instanceof Double || argument instanceof Float) {
            return LibTorch.ivalueOf(((Number) argument).doubleValue());
        } else if (argument instanceof Number number) {
            return LibTorch.ivalueOf(number.longValue());
        } else if (argument instanceof Boolean flag) {
            return LibTorch.ivalueOf(flag);
        } else if (argument instanceof String text) {
            return LibTorch.ivalueOf(text);
        } else if (argument instanceof long[] longs) {
            return LibTorch.ivalueOf(longs);
        } else if (argument instanceof double[] doubles) {
            return LibTorch.ivalueOf(doubles);
        }
        throw new IllegalArgumentException(
                "A script cannot take a " + argument.getClass().getSimpleName() + ".");
    }

    private static String source(String name) {
        String file = name + ".torchscript";
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + file + " is missing from the jepa-core jar.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The four entries that LibTorch's loader asks for; {@code data.pkl} is a pickled object with an empty state. */
    private static byte[] archive(String methods) {
        StringBuilder code = new StringBuilder("class Ops(Module):\n  __parameters__ = []\n  __buffers__ = []\n");
        methods.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.startsWith("def ") ? line.replaceFirst("\\(self", "(self: __torch__.Ops") : line)
                .forEach(line -> code.append("  ").append(line).append('\n'));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            write(zip, "ops/data.pkl", "\u0080\u0002c__torch__\nOps\n)\u0081}b.");
            write(zip, "ops/code/__torch__.py", code.toString());
            write(zip, "ops/constants.pkl", "\u0080\u0002).");
            write(zip, "ops/version", "10\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(ZipOutputStream zip, String entry, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
        zip.closeEntry();
    }
}
