package dev.jepa.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {
    @Test
    void jsonKeepsTheOrderAndHasNoWordForNaN() {
        Summary summary = new Summary()
                .put("recipe", "tiny")
                .put("loss", Double.NaN)
                .put("accuracy", 0.5)
                .put("per_class", Map.of("cat", List.of(1.0, Double.POSITIVE_INFINITY)));

        assertThat(summary.toJson().replaceAll("\\s+", ""))
                .isEqualTo("{\"recipe\":\"tiny\",\"loss\":null,\"accuracy\":0.5,\"per_class\":{\"cat\":[1.0,null]}}");
    }

    @Test
    void aKeyThatIsNotSnakeCaseIsRefused() {
        assertThatThrownBy(() -> new Summary().put("linearTop1", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("linearTop1");
    }

    @Test
    void aNumberMayBeReadAsATextOfItsOwn() {
        Summary summary = new Summary().putAll(new Summary().put("success_end", 1.0, "20 of 20"));
        assertThat(summary.figures()).containsEntry("success_end", 1.0);
        assertThat(summary.toJson()).contains("\"success_end\" : 1.0");
        assertThat(summary.text("success_end")).isEqualTo("20 of 20");
        StringWriter printed = new StringWriter();
        summary.print(new PrintWriter(printed));
        assertThat(printed.toString().strip()).isEqualTo("success_end  20 of 20");
        assertThat(new Report("title", "subtitle").figures(summary).toHtml()).contains("<dd>20 of 20</dd>");
        assertThat(summary.put("success_end", 0.5).text("success_end")).isEqualTo("0.5");
    }

    @Test
    void printsAlignedLines() {
        StringWriter text = new StringWriter();
        new Summary().put("a", 1).put("longer", 0.25).print(new PrintWriter(text));
        assertThat(text.toString().lines()).containsExactly("a       1", "longer  0.25");
    }

    @ParameterizedTest
    @CsvSource({
        "0.6123, 0.6123",
        "1782.25, 1782.3",
        "0.123456789, 0.12346",
        "3, 3",
        "123456.7, 123457",
        "-0.5, -0.5",
        "0.00001234, 1.234e-05",
        "0, 0",
        "NaN, NaN",
    })
    void showsFiveDigits(double number, String shown) {
        assertThat(Summary.shown(number)).isEqualTo(shown);
    }
}
