package dev.jepa.core.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN = List.of("learningRate", "weightDecay", "batchSize", "momentum");

    @ParameterizedTest
    @CsvSource({
        "learningrate, learningRate",
        "leraningRate, learningRate",
        "batchsizes, batchSize",
        "weight_decay, weightDecay",
        "momentun, momentum"
    })
    void aMistypedNameFindsItsOriginal(String wrong, String meant) {
        assertThat(Nearest.find(wrong, KNOWN)).contains(meant);
        assertThat(Nearest.advice(wrong, KNOWN)).isEqualTo("\nMaybe '" + meant + "' was meant.");
    }

    @Test
    void anUnrelatedNameListsWhatIsKnown() {
        assertThat(Nearest.find("temperature", KNOWN)).isEmpty();
        assertThat(Nearest.advice("temperature", KNOWN))
                .isEqualTo("\nMaybe one of: learningRate, weightDecay, batchSize, momentum.");
    }

    @Test
    void aLongListIsCut() {
        List<String> many = IntStream.range(0, 30).mapToObj(i -> "name" + i).toList();
        assertThat(Nearest.advice("quite something else", many)).endsWith("name11 and 18 more.");
        assertThat(Nearest.advice("anything", Collections.emptyList())).isEmpty();
    }

    @Test
    void theNearerOfTwoWins() {
        assertThat(Nearest.find("stepz", List.of("stopx", "steps"))).contains("steps");
    }
}
