package dev.jepa.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void textHasItsColumnsAligned() {
        Table table = Table.of("method", "top-1").row("mae", 41.25).row("a longer name", "–");
        assertThat(table.text().lines())
                .containsExactly("method         top-1", "mae            41.25", "a longer name  –");
    }

    @Test
    void aRowNeedsACellForEachColumn() {
        assertThatThrownBy(() -> Table.of("a", "b").row(1)).hasMessageContaining("2 columns but the row has 1");
    }
}
