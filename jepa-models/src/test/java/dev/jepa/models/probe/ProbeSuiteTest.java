package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeSuiteTest {
    @Test
    void featuresThatKnowTheClassesBeatThoseThatDoNotInEveryColumn() {
        ProbeSuite suite = new ProbeSuite(5, 0.07, List.of(new FewLabels(0.25, 2)), Rng.of(1));
        List<String> columns = new ArrayList<>();
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 200, 6, 4, 2);
            LabeledFeatures test = ToyFeatures.clusters(2, 100, 6, 4, 2);
            ProbeReport report = new ProbeReport(List.of(
                    suite.run("trained", train, test, columns::add),
                    suite.run("untrained", noise(train, 3), noise(test, 4), columns::add)));
            for (String column : List.of(ProbeSuite.LINEAR, ProbeSuite.STANDARDISED, ProbeSuite.KNN, "25 %")) {
                assertThat(report.score("trained", column).value())
                        .as(column)
                        .isGreaterThan(report.score("untrained", column).value() + 0.4);
            }
            assertThat(columns)
                    .hasSize(8)
                    .startsWith(ProbeSuite.LINEAR, ProbeSuite.STANDARDISED, ProbeSuite.KNN, "25 %");
            assertThat(suite.linear("alone", train, test).scores())
                    .containsExactly(Map.entry(ProbeSuite.LINEAR, report.score("trained", ProbeSuite.LINEAR)));
            assertThatThrownBy(() -> report.score("trained", "1 %"))
                    .hasMessageContaining("'1 %'")
                    .hasMessageContaining("25 %");
        }
    }

    private static LabeledFeatures noise(LabeledFeatures like, long seed) {
        Tensor x = Tensors.normal(Rng.of(seed), like.rows(), like.dimension());
        return new LabeledFeatures(x, like.labels(), like.classes());
    }

    @Test
    void aTableIsAlignedAndLeavesGapsForMissingColumns() {
        ProbeReport report = new ProbeReport(List.of(
                new ProbeReport.Row(
                        "last layer",
                        192,
                        Map.of("linear", new Accuracy(8, 10)),
                        List.of("linear stopped unconverged")),
                new ProbeReport.Row(
                        "raw pixels", 3072, Map.of("1 %", new RepeatedAccuracy(List.of(0.25))), List.of())));
        assertThat(report.text()).isEqualTo("""
                        features    D     linear             1 %
                        last layer  192   80.0 [49.0, 94.3]  -
                        raw pixels  3072  -                  25.0 ± 0.0
                        last layer: linear stopped unconverged
                        """);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theMapHoldsPlainNumbers() {
        ProbeReport.Row row =
                new ProbeReport.Row("last layer", 192, Map.of("linear", new Accuracy(8, 10)), List.of("a note"));
        Map<String, Object> line =
                (Map<String, Object>) new ProbeReport(List.of(row)).toMap().get("last layer");
        assertThat(line).containsEntry("dimension", 192).containsEntry("notes", List.of("a note"));
        assertThat((Map<String, Object>) line.get("linear"))
                .containsEntry("top1", 0.8)
                .containsEntry("correct", 8L)
                .containsKeys("low", "high", "total");
    }
}
