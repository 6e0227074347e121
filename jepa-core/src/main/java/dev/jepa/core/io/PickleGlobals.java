package dev.jepa.core.io;

import dev.jepa.core.io.PickleValue.Function;
import dev.jepa.core.io.PickleValue.Global;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that a PyTorch state dict needs, and what they stand for here. Other names make objects that stay closed; nothing is ever
 * executed, and names that run code are refused, since no checkpoint needs them.
 */
final class PickleGlobals {
    private static final Map<String, Object> ALLOWED = new HashMap<>();

    private static final Set<String> REFUSED_PACKAGES = Set.of(
            "os",
            "posix",
            "nt",
            "subprocess",
            "sys",
            "pty",
            "shutil",
            "socket",
            "runpy",
            "importlib",
            "ctypes",
            "webbrowser");

    private static final Set<String> REFUSED_BUILTINS =
            Set.of("eval", "exec", "execfile", "compile", "open", "file", "input", "__import__", "breakpoint");

    private static final List<String> BUILTINS = List.of("builtins", "__builtin__");

    static {
        for (String module : List.of("torch", "torch.cuda", "torch.storage")) {
            storage(module, "Float", StoredType.F32);
            storage(module, "Double", StoredType.F64);
            storage(module, "Half", StoredType.F16);
            storage(module, "BFloat16", StoredType.BF16);
            storage(module, "Long", StoredType.I64);
            storage(module, "Int", StoredType.I32);
            storage(module, "Short", StoredType.I16);
            storage(module, "Char", StoredType.I8);
            storage(module, "Byte", StoredType.U8);
            storage(module, "Bool", StoredType.BOOL);
            storage(module, "ComplexFloat", StoredType.C64);
            storage(module, "Untyped", StoredType.U8);
        }
        dtypes();
        function("torch._utils._rebuild_tensor", TorchTensor::rebuild);
        function("torch._utils._rebuild_tensor_v2", TorchTensor::rebuild);
        function("torch._utils._rebuild_tensor_v3", TorchTensor::rebuildTyped);
        function("torch._utils._rebuild_parameter", PickleGlobals::parameter);
        function("torch._utils._rebuild_parameter_with_state", PickleGlobals::parameter);
        function("torch._tensor._rebuild_from_type_v2", arguments -> arguments.call(0, 2));
        function("torch.Size", arguments -> arguments.list(0));
        function("torch.device", arguments -> arguments.get(0, String.class));
        function("collections.OrderedDict", PickleGlobals::dict);
        function("collections.Counter", PickleGlobals::dict);
        function("collections.defaultdict", arguments -> new LinkedHashMap<>());
        for (String module : BUILTINS) {
            function(module + ".dict", PickleGlobals::dict);
            function(module + ".list", PickleGlobals::list);
            function(module + ".set", PickleGlobals::list);
            function(module + ".frozenset", arguments -> new PickleTuple(list(arguments)));
        }
        function("_codecs.encode", PickleGlobals::encode);
    }

    private PickleGlobals() {}

    /** What a name stands for, or empty if it runs code. */
    static Optional<Object> find(String module, String name) {
        String whole = module + "." + name;
        Object known = ALLOWED.get(whole);
        if (known != null) {
            return Optional.of(known);
        }
        int dot = module.indexOf('.');
        boolean runsCode = REFUSED_PACKAGES.contains(dot < 0 ? module : module.substring(0, dot))
                || (BUILTINS.contains(module) && REFUSED_BUILTINS.contains(name));
        return runsCode
                ? Optional.empty()
                : Optional.of(new Global(whole, arguments -> PickleObject.of(whole, arguments)));
    }

    /** A parameter is its tensor, closed or not. */
    private static Object parameter(PickleArguments arguments) {
        return arguments.get(0, Object.class) instanceof PickleObject closed
                ? closed
                : arguments.get(0, TorchTensor.class);
    }

    private static void storage(String module, String prefix, StoredType type) {
        ALLOWED.put(module + "." + prefix + "Storage", type);
    }

    private static void dtypes() {
        ALLOWED.put("torch.float32", StoredType.F32);
        ALLOWED.put("torch.float64", StoredType.F64);
        ALLOWED.put("torch.float16", StoredType.F16);
        ALLOWED.put("torch.bfloat16", StoredType.BF16);
        ALLOWED.put("torch.int64", StoredType.I64);
        ALLOWED.put("torch.int32", StoredType.I32);
        ALLOWED.put("torch.int16", StoredType.I16);
        ALLOWED.put("torch.int8", StoredType.I8);
        ALLOWED.put("torch.uint8", StoredType.U8);
        ALLOWED.put("torch.uint16", StoredType.U16);
        ALLOWED.put("torch.uint32", StoredType.U32);
        ALLOWED.put("torch.uint64", StoredType.U64);
        ALLOWED.put("torch.bool", StoredType.BOOL);
        ALLOWED.put("torch.complex64", StoredType.C64);
        ALLOWED.put("torch.float8_e4m3fn", StoredType.F8_E4M3);
        ALLOWED.put("torch.float8_e5m2", StoredType.F8_E5M2);
        ALLOWED.put("torch.float8_e8m0fnu", StoredType.F8_E8M0);
        ALLOWED.put("torch.float8_e4m3fnuz", StoredType.F8_E4M3FNUZ);
        ALLOWED.put("torch.float8_e5m2fnuz", StoredType.F8_E5M2FNUZ);
    }

    private static void function(String name, Function function) {
        ALLOWED.put(name, new Global(name, function));
    }

    /** From nothing, from another dict, or from a list of pairs. */
    private static Object dict(PickleArguments arguments) {
        Map<Object, Object> dict = new LinkedHashMap<>();
        if (arguments.count() == 0) {
            return dict;
        } else if (arguments.get(0, Object.class) instanceof Map<?, ?> other) {
            dict.putAll(other);
            return dict;
        }
        for (Object element : arguments.list(0)) {
            if (!(element instanceof List<?> pair) || pair.size() != 2) {
                throw arguments.invalid("its list is not one of pairs");
            }
            Object key = PickleValue.key(pair.get(0))
                    .orElseThrow(() -> arguments.invalid("it has " + PickleValue.describe(pair.get(0)) + " as a key"));
            dict.put(key, pair.get(1));
        }
        return dict;
    }

    private static List<Object> list(PickleArguments arguments) {
        return arguments.count() == 0 ? new ArrayList<>() : arguments.list(0);
    }

    /** How protocol 2 writes bytes: as a text, with the encoding that gives them back. */
    private static Object encode(PickleArguments arguments) {
        return arguments.get(0, String.class).getBytes(StandardCharsets.ISO_8859_1);
    }
}
