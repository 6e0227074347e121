package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code torch-zip.pth} and {@code torch-legacy.pth} were written by PyTorch 2.13's {@code torch.save} in its two formats,
 * from a dict of small known tensors and of every kind of value that checkpoints hold.
 */
class TorchStateDictTest {
    private static final long[] ROW_MAJOR_2_3 = {3, 1};

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"torch-zip.pth", "torch-legacy.pth"})
    void tensorsHaveTheValuesThatPyTorchSaved(String name) {
        try (TorchStateDict file = TorchStateDict.open(resource(name))) {
            Map<String, StoredTensor> encoder =
                    file.select("encoder").withoutPrefix("module.").tensors();
            assertThat(encoder.keySet())
                    .containsExactly(
                            "w",
                            "transposed",
                            "part",
                            "head",
                            "tail",
                            "expanded",
                            "scalar",
                            "empty",
                            "param",
                            "channels_last");
            StoredTensor w = encoder.get("w");
            assertThat(w.shape()).containsExactly(2, 3, 4);
            for (int i = 0; i < 24; i++) {
                assertThat(w.toFloatArray()[i]).isEqualTo(i / 8f);
            }
            assertThat(encoder.get("head").toDoubleArray()).containsExactly(-3, -2, -1, 0);
            assertThat(encoder.get("tail").toDoubleArray()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(encoder.get("scalar").toLongArray()).containsExactly(7);
            assertThat(encoder.get("scalar").shape()).isEmpty();
            assertThat(encoder.get("empty").shape()).containsExactly(0, 5);
            assertThat(encoder.get("empty").toFloatArray()).isEmpty();
            assertThat(encoder.get("param").toFloatArray()).containsExactly(1.5f, -2.5f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch-zip.pth", "torch-legacy.pth"})
    void stridesAreHonoured(String name) {
        try (TorchStateDict file = TorchStateDict.open(resource(name))) {
            Map<String, StoredTensor> encoder = file.select("encoder").tensors();
            StoredTensor transposed = encoder.get("module.transposed");
            assertThat(transposed.shape()).containsExactly(4, 2, 3);
            float[] values = transposed.toFloatArray();
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 2; j++) {
                    for (int k = 0; k < 3; k++) {
                        assertThat(values[(i * 2 + j) * 3 + k]).isEqualTo((j * 12 + k * 4 + i) / 8f);
                    }
                }
            }
            assertThat(encoder.get("module.part").toFloatArray()).containsExactly(17 / 8f, 18 / 8f, 21 / 8f, 22 / 8f);
            assertThat(encoder.get("module.expanded").toFloatArray()).containsExactly(1, 1, 1, 1, 1, 1);
            float[] channelsLast = encoder.get("module.channels_last").toFloatArray();
            for (int i = 0; i < 16; i++) {
                assertThat(channelsLast[i]).isEqualTo(i);
            }
            assertThat(transposed.bytes(4, 8).getFloat(0)).isEqualTo(values[1]);
        }
    }

    @Test
    void everyElementTypeIsRead() {
        try (TorchStateDict file = TorchStateDict.open(resource("torch-zip.pth"))) {
            file.select("types").tensors().forEach((name, tensor) -> {
                if (tensor.type().isNumeric()) {
                    double last = name.equals("bool") ? 1 : 3;
                    assertThat(tensor.toDoubleArray()).as(name).containsExactly(0, 1, last);
                }
            });
            Map<String, StoredTensor> types = file.select("types").tensors();
            assertThat(types).hasSize(15);
            assertThat(types.get("bfloat16").type()).isEqualTo(StoredType.BF16);
            assertThat(types.get("uint16").type()).isEqualTo(StoredType.U16);
            assertThat(types.get("uint64").type()).isEqualTo(StoredType.U64);
            assertThat(types.get("complex64").type()).isEqualTo(StoredType.C64);
            assertThat(types.get("float8_e4m3fn").type()).isEqualTo(StoredType.F8_E4M3);
        }
        try (TorchStateDict file = TorchStateDict.open(resource("torch-legacy.pth"))) {
            Map<String, StoredTensor> types = file.select("types").tensors();
            assertThat(types).hasSize(10);
            types.forEach((name, tensor) ->
                    assertThat(tensor.toDoubleArray()).as(name).containsExactly(0, 1, name.equals("bool") ? 1 : 3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch-zip.pth", "torch-legacy.pth"})
    void valuesBesideTheTensorsAreKept(String name) {
        try (TorchStateDict file = TorchStateDict.open(resource(name))) {
            assertThat(file.values())
                    .containsEntry("epoch", 3L)
                    .containsEntry("lr", 0.125)
                    .containsEntry("name", "tiny ä")
                    .containsEntry("flag", true)
                    .containsEntry("big", BigInteger.ONE.shiftLeft(70))
                    .containsEntry("neg", -5L)
                    .containsEntry("betas.1", 0.25)
                    .containsEntry("size.1", 3L)
                    .containsEntry("device", "cpu")
                    .containsEntry("counts.3", 2L)
                    .containsEntry("opt.param_groups.0.lr", 0.5)
                    .doesNotContainKey("none");
            assertThat(file.tensors()).containsKeys("opt.state.0.exp_avg", "model.running_var", "encoder.module.w");
            assertThat(file.select("opt.state").tensors()).containsOnlyKeys("0.step", "0.exp_avg");
        }
    }

    @Test
    void aDictThatIsNotThereIsAnErrorWithTheNearest() {
        Path path = resource("torch-zip.pth");
        try (TorchStateDict file = TorchStateDict.open(path)) {
            assertThatThrownBy(() -> file.select("encodr"))
                    .hasMessage(path + " has no dict 'encodr'.\nMaybe 'encoder' was meant.");
            assertThatThrownBy(() -> file.select("epoch"))
                    .hasMessageStartingWith(
                            path + " has no dict 'epoch'.\nMaybe one of: counts, model, encoder, types, opt.");
        }
    }

    @Test
    void tensorsOfAClosedFileCannotBeRead() {
        for (String name : new String[] {"torch-zip.pth", "torch-legacy.pth"}) {
            TorchStateDict file = TorchStateDict.open(resource(name));
            StoredTensor w = file.tensors().get("encoder.module.w");
            file.close();
            assertThatThrownBy(w::toFloatArray).hasMessageContaining("could not be read: it has been closed.");
        }
    }

    @Test
    void anArchiveAssembledByHandIsRead() throws IOException {
        PickleWriter pickle = new PickleWriter().op('}').op('(');
        pickle.text("a").tensor("FloatStorage", "0", 6, 0, new long[] {2, 3}, ROW_MAJOR_2_3);
        pickle.text("b").tensor("FloatStorage", "0", 6, 1, new long[] {2}, new long[] {3});
        Path path = TorchFiles.zip(
                folder.resolve("m.pt"), pickle.op('u').end(), Map.of("0", TorchFiles.floats(1, 2, 3, 4, 5, 6)));
        try (TorchStateDict file = TorchStateDict.open(path)) {
            assertThat(file.tensors()).containsOnlyKeys("a", "b");
            assertThat(file.tensors().get("a").toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(file.tensors().get("b").toFloatArray()).containsExactly(2, 5);
        }
    }

    @Test
    void removingAPrefixMustNotMakeNamesEqual() throws IOException {
        PickleWriter pickle = new PickleWriter().op('}').op('(');
        pickle.text("w").tensor("FloatStorage", "0", 1, 0, new long[] {1}, new long[] {1});
        pickle.text("module.w").tensor("FloatStorage", "0", 1, 0, new long[] {1}, new long[] {1});
        Path path = TorchFiles.zip(folder.resolve("m.pt"), pickle.op('u').end(), Map.of("0", TorchFiles.floats(1)));
        try (TorchStateDict file = TorchStateDict.open(path)) {
            assertThatThrownBy(() -> file.withoutPrefix("module.").tensors())
                    .hasMessageStartingWith(path + ": two of its tensors are called 'w' without the prefix 'module.'.");
        }
    }

    @ParameterizedTest
    @CsvSource({"FloatStorage, F32, 8", "HalfStorage, F16, 4", "DoubleStorage, F64, 16", "ByteStorage, U8, 2"})
    void storageClassesOfOldPyTorchNameTheirTypes(String storage, StoredType type, int bytes) throws IOException {
        PickleWriter pickle = new PickleWriter().op('}').op('(').text("w");
        pickle.tensor(storage, "0", 2, 0, new long[] {2}, new long[] {1}).op('u');
        Path path = TorchFiles.zip(folder.resolve("m.pt"), pickle.end(), Map.of("0", new byte[bytes]));
        try (TorchStateDict file = TorchStateDict.open(path)) {
            assertThat(file.tensors().get("w").type()).isEqualTo(type);
        }
    }

    static Path resource(String name) {
        try {
            return Path.of(TorchStateDictTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
