package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SubsetTest {
    private final ImageDataset whole = TestData.random(200, 2, 2);

    @Test
    void subsetRenumbers() {
        ImageDataset part = whole.subset(17, 3);
        assertThat(part.size()).isEqualTo(2);
        assertThat(part.image(0)).isEqualTo(whole.image(17));
        assertThat(part.label(1)).isEqualTo(3);
        assertThat(part.describe(1)).isEqualTo("image-3.png");
        assertThat(part.provenance().fingerprint())
                .isNotEqualTo(whole.subset(17, 4).provenance().fingerprint());
    }

    @Test
    void fractionTakesTheSameShareOfEveryClass() {
        ImageDataset tenth = whole.fraction(0.1, 5);
        int[] perClass = new int[10];
        for (int i = 0; i < tenth.size(); i++) {
            perClass[tenth.label(i)]++;
        }
        assertThat(perClass).containsOnly(2);
        assertThat(tenth.provenance()).isEqualTo(whole.fraction(0.1, 5).provenance());
        assertThat(tenth.provenance()).isNotEqualTo(whole.fraction(0.1, 6).provenance());
        assertThat(whole.fraction(0.001, 5).size()).isEqualTo(10);
    }

    @Test
    void indexOutsideIsAnError() {
        assertThatThrownBy(() -> whole.subset(200)).hasMessageContaining("200");
        assertThatThrownBy(() -> whole.fraction(0, 1)).hasMessageContaining("fraction");
    }
}
