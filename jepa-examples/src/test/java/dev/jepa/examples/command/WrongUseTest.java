package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jepa.core.tensor.Compute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong use of the command: exit code 2, one line that says what is wrong, one that says what to do, and no run folder. */
class WrongUseTest {
    @TempDir
    private Path folder;

    private static Arguments wrong(String arguments, String what, String advice) {
        return Arguments.of(List.of(arguments.split(" ")), what, advice);
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                wrong(
                        "docter",
                        "There is no command 'docter' in jepa.",
                        "Maybe 'jepa doctor' was meant; see jepa --help."),
                wrong("recipies", "There is no command 'recipies' in jepa.", "Maybe 'jepa recipes' was meant"),
                wrong("imort x.csv", "There is no command 'imort' in jepa.", "Maybe 'jepa data import' was meant"),
                wrong("xyzzy", "There is no command 'xyzzy' in jepa.", "Maybe one of: demo, train, "),
                wrong("doctor now", "Unmatched argument at index 1: 'now'", "Maybe see jepa doctor --help."),
                wrong("train tiny --stpes 3", "Unknown option", "Maybe --steps or"),
                wrong("train", "Missing required parameter: 'RECIPE'", "Maybe see jepa train --help."),
                wrong("train tyny", "There is no recipe 'tyny'.", "Maybe 'tiny' was meant."),
                wrong("recipes tyny", "There is no recipe 'tyny'.", "Maybe 'tiny' was meant."),
                wrong("train tiny --steps many", "'many' is not a long", "Maybe see jepa train --help."),
                wrong("train tiny --steps 0", "--steps must be >= 1 but was 0.", ""),
                wrong("train tiny --set stesp=3", "There is no key stesp (given as 3)", "Maybe steps was meant."),
                wrong("train tiny --set steps=many", "steps must be an integer but is many.", ""),
                wrong("train tiny --set learningRate=-1", "learningRate must be > 0 but was -1.0.", ""),
                wrong("train tiny --set steps", "'steps' is not an assignment", ""),
                wrong(
                        "train tiny --config none.json",
                        "--config none.json does not exist.",
                        "Maybe the path is mistyped"),
                wrong("train tiny --data nowhere", "--data nowhere does not exist.", "'jepa data NAME"),
                wrong("train tiny --device gpu", "device must be auto, cpu, gpu0", "Maybe you meant gpu0."),
                wrong(
                        "train tiny --resume nowhere",
                        "nowhere does not exist.",
                        "Maybe give the folder that 'jepa train' named"),
                wrong("train tiny --other-data", "--other-data goes with --resume only.", "Maybe leave it out."),
                wrong("train tiny --resume x --seed 3", "--resume does not go with", "Maybe start a new run"),
                wrong("energy --steps 0", "--steps must be >= 1 but was 0.", ""),
                wrong("probe", "Missing required option: '--run=DIR'", "Maybe see jepa probe --help."),
                wrong("probe --run nowhere", "nowhere does not exist.", "Maybe give the folder"),
                wrong("plan --run nowhere", "nowhere does not exist.", "Maybe give the folder"),
                wrong("plan --run x --horizon 0", "--horizon must be >= 1 but was 0.", ""),
                wrong("export --run nowhere", "nowhere does not exist.", "Maybe give the folder"),
                wrong("export --run x --format onnx", "--format must be safetensors but was 'onnx'.", ""),
                wrong(
                        "inspect nowhere.safetensors",
                        "nowhere.safetensors does not exist.",
                        "Maybe the path is mistyped"),
                wrong(
                        "data",
                        "There is no command after 'jepa data'.",
                        "Maybe one of: cifar10, trajectories, import, replay."),
                wrong(
                        "data cifra10",
                        "There is no command 'cifra10' in jepa data.",
                        "Maybe 'jepa data cifar10' was meant"),
                wrong(
                        "data imort a.csv --observations x --out y",
                        "There is no command 'imort' in jepa data.",
                        "Maybe 'jepa data import' was meant; see jepa data --help."),
                wrong(
                        "data trajectory --world maze",
                        "There is no command 'trajectory' in jepa data.",
                        "Maybe 'jepa data trajectories' was meant"),
                wrong(
                        "data import a.csv --observations x --out y --secnods 1",
                        "Unknown option: '--secnods'",
                        "Maybe --seconds"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isNamedInOneLine(List<String> arguments, String what, String advice) {
        TinyJepa.Outcome outcome = TinyJepa.run(arguments.toArray());

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("jepa: ");
        assertThat(outcome.message()).hasSizeLessThanOrEqualTo(2);
        assertThat(outcome.message().get(0)).contains(what);
        assertThat(outcome.message()).last().asString().contains(advice);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void aGpuThatIsNotThere() {
        assumeTrue(Compute.gpuCount() == 0, "this machine has a GPU");
        TinyJepa.Outcome outcome = TinyJepa.run("train", "tiny", "--device", "gpu0", "--out", folder.resolve("run"));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.message().get(0)).startsWith("device gpu0 is not there");
        assertThat(outcome.message().get(1)).startsWith("Maybe use --device cpu, or JEPA_PROFILE=cu121 ");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aConfigFileWithAnUnknownKeyIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("c.json"), "{\"widht\": 3}");
        TinyJepa.Outcome outcome = TinyJepa.run("train", "tiny", "--config", file, "--out", folder.resolve("run"));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.message().get(0)).contains(file.toString(), "There is no key widht");
        assertThat(outcome.message().get(1)).isEqualTo("Maybe width was meant.");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void nothingToDoShowsTheHelp() {
        TinyJepa.Outcome outcome = TinyJepa.run();
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("Usage: jepa", "train", "doctor");
    }
}
