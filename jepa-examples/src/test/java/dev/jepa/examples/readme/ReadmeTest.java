package dev.jepa.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README.md shows is what is compiled and run, and the files it points to exist. */
class ReadmeTest {
    /** Maven runs the tests in the module's folder. */
    private static final Path ROOT = Path.of("..");

    private static final Path SOURCE = Path.of("src/test/java/dev/jepa/examples/readme/FirstJepa.java");

    @Test
    void theExampleIsTheOneInTheReadme() throws IOException {
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(block.find()).as("README.md has a Java example").isTrue();
        assertThat(block.group(1).stripTrailing()).isEqualTo(marked().stripTrailing());
    }

    private static String marked() throws IOException {
        String source = Files.readString(SOURCE);
        String begin = "// README begin\n";
        String part = source.substring(source.indexOf(begin) + begin.length(), source.indexOf("// README end"));
        return part.stripIndent();
    }

    @Test
    void theExampleLearns() {
        List<Double> losses = FirstJepa.train(12);
        assertThat(losses).hasSize(12).allMatch(Double::isFinite);
        assertThat(losses.get(11)).isLessThan(losses.get(0));
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            Stream<Path> top =
                    Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve);
            Stream<Path> pages = docs.filter(file -> file.toString().endsWith(".md"));
            return Stream.concat(top, pages).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Stream<String> targets = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)")
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .filter(target -> !target.startsWith("https://"));
        assertThat(targets)
                .allSatisfy(target -> assertThat(folder.resolve(target)).exists());
    }
}
