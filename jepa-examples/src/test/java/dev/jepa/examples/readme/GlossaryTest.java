package dev.jepa.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/glossary.md says is in the code is there: types are declared, members are theirs, other names occur. */
class GlossaryTest {
    /** Maven runs the tests in the module's folder. */
    private static final Path ROOT = Path.of("..");

    private static final Pattern CODE_COLUMN = Pattern.compile("(?m)^\\|[^|]*\\|[^|]*\\|([^|]*)\\|$");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z]+(?:\\.[A-Za-z]+)?)`");

    static List<String> names() throws IOException {
        return CODE_COLUMN
                .matcher(Files.readString(ROOT.resolve("docs/glossary.md")))
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isInTheCode(String name) throws IOException {
        String[] parts = name.split("\\.");
        boolean type = Character.isUpperCase(parts[0].charAt(0));
        String first = type ? "\\b(class|interface|record|enum) " + parts[0] + "\\b" : "\\b" + parts[0] + "\\b";
        String second = parts.length == 1 ? "" : "\\b" + parts[1] + "\\b\\s*[({]";
        assertThat(sources().stream().anyMatch(source -> has(source, first) && has(source, second)))
                .as(name)
                .isTrue();
    }

    @Test
    void theTablesAreRead() throws IOException {
        assertThat(names())
                .contains("Encoder.encode", "contextIndices", "TargetConfig.View")
                .hasSizeGreaterThan(30);
    }

    private static boolean has(String source, String pattern) {
        return Pattern.compile(pattern).matcher(source).find();
    }

    private static List<String> sources() throws IOException {
        Stream<String> modules = Stream.of("jepa-core", "jepa-losses", "jepa-models", "jepa-planning");
        return modules.flatMap(module -> javaFiles(ROOT.resolve(module).resolve("src/main/java")))
                .toList();
    }

    private static Stream<String> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> contents = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                contents.add(Files.readString(file));
            }
            return contents.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
