package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostilePickleTest {
    private static final String REFUSED = ", which is not allowed in a state dict; nothing was executed."
            + "\nMaybe it is malicious, or holds a whole model: write it with torch.save(model.state_dict(), file).";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "builtins, eval",
        "__builtin__, exec",
        "subprocess, Popen",
        "torch.nn.modules.linear, Linear",
        "numpy.core.multiarray, _reconstruct",
        "torch, load",
        "collections, deque"
    })
    void aGlobalOutsideTheListIsRefusedByName(String module, String name) throws IOException {
        PickleWriter classic = new PickleWriter()
                .global(module, name)
                .op('(')
                .text("touch pwned")
                .op('t')
                .op('R');
        assertRefused(classic, "it asks for " + module + "." + name + REFUSED);
        PickleWriter modern =
                new PickleWriter().text(module).text(name).bytes(0x93).op(')').op('R');
        assertRefused(modern, "it asks for " + module + "." + name + REFUSED);
    }

    /** Python's protocol 4 follows dots into a module's attributes; here a dotted name is only a name. */
    @Test
    void aDottedNameIsNotFollowed() throws IOException {
        assertRefused(
                new PickleWriter().global("torch", "_utils.os.system"), "it asks for torch._utils.os.system" + REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"130, EXT1", "131, EXT2", "132, EXT4", "151, NEXT_BUFFER", "152, READONLY_BUFFER"})
    void anOpcodeThatNoFileNeedsIsRefusedByName(int opcode, String name) throws IOException {
        assertRefused(new PickleWriter().bytes(opcode), "it uses the pickle opcode " + name + REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "Ifive, 'five'",
        "L5M, '5M'",
        "Ffive, 'five'",
        "Sfive, 'five'",
        "gfive, 'five'",
        "Pmodule, 'module'",
        "P('storage'; <class 'os.system'>; '0'; 'cpu'; 6), '(''storage''; <class ''os.system''>; ''0''; ''cpu''; 6)'"
    })
    void aLineThatCannotBeReadIsNamed(String line, String text) throws IOException {
        PickleWriter pickle = new PickleWriter();
        line.replace(';', ',').chars().forEach(pickle::bytes);
        assertRefused(
                pickle.op('\n'), "its pickle has the line '" + text.replace(';', ',') + "', which cannot be read.");
    }

    @Test
    void faultsOfThePickleAreNamed() throws IOException {
        assertRefused(new PickleWriter().bytes(0x7e), "its pickle has the byte 126 at 2, which is no opcode.");
        assertRefused(new PickleWriter().op('0'), "its pickle takes more from the stack than there is.");
        assertRefused(
                new PickleWriter().op('N').op('(').op('0'), "its pickle takes more from the stack than there is.");
        assertRefused(new PickleWriter().op('t'), "its pickle lacks a mark.");
        assertRefused(new PickleWriter().op('h').bytes(9), "its pickle refers to the memo 9, which was never set.");
        assertRefused(new PickleWriter().op('N').op('N').op('a'), "its pickle gives None as a list.");
        assertRefused(
                new PickleWriter().op('}').op(']').op('N').op('s'), "its pickle gives a list as a key of a dict.");
        assertRefused(
                new PickleWriter().op('}').op('(').op('N').op('u'), "its pickle sets a key of a dict to nothing.");
        assertRefused(new PickleWriter().text("f").op(')').op('R'), "its pickle gives a text as a function.");
        assertRefused(
                new PickleWriter().op('X').int32(-1),
                "its pickle has a value of 4294967295 bytes but only 1 are left.");
        assertRefused(
                new PickleWriter().bytes(0x8b).int32(300), "its pickle has a value of 300 bytes but only 1 are left.");
        assertRefused(
                new PickleWriter().op(']').op('N').op('b'), "its pickle gives a list as an object with attributes.");
        Path cut = TorchFiles.zip(folder.resolve("cut.pt"), new byte[] {(byte) 0x80, 2, 'X', 5}, Map.of());
        assertThatThrownBy(() -> TorchStateDict.open(cut))
                .hasMessageStartingWith(cut + ": it ends in the middle of its pickle.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4|3|1|the tensor ends at element 6 of a storage of 6",
                "-1|3|1|the tensor ends at element 1 of a storage of 6",
                "0|7|1|the tensor ends at element 6 of a storage of 6",
                "0|3|-1|a size or stride is negative, or one is missing",
                "0|-3|1|a size or stride is negative, or one is missing",
                "0|9223372036854775807|1|the sizes are impossible",
                "0|4611686018427387904|9|the sizes are impossible",
                "0|1099511627776|0|it expands 6 elements to 1099511627776",
                "9223372036854775807|3|1|the sizes are impossible"
            })
    void aTensorMustLieInsideItsStorage(long offset, long size, long stride, String fault) throws IOException {
        PickleWriter pickle = new PickleWriter();
        pickle.tensor("FloatStorage", "0", 6, offset, new long[] {size}, new long[] {stride});
        assertRefused(
                pickle, "its pickle calls torch._utils._rebuild_tensor_v2 in a way that cannot be: " + fault + ".");
    }

    @Test
    void argumentsOfTheWrongNumberOrKindAreNamed() throws IOException {
        String call = "its pickle calls torch._utils._rebuild_tensor_v2 in a way that cannot be: ";
        PickleWriter none = new PickleWriter()
                .global("torch._utils", "_rebuild_tensor_v2")
                .op(')')
                .op('R');
        assertRefused(none, call + "argument 1 is missing.");
        PickleWriter text = new PickleWriter().global("torch._utils", "_rebuild_tensor_v2");
        assertRefused(text.text("w").bytes(0x85).op('R'), call + "argument 1 is a text.");
        PickleWriter module = new PickleWriter().op('(').text("module").op('t').op('Q');
        assertRefused(module, "its pickle calls a storage in a way that cannot be: it is of the kind 'module'.");
    }

    @Test
    void aStorageMustBeAsLargeAsItSays() throws IOException {
        PickleWriter large = new PickleWriter();
        large.tensor("FloatStorage", "0", 7, 0, new long[] {1}, new long[] {1});
        assertRefused(large, "its storage archive/data/0 has 24 bytes but should have 7 elements of F32.");
        PickleWriter endless = new PickleWriter();
        endless.tensor("FloatStorage", "0", Long.MAX_VALUE, 0, new long[] {1}, new long[] {1});
        assertRefused(endless, "its storage archive/data/0 has 24 bytes but should have 9223372036854775807 elements");
        PickleWriter missing = new PickleWriter();
        missing.tensor("FloatStorage", "../1", 1, 0, new long[] {1}, new long[] {1});
        assertRefused(missing, "it holds no data/../1.");
    }

    /** A list that holds itself, and a tower of lists that each hold the one below twice. */
    @Test
    void valuesWithoutEndAreRefused() throws IOException {
        Path self =
                zip(new PickleWriter().op(']').op('q').bytes(0).op('h').bytes(0).op('a'));
        try (TorchStateDict file = TorchStateDict.open(self)) {
            assertThatThrownBy(file::tensors).hasMessageStartingWith(self + ": its values are nested without end.");
        }
        PickleWriter tower = new PickleWriter().op('N').op('q').bytes(0);
        for (int i = 1; i < 60; i++) {
            tower.op('h').bytes(i - 1).op('h').bytes(i - 1).bytes(0x86).op('q').bytes(i);
        }
        Path exponential = zip(tower);
        try (TorchStateDict file = TorchStateDict.open(exponential)) {
            assertThatThrownBy(file::tensors)
                    .hasMessageStartingWith(exponential + ": its values are nested without end.");
        }
    }

    @Test
    void otherKindsOfFilesAreNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("a.txt"), "hello");
        assertThatThrownBy(() -> TorchStateDict.open(text))
                .hasMessageStartingWith(
                        text + ": it is neither a zip archive nor a pickle, so not a PyTorch checkpoint.");
        Path pickle =
                Files.write(folder.resolve("p.pkl"), new PickleWriter().op(']').end());
        assertThatThrownBy(() -> TorchStateDict.open(pickle))
                .hasMessageStartingWith(pickle + ": it is not a PyTorch file of version 1001.");
        Path script = folder.resolve("script.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(script))) {
            TorchFiles.store(zip, "m/data.pkl", new PickleWriter().op('N').end());
            TorchFiles.store(zip, "m/constants.pkl", new PickleWriter().op(')').end());
        }
        assertThatThrownBy(() -> TorchStateDict.open(script))
                .hasMessageStartingWith(script + ": it is a TorchScript archive, not a state dict.");
        Path other = folder.resolve("other.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
            TorchFiles.store(zip, "readme", new byte[1]);
        }
        assertThatThrownBy(() -> TorchStateDict.open(other)).hasMessageStartingWith(other + ": it holds no data.pkl.");
        Path missing = folder.resolve("none.pt");
        assertThatThrownBy(() -> TorchStateDict.open(missing))
                .hasMessageStartingWith(missing + " could not be read: it does not exist.");
    }

    /** A zip bomb: PyTorch stores, so what is compressed is not from PyTorch. */
    @Test
    void compressedEntriesAreRefused() throws IOException {
        Path bomb = folder.resolve("bomb.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            zip.write(new byte[1 << 20]);
        }
        assertThatThrownBy(() -> TorchStateDict.open(bomb)).hasMessageContaining("a/data.pkl is compressed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch-zip.pth", "torch-legacy.pth"})
    void everyTruncationIsAClearError(String name) throws IOException {
        byte[] whole = Files.readAllBytes(TorchStateDictTest.resource(name));
        for (int length = 0; length < whole.length; length += 1 + length / 50) {
            Path file = Files.write(folder.resolve(length + name), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> TorchStateDict.open(file))
                    .as("cut to %d", length)
                    .isInstanceOf(FileFormatException.class)
                    .satisfies(HostilePickleTest::isClear);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch-zip.pth", "torch-legacy.pth"})
    void flippedBitsAreReadOrAreAClearError(String name) throws IOException {
        byte[] whole = Files.readAllBytes(TorchStateDictTest.resource(name));
        Random random = new Random(11);
        int refused = 0;
        for (int trial = 0; trial < 2000; trial++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path file = Files.write(folder.resolve(trial + name), damaged);
            try (TorchStateDict read = TorchStateDict.open(file)) {
                read.tensors().values().forEach(tensor -> assertThat(
                                tensor.bytes().remaining())
                        .isEqualTo((int) tensor.byteSize()));
                read.values();
            } catch (FileFormatException e) {
                refused++;
                isClear(e);
            }
            Files.delete(file);
        }
        assertThat(refused).isGreaterThan(250);
    }

    private void assertRefused(PickleWriter pickle, String message) throws IOException {
        Path file = zip(pickle);
        assertThatThrownBy(() -> TorchStateDict.open(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith(file + ": " + message)
                .satisfies(HostilePickleTest::isClear);
    }

    private Path zip(PickleWriter pickle) throws IOException {
        return TorchFiles.zip(folder.resolve("hostile.pt"), pickle.end(), Map.of("0", new byte[24]));
    }

    private static void isClear(Throwable failure) {
        assertThat(failure.getMessage().lines()).hasSize(2);
        assertThat(failure.getMessage().lines().toList().get(1)).startsWith("Maybe ");
    }
}
