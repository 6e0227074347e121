package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsSinkTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void allReceiveEverythingInOrder() {
        try (MetricsSink sink = MetricsSink.all(List.of(recorder("a", false), recorder("b", false)))) {
            sink.scalars(1, Map.of("loss", 2.0));
        }
        assertThat(calls).containsExactly("a 1 {loss=2.0}", "b 1 {loss=2.0}", "a closed", "b closed");
    }

    @Test
    void eachIsClosedThoughOneFails() {
        MetricsSink sink = MetricsSink.all(List.of(recorder("a", true), recorder("b", true), recorder("c", false)));
        assertThatThrownBy(sink::close)
                .hasMessage("a fails")
                .hasSuppressedException(new IllegalStateException("b fails"));
        assertThat(calls).containsExactly("a closed", "b closed", "c closed");
    }

    private MetricsSink recorder(String name, boolean fails) {
        return new MetricsSink() {
            @Override
            public void scalars(long step, Map<String, Double> values) {
                calls.add(name + " " + step + " " + values);
            }

            @Override
            public void close() {
                calls.add(name + " closed");
                if (fails) {
                    throw new IllegalStateException(name + " fails");
                }
            }
        };
    }
}
