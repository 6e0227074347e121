package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands beside weights. {@code torch-protocol-N.pth} were written by Python 3.11's pickle in protocol N, with PyTorch's names for
 * tensors and storages: the same tensor under keys of many kinds, in subclasses of dict and list, beside objects of many classes.
 */
class TorchObjectsTest {
    @TempDir
    private Path folder;

    private static TorchStateDict open(String name) {
        return TorchStateDict.open(TorchStateDictTest.resource(name));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void tensorsUnderAnyKeyAreReadInEveryProtocol(int protocol) {
        try (TorchStateDict file = open("torch-protocol-" + protocol + ".pth")) {
            Map<String, StoredTensor> tensors = file.tensors();
            assertThat(tensors)
                    .containsOnlyKeys(
                            "w",
                            "None",
                            "3",
                            "('layer', 1)",
                            "2.5",
                            "true",
                            "(7)",
                            "mine.Color(1)",
                            "weights.a",
                            "table.b",
                            "items.0");
            tensors.values().forEach(tensor -> assertThat(tensor.toFloatArray()).containsExactly(1, 2, 3, 4));
            assertThat(file.select("weights").tensors()).containsOnlyKeys("a");
            assertThat(file.select("table").tensors()).containsOnlyKeys("b");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void valuesAreReadInEveryProtocol(int protocol) {
        try (TorchStateDict file = open("torch-protocol-" + protocol + ".pth")) {
            assertThat(file.values())
                    .containsEntry("epoch", 3L)
                    .containsEntry("big", BigInteger.ONE.shiftLeft(70))
                    .containsEntry("negative", -7L)
                    .containsEntry("long", 1L << 40)
                    .containsEntry("half", 0.5)
                    .containsEntry("nan", Double.NaN)
                    .containsEntry("inf", Double.NEGATIVE_INFINITY)
                    .containsEntry("flag", true)
                    .containsEntry("off", false)
                    .containsEntry("name", "tiny \u00e4 \u4e2d \ud83d\ude00 \\u0041 \n'\"")
                    .containsEntry("frozen.0", "x")
                    .containsEntry("set.0", 5L)
                    .containsEntry("tuple.1", "two");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void unknownObjectsStayClosedAndAreListed(int protocol) {
        try (TorchStateDict file = open("torch-protocol-" + protocol + ".pth")) {
            Map<String, String> closed = file.closed();
            assertThat(closed)
                    .containsKeys(
                            "objects.args", "objects.config", "objects.partial", "objects.scalar", "objects.array")
                    .containsEntry("complex128", "a tensor of torch.ComplexDoubleStorage()")
                    .containsEntry("objects.path", "pathlib.PurePosixPath('a', 'b')")
                    .containsEntry("objects.took", "datetime.timedelta(1, 2, 3)")
                    .containsEntry("objects.color", "mine.Color(2)")
                    .containsEntry("objects.decimal", "decimal.Decimal('1.5')")
                    .containsEntry("objects.class", "mine.Config");
            assertThat(closed.get("objects.args")).startsWith("argparse.Namespace(");
            assertThat(closed.get("objects.config")).startsWith("mine.Config(");
            assertThat(closed.get("objects.scalar"))
                    .startsWith("numpy.")
                    .contains(".multiarray.scalar(numpy.dtype('f8'");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theOldFormatIsReadInTheOldProtocols(int protocol) {
        try (TorchStateDict file = open("torch-legacy-protocol-" + protocol + ".pth")) {
            assertThat(file.tensors().get("w").toFloatArray()).containsExactly(1, 2, 3, 4);
            assertThat(file.values()).containsEntry("epoch", 3L);
        }
    }

    @Test
    void weightsBesideANamespaceAreRead() {
        try (TorchStateDict file = open("torch-namespace.pth")) {
            assertThat(file.tensors().get("student.w").shape()).containsExactly(3, 4);
            assertThat(file.closed()).containsExactly(Map.entry("args", "argparse.Namespace()"));
            assertThat(file.values()).containsExactly(Map.entry("epoch", 3L));
        }
        try (TorchStateDict file = open("torch-none-key.pth")) {
            assertThat(file.tensors()).containsOnlyKeys("w");
            assertThat(file.values()).containsExactly(Map.entry("x.None", 1L));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "nt, system",
        "subprocess, Popen",
        "builtins, eval",
        "__builtin__, execfile",
        "importlib.util, spec"
    })
    void aNameThatRunsCodeIsRefusedBesideWeightsToo(String module, String name) throws IOException {
        PickleWriter pickle = new PickleWriter().op('}').op('(').text("w");
        pickle.tensor("FloatStorage", "0", 1, 0, new long[] {1}, new long[] {1}).text("x");
        pickle.global(module, name).op('(').text("touch pwned").op('t').op('R').op('u');
        Path path = TorchFiles.zip(folder.resolve("m.pt"), pickle.end(), Map.of("0", TorchFiles.floats(1)));
        assertThatThrownBy(() -> TorchStateDict.open(path))
                .hasMessageStartingWith(path + ": it asks for " + module + "." + name + ", which is not allowed");
    }

    /** {@code _rebuild_from_type_v2(_rebuild_tensor_v2, type, arguments, state)}: a tensor of a subclass, or with attributes. */
    @Test
    void aTensorOfASubclassIsATensor() throws IOException {
        PickleWriter pickle = new PickleWriter().op('}').op('(').text("w");
        pickle.global("torch._tensor", "_rebuild_from_type_v2").op('(');
        pickle.global("torch._utils", "_rebuild_tensor_v2")
                .global("mine", "Buffer")
                .op('(')
                .op('(');
        pickle.text("storage")
                .global("torch", "FloatStorage")
                .text("0")
                .text("cpu")
                .number(2);
        pickle.op('t')
                .op('Q')
                .number(0)
                .numbers(2)
                .numbers(1)
                .op('t')
                .op('}')
                .op('t')
                .op('R')
                .op('u');
        Path path = TorchFiles.zip(folder.resolve("m.pt"), pickle.end(), Map.of("0", TorchFiles.floats(5, 6)));
        try (TorchStateDict file = TorchStateDict.open(path)) {
            assertThat(file.tensors().get("w").toFloatArray()).containsExactly(5, 6);
            assertThat(file.closed()).isEmpty();
        }
    }

    /** A chain of objects that each hold the one before twice: writing it out would take 2^100000 characters. */
    @Test
    void closedObjectsInsideOfClosedObjectsStaySmall() throws IOException {
        PickleWriter pickle = new PickleWriter()
                .global("mine", "Pair")
                .op('q')
                .bytes(1)
                .op('N')
                .op('q')
                .bytes(0);
        for (int i = 0; i < 100_000; i++) {
            pickle.op('0')
                    .op('h')
                    .bytes(1)
                    .op('h')
                    .bytes(0)
                    .op('h')
                    .bytes(0)
                    .bytes(0x86)
                    .op('R')
                    .op('q')
                    .bytes(0);
        }
        pickle.op('0').op('}').text("x").op('h').bytes(0).op('s');
        Path path = TorchFiles.zip(folder.resolve("m.pt"), pickle.end(), Map.of());
        try (TorchStateDict file = TorchStateDict.open(path)) {
            assertThat(file.closed()).containsOnlyKeys("x");
            assertThat(file.closed().get("x"))
                    .startsWith("mine.Pair(mine.Pair(")
                    .hasSizeLessThan(400);
        }
    }

    @Test
    void aTupleKeyThatHoldsItselfIsReadWithinBounds() throws IOException {
        PickleWriter pickle = new PickleWriter()
                .op('}')
                .op('(')
                .op(']')
                .op('q')
                .bytes(0)
                .bytes(0x85)
                .op('q')
                .bytes(1);
        pickle.op('h').bytes(0).op('h').bytes(1).op('a').op('0').op('N').op('u');
        Path path = TorchFiles.zip(folder.resolve("m.pt"), pickle.end(), Map.of());
        try (TorchStateDict file = TorchStateDict.open(path)) {
            assertThat(file.values()).isEmpty();
        }
    }
}
