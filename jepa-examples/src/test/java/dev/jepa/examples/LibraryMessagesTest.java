package dev.jepa.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the library are read by those who call it from Java: they name no options of the command and no profile of the build. */
class LibraryMessagesTest {
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");
    private static final Pattern COMMAND = Pattern.compile(
            "--[a-z]|(?<![A-Za-z0-9])-P ?[a-z]|\\./jepa|'jepa [a-z]|\\bjepa (train|data|plan|probe|inspect|export|doctor)\\b|JEPA_[A-Z]+|'train'");

    /** What is passed to another process stands alone. */
    private static final Pattern ARGUMENT = Pattern.compile("\"--[a-z][a-z-]*(=[^ ]*)?\"");

    private static Stream<String> offences(String source) {
        return LITERAL.matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(literal -> COMMAND.matcher(literal).find())
                .filter(literal -> !ARGUMENT.matcher(literal).matches());
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "losses", "models", "planning"})
    void nameNothingOfTheCommand(String module) throws IOException {
        Path sources = Path.of("..", "jepa-" + module, "src", "main", "java");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(sources)) {
            files = walk.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(files).hasSizeGreaterThan(5);
        for (Path file : files) {
            assertThat(offences(Files.readString(file))).as(file.toString()).isEmpty();
        }
    }

    @Test
    void theSearchFindsWhatItIsFor() {
        assertThat(offences("x(\"Maybe use --device cpu.\"); y(\"or -Pcu121\"); z(\"Maybe run ./jepa data.\");"))
                .hasSize(3);
        assertThat(offences("exec(\"--dirty\", \"--exclude=*\", \"a - b\", \"jepa\")"))
                .isEmpty();
    }
}
