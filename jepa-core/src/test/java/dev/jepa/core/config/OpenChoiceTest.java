package dev.jepa.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.config.SampleShapes.Circle;
import dev.jepa.core.config.SampleShapes.Drawing;
import dev.jepa.core.config.SampleShapes.Square;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenChoiceTest {
    private static final String SHAPES = "dev.jepa.core.config.SampleShapes";
    private static final Drawing CIRCLE = new Drawing(new Circle(2));

    private static Drawing set(String... assignments) {
        return Configs.override(CIRCLE, List.of(assignments));
    }

    @Test
    void somebodysRecordIsChosenByItsClassAndItsComponentsAreKeys() {
        assertThat(set("area.type=" + SHAPES + "$Square", "area.side=3")).isEqualTo(new Drawing(new Square(3, true)));
        assertThat(set("area=" + SHAPES + ".Square"))
                .as("as Java code writes it")
                .isEqualTo(new Drawing(new Square()));
    }

    @Test
    void itIsWrittenWithItsClassAndReadBackEqual() {
        Drawing square = new Drawing(new Square(3, false));
        assertThat(Configs.toJson(square).path("area").path("type").asText()).isEqualTo(SHAPES + "$Square");
        assertThat(Configs.fromJson(Drawing.class, Configs.toText(square))).isEqualTo(square);
        assertThat(Configs.override(square, List.of("area.filled=true"))).isEqualTo(new Drawing(new Square(3, true)));
    }

    @Test
    void whatComesWithTheLibraryKeepsItsShortName() {
        assertThat(Configs.toJson(CIRCLE).path("area").path("type").asText()).isEqualTo("circle");
        assertThat(set("area.type=circle", "area.radius=5")).isEqualTo(new Drawing(new Circle(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.acme.Square | area.type is com.acme.Square, but there is no such class on the class path",
                SHAPES + ".Colour | which does not implement " + SHAPES + "$Area",
                SHAPES + ".Blob | which is not a record, whose components would be its keys",
                SHAPES + ".Secret | which is not public",
                "square | area.type must be one of circle, or the name of a class, but is square",
                "circel | Maybe 'circle' was meant",
            })
    void whatCannotStandThereIsNamed(String type, String message) {
        assertThatThrownBy(() -> set("area.type=" + type))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void keysAndValuesOfSomebodysRecordAreCheckedLikeAnyOthers() {
        assertThatThrownBy(() -> set("area.type=" + SHAPES + ".Square", "area.sied=3"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Maybe area.side was meant");
        assertThatThrownBy(() -> set("area.type=" + SHAPES + ".Square", "area.side=-3"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("area: side must be >= 0");
    }
}
