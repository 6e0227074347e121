package dev.jepa.examples.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
    private static final Status TRAINING = training();

    private static Status training() {
        Map<String, Double> terms = new LinkedHashMap<>();
        terms.put("loss", 0.12345);
        terms.put("invariance", 0.5);
        return new Status("Training", 500, 1000, "", terms, "812 states/s", "0:01:23 left");
    }

    @Test
    void atEightyColumnsNameBarStepsLossRateAndTimeLeftAreSeen() {
        assertThat(TRAINING.bar(77))
                .isEqualTo("Training  [#######.......]  500/1000  loss 0.1235  812 states/s  0:01:23 left")
                .hasSizeLessThanOrEqualTo(77);
        Status older = new Status("Training", 123456, 250000, "", TRAINING.terms(), "812 images/s", "11:01:23 left");
        assertThat(older.bar(77)).contains("123456/250000", "loss 0.1235", "11:01:23 left", "[");
    }

    @Test
    void whatIsLessImportantGoesFirst() {
        assertThat(TRAINING.bar(120)).contains("invariance 0.5000", "812 states/s");
        assertThat(TRAINING.bar(77)).contains("812 states/s").doesNotContain("invariance");
        assertThat(TRAINING.bar(60)).contains("[").doesNotContain("states/s");
        assertThat(TRAINING.bar(47)).isEqualTo("Training  500/1000  loss 0.1235  0:01:23 left");
        assertThat(TRAINING.bar(37)).isEqualTo("500/1000  loss 0.1235  0:01:23 left");
        assertThat(TRAINING.bar(25)).isEqualTo("500/1000  0:01:23 left");
        assertThat(TRAINING.bar(9)).isEqualTo("500/1000");
        assertThat(TRAINING.bar(4)).isEqualTo("500/");
        assertThat(TRAINING.bar(-3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 20, 37, 40, 47, 60, 77, 97, 100, 197})
    void neverWraps(int width) {
        Status named = new Status("A task with a long name", 3.5, 20, "episodes", Map.of(), "", "0:01:23 left");
        assertThat(TRAINING.bar(width)).hasSizeLessThanOrEqualTo(width);
        assertThat(named.bar(width)).hasSizeLessThanOrEqualTo(width);
    }

    @Test
    void theBarIsAsFullAsTheTaskIsDone() {
        assertThat(new Status("A", 0, 8, "", Map.of(), "", "").bar(77)).contains("[" + ".".repeat(30) + "]");
        assertThat(new Status("A", 2, 8, "", Map.of(), "", "").bar(77)).contains("[" + "#".repeat(7) + ".");
        assertThat(new Status("A", 8, 8, "", Map.of(), "", "").bar(77)).contains("[" + "#".repeat(30) + "]");
        assertThat(new Status("A", 0, 0, "", Map.of(), "", "").bar(77)).contains("0/0");
    }

    @Test
    void aLineHasAllOfIt() {
        assertThat(TRAINING.line())
                .isEqualTo("Training: 500/1000  loss 0.1235  invariance 0.5000  812 states/s  0:01:23 left");
        assertThat(new Status("Planning", 3.5, 20, "episodes", Map.of(), "", "").line())
                .isEqualTo("Planning: 3/20 episodes");
    }
}
