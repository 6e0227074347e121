package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jepa.core.config.Configs;
import dev.jepa.core.tensor.Device;
import dev.jepa.examples.compare.Comparison;
import dev.jepa.examples.compare.ComparisonRun;
import dev.jepa.examples.images.ImageFolders;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.StoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jepa compare} on a few made pictures. */
class CompareCommandTest {
    private static final double SECONDS = 0.1;
    private static final List<String> TINY = List.of(
            "encoder.dim=12",
            "encoder.depth=2",
            "mae.model.decoder.dim=12",
            "mae.batchSize=4",
            "denoising.model.decoder.dim=12",
            "denoising.batchSize=4",
            "ijepa.model.predictor.dim=12",
            "ijepa.batchSize=4",
            "vicreg.model.projector.hidden=[16]",
            "vicreg.model.projector.out=16",
            "vicreg.batchSize=4",
            "lejepa.model.projector.hidden=[16]",
            "lejepa.batchSize=4");

    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void drawImages() throws IOException {
        data = TinyImages.draw(folder.resolve("my images"));
        out = folder.resolve("comparison");
    }

    private TinyJepa.Outcome compare(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "compare",
                "images",
                "--data",
                data.toString(),
                "--out",
                out.toString(),
                "--seconds",
                "" + SECONDS,
                "--device",
                "cpu"));
        TINY.forEach(assignment -> words.addAll(List.of("--set", assignment)));
        words.addAll(List.of(more));
        return TinyJepa.run(words.toArray());
    }

    @Test
    void allMethodsAreTrainedJudgedAndListed() throws IOException {
        TinyJepa.Outcome outcome = compare("--seeds", "1");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        List<String> table = outcome.out()
                .lines()
                .dropWhile(line -> !line.startsWith("method"))
                .toList();
        assertThat(table.get(0)).contains("family", "linear", "kNN", "RankMe", "steps", "images", "seconds");
        assertThat(table.subList(1, 8).stream().map(line -> line.split("  ")[0]))
                .containsExactly("mae", "denoising", "ijepa", "vicreg", "lejepa", "untrained", "raw pixels");
        JsonNode methods = new ObjectMapper()
                .readTree(out.resolve("summary.json").toFile())
                .path("methods");
        JsonNode mae = methods.path("mae");
        assertThat(mae.path("linear").path("mean").asDouble()).isBetween(0.0, 100.0);
        assertThat(mae.path("images").path("mean").asDouble())
                .isEqualTo(4 * mae.path("steps").path("mean").asDouble());
        assertThat(mae.path("seconds").path("mean").asDouble()).isPositive();
        assertThat(methods.path("raw pixels").has("steps")).isFalse();
        assertThat(out.resolve("report.html")).content().contains("masking JEPA", "augmented views", "vicreg/");
        assertThat(out.resolve("mae/seed-0/report.html")).content().contains("Reconstructions");
    }

    /** A comparison that has measured its methods: four steps each, an epoch. */
    private void begin(Path target, String... more) throws IOException {
        List<String> assignments = new ArrayList<>(TINY);
        assignments.addAll(List.of(more));
        Files.createDirectories(target);
        Files.writeString(
                target.resolve("config.json"),
                Configs.toText(Configs.override(ComparisonRun.cifar10(SECONDS), assignments)));
        String pace = "{\"stepMilliseconds\": 25.0, \"steps\": 4, \"epochs\": 1.0}";
        Files.writeString(target.resolve("plan.json"), "{\"mae\": " + pace + ", \"ijepa\": " + pace + "}");
    }

    @Test
    void whatIsDoneIsNotRepeatedAndSeedsCanBeAdded() throws IOException {
        begin(out);
        assertThat(compare("--seeds", "1", "--methods", "mae,ijepa").code()).isZero();
        TinyJepa.Outcome again = compare("--seeds", "1", "--methods", "mae");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err())
                .doesNotContain("Training", "Measuring", "Probing")
                .contains("mae: 4 steps");
        assertThat(again.out()).contains("masking JEPA");
        TinyJepa.Outcome more = compare("--seeds", "2", "--methods", "mae,ijepa");
        assertThat(more.code()).as(more.err()).isZero();
        assertThat(more.out()).contains(" ± ");
        assertThat(more.err()).contains("Training mae with seed 1").doesNotContain("with seed 0", "Measuring");
    }

    @Test
    void anotherConfigurationNeedsAnotherFolder() throws IOException {
        begin(out);
        TinyJepa.Outcome other = compare("--seeds", "1", "--methods", "mae", "--set", "mae.model.maskRatio=0.5");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .contains(
                        "holds a comparison with other values: mae.model.maskRatio was 0.75 but is 0.5.",
                        "Maybe repeat the command");
        Files.delete(out.resolve("plan.json"));
        assertThat(compare("--methods", "mae").err()).contains("is not empty and holds no comparison");
    }

    @Test
    void aMethodThatDivergesLeavesTheOthersTheirTurn() throws IOException {
        String endless = "mae.optimization.peakRate=1e30";
        begin(out, endless);
        TinyJepa.Outcome outcome = compare("--seeds", "1", "--methods", "mae,ijepa", "--set", endless);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("mae with seed 0 diverged");
        assertThat(outcome.out()).containsPattern("(?m)^ijepa .*masking JEPA");
        assertThat(out.resolve("report.html")).exists();
    }

    @Test
    void wrongWordsAreNamed() {
        assertThat(compare("--methods", "mea").err()).contains("There is no method 'mea'", "Maybe 'mae' was meant.");
        assertThat(compare("--seeds", "0").err()).contains("--seeds must be >= 1 but was 0.");
        assertThat(compare("--seconds", "0").code()).isEqualTo(2);
        assertThat(TinyJepa.run("compare", "cifar-10", "--device", "cpu").err()).contains("Maybe 'cifar10' was meant.");
        assertThat(compare("--set", "mae.batchSize=99", "--methods", "mae").err())
                .contains("batchSize must be at most");
        assertThat(out).doesNotExist();
    }

    /** Stopped after two of four steps, and gone on with. */
    @Test
    void anInterruptedComparisonEndsAsAnUninterruptedOne() throws IOException {
        Path whole = folder.resolve("whole");
        begin(whole);
        comparison(whole, () -> false).run();
        begin(out);
        int[] asked = {0};
        Path training = out.resolve("mae/seed-0/metrics.jsonl");
        BooleanSupplier stop = () -> Files.exists(training) && ++asked[0] > 2;
        assertThatThrownBy(() -> comparison(out, stop).run())
                .isInstanceOf(StoppedException.class)
                .hasMessageContaining("after step 2");
        comparison(out, () -> false).run();
        String part = "mae/seed-0/checkpoints";
        assertThat(last(out.resolve(part))).isEqualTo(last(whole.resolve(part)));
        assertThat(linear(out)).isEqualTo(linear(whole));
    }

    private Comparison comparison(Path target, BooleanSupplier stop) {
        return new Comparison(
                new Comparison.Options(
                        List.of("compare"),
                        ImageFolders.SOURCE,
                        Optional.of(data),
                        List.of("mae"),
                        1,
                        target,
                        Device.CPU,
                        stop,
                        Display.on(new PrintWriter(Writer.nullWriter())),
                        new PrintWriter(new StringWriter())),
                Configs.override(ComparisonRun.cifar10(SECONDS), TINY));
    }

    private static byte[] last(Path checkpoints) throws IOException {
        try (var files = Files.list(checkpoints)) {
            return Files.readAllBytes(files.filter(file -> file.toString().endsWith(".safetensors"))
                    .max(Path::compareTo)
                    .orElseThrow());
        }
    }

    private static String linear(Path comparison) throws IOException {
        return new ObjectMapper()
                .readTree(comparison.resolve("summary.json").toFile())
                .path("methods")
                .path("mae")
                .path("linear")
                .toString();
    }
}
