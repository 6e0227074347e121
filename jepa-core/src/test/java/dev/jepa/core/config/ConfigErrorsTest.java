package dev.jepa.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigErrorsTest {
    private static final String KEYS =
            "name, steps, seed, temperature, dropout, augment, mode, learningRate, optimizer,"
                    + " widths, stages, limit, second, data";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "steps=ten|steps must be an integer between -2147483648 and 2147483647 but is ten.",
                "steps=1.5|steps must be an integer between -2147483648 and 2147483647 but is 1.5.",
                "steps=3000000000|steps must be an integer between -2147483648 and 2147483647 but is 3000000000.",
                "steps=\"5\"|steps must be an integer between -2147483648 and 2147483647 but is \"5\".",
                "steps=|steps must be an integer between -2147483648 and 2147483647 but is empty.",
                "steps=null|steps must be an integer between -2147483648 and 2147483647 but is null.",
                "seed=1e30|seed must be an integer but is 1e30.",
                "seed.x=3|seed must be an integer but is {\"x\":3}.",
                "temperature=NaN|temperature must be a number but is NaN.",
                "temperature=Infinity|temperature must be a number but is Infinity.",
                "temperature=\"1\"|temperature must be a number but is \"1\".",
                "temperature=1e999|temperature must be a number, 0 or 4.9e-324 to 1.7e308 in size, but is 1e999.",
                "temperature=-1e999999999|temperature must be a number, 0 or 4.9e-324 to 1.7e308 in size, but is -1e999999999.",
                "temperature=1e-999|temperature must be a number, 0 or 4.9e-324 to 1.7e308 in size, but is 1e-999.",
                "dropout=1e39|dropout must be a number, 0 or 1.4e-45 to 3.4e38 in size, but is 1e39.",
                "dropout=1e-60|dropout must be a number, 0 or 1.4e-45 to 3.4e38 in size, but is 1e-60.",
                "optimizer.beta=1e999|optimizer.beta must be a number, 0 or 4.9e-324 to 1.7e308 in size, but is 1e999.",
                "steps=1e999|steps must be an integer between -2147483648 and 2147483647 but is 1e999.",
                "steps=2147483648|steps must be an integer between -2147483648 and 2147483647 but is 2147483648.",
                "steps=1e-999999999|steps must be an integer between -2147483648 and 2147483647 but is 1e-999999999.",
                "seed=9223372036854775808|seed must be an integer but is 9223372036854775808.",
                "seed=9223372036854775808.0|seed must be an integer but is 9223372036854775808.0.",
                "seed=9007199254740993.5|seed must be an integer but is 9007199254740993.5.",
                "limit=1.5|limit must be an integer between -2147483648 and 2147483647 but is 1.5.",
                "augment=yes|augment must be true or false but is yes.",
                "mode=smoth-l1|mode must be one of fast, smooth-l1 but is smoth-l1.\\nMaybe 'smooth-l1' was meant.",
                "mode=FAST|mode must be one of fast, smooth-l1 but is FAST.\\nMaybe 'fast' was meant.",
                "widths=1,x|widths.1 must be an integer between -2147483648 and 2147483647 but is x.",
                "widths={}|widths must be a list but is {}.",
                "widths.2=1|widths must be a list but is {\"2\":1}.",
                "optimizer=5|optimizer must be an object with the keys weightDecay, beta, fused but is 5.",
                "optimizer.wieghtDecay=1|There is no key optimizer.wieghtDecay (given as 1); allowed in optimizer are weightDecay, beta, fused.\\nMaybe optimizer.weightDecay was meant.",
                "learningRate.value=1|There is no key learningRate.value (given as 1); allowed in learningRate are from, peak, warmupSteps.",
                "learningRate.type=constnat|learningRate.type must be one of constant, warmup-cosine, no-rate but is constnat.\\nMaybe 'constant' was meant.",
                "learningRate=5|learningRate must be one of constant, warmup-cosine, no-rate but is 5.",
                "learningRate=constant|The key learningRate.value is missing; it must be a number.",
                "learningRate={\"peak\":1}|learningRate.type must be one of constant, warmup-cosine, no-rate but is missing.",
                "stages=no-rate,constant|The key stages.1.value is missing; it must be a number.",
                "stages.0.value=-1|stages.0: value must be >= 0 but is -1.0.",
                "optimizer.beta=1.5|optimizer: beta must be in [0, 1) but is 1.5.",
                "second.beta=1|second: beta must be in [0, 1) but is 1.0.",
                "steps|'steps' is not an assignment of the form key=value or outer.inner=value.",
                "=5|'=5' is not an assignment of the form key=value or outer.inner=value.",
                "a..b=5|'a..b=5' is not an assignment of the form key=value or outer.inner=value.",
            })
    void eachFaultNamesKeyValueAndWhatIsAllowed(String assignment, String message) {
        assertThatThrownBy(() -> Configs.override(SampleConfig.preset(), List.of(assignment)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message.replace("\\n", "\n"));
    }

    /** What JSON calls a number, and its type does not hold. */
    @ParameterizedTest
    @CsvSource({
        "temperature, 1e999, 1E+999",
        "temperature, -1e400, -1E+400",
        "dropout, 1e39, 1E+39",
        "steps, 1.5, 1.5",
        "steps, 2147483648, 2147483648",
        "seed, 9223372036854775808, 9223372036854775808",
    })
    void aNumberInAFileOutOfItsTypesRange(String key, String value, String shown, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("c.json");
        Files.writeString(file, "{\"" + key + "\": " + value + "}");
        assertThatThrownBy(() -> Configs.overlay(SampleConfig.preset(), file))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ": " + key + " must be a")
                .hasMessageEndingWith(" but is " + shown + ".");
    }

    @Test
    void wholeNumbersAreExactHoweverTheyAreWritten() {
        assertThat(Configs.override(SampleConfig.preset(), List.of("seed=9007199254740993.0", "steps=1e5")))
                .extracting(SampleConfig::seed, SampleConfig::steps)
                .containsExactly(9007199254740993L, 100_000);
    }

    @Test
    void aFileThatIsNotTextIsWrongUse(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("c.json");
        Files.write(file, new byte[] {'{', '"', (byte) 0xe4, '"', ':', '1', '}'});
        assertThatThrownBy(() -> Configs.overlay(SampleConfig.preset(), file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": it is not text in UTF-8 (the byte 0xe4 at offset 2)."
                        + "\nMaybe it is damaged, or was saved in another encoding.");
    }

    @Test
    void anUnknownKeyAtTheRootListsAll() {
        assertThatThrownBy(() -> Configs.override(SampleConfig.preset(), List.of("stps=9")))
                .hasMessage("There is no key stps (given as 9); allowed are " + KEYS + ".\nMaybe steps was meant.");
        assertThatThrownBy(() -> Configs.override(SampleConfig.preset(), List.of("type=9")))
                .hasMessageStartingWith("There is no key type (given as 9); allowed are name,");
    }

    @Test
    void faultsInAFileNameTheFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("c.json");
        Files.writeString(file, "{\"steps\": \"5\"}");
        assertThatThrownBy(() -> Configs.overlay(SampleConfig.preset(), file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": steps must be an integer between -2147483648 and 2147483647 but is \"5\".");
        Files.writeString(file, "{\"steps\": 5,\n  \"steps\": 6}");
        assertThatThrownBy(() -> Configs.overlay(SampleConfig.preset(), file))
                .hasMessage(file + ", line 2, column 10 is not valid JSON: Duplicate field 'steps'.");
        Files.writeString(file, "");
        assertThatThrownBy(() -> Configs.overlay(SampleConfig.preset(), file))
                .hasMessage(file + ": The configuration must be an object with the keys " + KEYS + " but is empty.");
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> Configs.overlay(SampleConfig.preset(), file))
                .hasMessage(file + ": The configuration must be an object with the keys " + KEYS + " but is [].");
        assertThatThrownBy(() -> Configs.overlay(SampleConfig.preset(), folder.resolve("none.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(folder.resolve("none.json") + " could not be read: it does not exist.");
    }

    @Test
    void aMissingKeySaysWhatItMustBe() {
        assertThatThrownBy(() -> Configs.fromJson(SampleConfig.Constant.class, "{\"type\": \"constant\"}"))
                .hasMessage("The key value is missing; it must be a number.");
        assertThatThrownBy(() -> Configs.fromJson(SampleConfig.Constant.class, "{\"type\": \"no-rate\"}"))
                .hasMessage("type must be constant but is \"no-rate\".");
        assertThatThrownBy(() -> Configs.override(SampleConfig.preset(), List.of("data=a\0b")))
                .hasMessage("data must be a path but is a\\x00b.");
        assertThatThrownBy(() -> Configs.fromJson(SampleConfig.Schedule.class, "{\"value\": 1}"))
                .hasMessage("type must be one of constant, warmup-cosine, no-rate but is missing.");
    }
}
