package dev.jepa.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jepa.core.config.SampleConfig.Constant;
import dev.jepa.core.config.SampleConfig.Mode;
import dev.jepa.core.config.SampleConfig.NoRate;
import dev.jepa.core.config.SampleConfig.Optimizer;
import dev.jepa.core.config.SampleConfig.WarmupCosine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigsTest {
    private static final SampleConfig PRESET = SampleConfig.preset();

    @Test
    void jsonIsCompleteAndReadsBackEqual() {
        assertThat(Configs.fromJson(SampleConfig.class, Configs.toText(PRESET))).isEqualTo(PRESET);
        ObjectNode json = Configs.toJson(PRESET);
        assertThat(json.toString())
                .isEqualTo("{\"name\":\"cifar\",\"steps\":1000,\"seed\":1099511627776,\"temperature\":0.1,"
                        + "\"dropout\":0.25,\"augment\":true,\"mode\":\"smooth-l1\",\"learningRate\":"
                        + "{\"type\":\"warmup-cosine\",\"from\":1.0E-6,\"peak\":0.001,\"warmupSteps\":100},"
                        + "\"optimizer\":{\"weightDecay\":0.05,\"beta\":0.9,\"fused\":true},\"widths\":[64,128],"
                        + "\"stages\":[{\"type\":\"constant\",\"value\":1.0},{\"type\":\"no-rate\"}],\"limit\":null,"
                        + "\"second\":{\"weightDecay\":0.0,\"beta\":0.5,\"fused\":false},\"data\":\""
                        + Path.of("data", "cifar10").toString().replace("\\", "\\\\") + "\"}");
    }

    @Test
    void assignmentsChangeTheirKeysAndLeaveTheOthers() {
        SampleConfig changed = set(
                "name=12",
                "steps=2e3",
                "seed = 7",
                "temperature=1",
                "augment=false",
                "mode=fast",
                "learningRate.peak=0.5",
                "optimizer.beta=0.25",
                "widths=32, 16,8",
                "limit=5",
                "second=null",
                "data=/tmp/a=b c");
        assertThat(changed)
                .isEqualTo(new SampleConfig(
                        "12",
                        2000,
                        7,
                        1.0,
                        0.25f,
                        false,
                        Mode.FAST,
                        new WarmupCosine(1e-6, 0.5, 100),
                        new Optimizer(0.05, 0.25, true),
                        List.of(32, 16, 8),
                        PRESET.stages(),
                        Optional.of(5),
                        Optional.empty(),
                        Path.of("/tmp/a=b c")));
        assertThat(set()).isEqualTo(PRESET);
    }

    @Test
    void listsAreReplacedOrChangedByIndex() {
        assertThat(set("widths.1=7").widths()).containsExactly(64, 7);
        assertThat(set("widths=[]").widths()).isEmpty();
        assertThat(set("widths=5").widths()).containsExactly(5);
        assertThat(set("widths=[1, 2]").widths()).containsExactly(1, 2);
        assertThat(set("stages.0.value=3").stages()).containsExactly(new Constant(3), new NoRate());
        assertThat(set("stages=no-rate,no-rate").stages()).containsExactly(new NoRate(), new NoRate());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "learningRate.type=constant|learningRate.value=3",
                "learningRate.value=3|learningRate.type=constant",
                "learningRate=constant|learningRate.value=3",
                "learningRate.value=3|learningRate=constant",
                "learningRate={\"type\":\"constant\",\"value\":3}|steps=1000"
            })
    void aChoiceIsReplacedInWhicheverOrderItsKeysCome(String first, String second) {
        assertThat(set(first, second).learningRate()).isEqualTo(new Constant(3));
    }

    @Test
    void theSameTypeAgainKeepsItsOtherKeys() {
        assertThat(set("learningRate.type=warmup-cosine", "learningRate.peak=3").learningRate())
                .isEqualTo(new WarmupCosine(1e-6, 3, 100));
        assertThat(set("learningRate=no-rate").learningRate()).isEqualTo(new NoRate());
    }

    @Test
    void aFileNeedsOnlyTheKeysItChanges(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("c.json");
        Files.writeString(
                file,
                "{ // a note\n \"steps\": 5, \"learningRate\": {\"peak\": 1}, \"optimizer\": {\"fused\": false}}");
        SampleConfig changed = Configs.overlay(PRESET, file);
        assertThat(changed.steps()).isEqualTo(5);
        assertThat(changed.learningRate()).isEqualTo(new WarmupCosine(1e-6, 1, 100));
        assertThat(changed.optimizer()).isEqualTo(new Optimizer(0.05, 0.9, false));
        Files.writeString(file, "{\"learningRate\": {\"type\": \"constant\", \"value\": 2}, \"widths\": [1]}");
        assertThat(Configs.overlay(PRESET, file).learningRate()).isEqualTo(new Constant(2));
        assertThat(Configs.overlay(PRESET, file).widths()).containsExactly(1);
    }

    /** A choice whose part has no defaults of its own. */
    record Choosing(Shape shape) {}

    sealed interface Shape {}

    record Point() implements Shape {}

    record Box(Sides sides) implements Shape {
        Box() {
            this(new Sides(3, 4));
        }
    }

    record Sides(int width, int height) {}

    @Test
    void aPartGivenInPartsIsCompletedFromTheRecordAroundIt() {
        Choosing changed =
                Configs.override(new Choosing(new Point()), List.of("shape.sides.width=7", "shape.type=box"));
        assertThat(changed).isEqualTo(new Choosing(new Box(new Sides(7, 4))));
    }

    @Test
    void missingKeysComeFromTheConstructorWithoutArguments() {
        assertThat(Configs.fromJson(Optimizer.class, "{\"beta\": 0.5}")).isEqualTo(new Optimizer(0.05, 0.5, true));
        assertThat(set("second=null", "second.beta=0.75").second()).contains(new Optimizer(0.05, 0.75, true));
    }

    @ParameterizedTest
    @CsvSource({"SmoothL1, smooth-l1", "VITSmall, vit-small", "Conv2D, conv2d"})
    void typeNamesAreKebabCase(String name, String kebab) throws ReflectiveOperationException {
        Class<?> type = Class.forName(getClass().getName() + "$" + name);
        assertThat(KebabCase.ofType(type)).isEqualTo(kebab);
    }

    record SmoothL1() {}

    record VITSmall() {}

    record Conv2D() {}

    private static SampleConfig set(String... assignments) {
        return Configs.override(PRESET, List.of(assignments));
    }
}
