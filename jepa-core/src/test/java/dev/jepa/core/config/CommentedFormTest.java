package dev.jepa.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommentedFormTest {
    enum Kind {
        PLAIN,
        VERY_FANCY
    }

    sealed interface Shape {
        record Ball(double radius) implements Shape {}

        record Box(int width, Kind kind) implements Shape {}

        record Nothing() implements Shape {}
    }

    @OpenChoice(Known.class)
    interface Open {}

    sealed interface Known extends Open {
        record First() implements Known {}

        record Second(int width) implements Known {}
    }

    record Around(Open open) {}

    record Part(List<Integer> widths, Optional<Double> rate, Optional<Shape> other) {}

    record Whole(long steps, boolean fast, String name, Kind kind, Shape shape, Part part) {}

    private static final Whole WHOLE = new Whole(
            7,
            true,
            "a \"b\" // c",
            Kind.VERY_FANCY,
            new Shape.Ball(0.5),
            new Part(List.of(1, 2), Optional.empty(), Optional.of(new Shape.Nothing())));

    @Test
    void saysWhatEachKeyAllows() {
        assertThat(Configs.toCommentedText(WHOLE)).isEqualTo("""
                        {
                          "steps" : 7, // an integer
                          "fast" : true, // true or false
                          "name" : "a \\"b\\" // c", // a text
                          "kind" : "very-fancy", // one of plain, very-fancy
                          "shape" : {
                            // or "box" with width: an integer; kind: one of plain, very-fancy
                            // or "nothing"
                            "type" : "ball",
                            "radius" : 0.5 // a number
                          },
                          "part" : {
                            "widths" : [1, 2], // a list, each an integer
                            "rate" : null, // null or a number
                            "other" : {
                              // or "ball" with radius: a number
                              // or "box" with width: an integer; kind: one of plain, very-fancy
                              "type" : "nothing"
                            }
                          }
                        }
                        """);
    }

    @Test
    void anOpenChoiceMayBeAClassOfOnesOwn() {
        assertThat(Configs.toCommentedText(new Around(new Known.First())))
                .contains("// or \"second\" with width: an integer\n    // or the name of a class of your own\n");
    }

    @Test
    void isReadAsItIs() {
        assertThat(Configs.fromJson(Whole.class, Configs.toCommentedText(WHOLE)))
                .isEqualTo(WHOLE);
    }
}
