package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpochsTest {
    private static List<Integer> epoch(Epochs epochs, int number) {
        List<Integer> seen = new ArrayList<>();
        for (int s = 0; s < epochs.stepsPerEpoch(); s++) {
            for (int index : epochs.indices((long) number * epochs.stepsPerEpoch() + s)) {
                seen.add(index);
            }
        }
        return seen;
    }

    @Test
    void everyEpochShowsEveryImageOnceInAnotherOrder() {
        Epochs epochs = new Epochs(60, LoaderConfig.training(12, 3));
        Set<List<Integer>> orders = new HashSet<>();
        for (int e = 0; e < 20; e++) {
            List<Integer> order = epoch(epochs, e);
            assertThat(order).doesNotHaveDuplicates().hasSize(60);
            orders.add(order);
        }
        assertThat(orders).hasSize(20);
    }

    @Test
    void orderDependsOnTheSeedAndNothingElse() {
        Epochs first = new Epochs(60, LoaderConfig.training(12, 3));
        epoch(first, 9);
        assertThat(epoch(first, 2)).isEqualTo(epoch(new Epochs(60, LoaderConfig.training(12, 3)), 2));
        assertThat(epoch(first, 2)).isNotEqualTo(epoch(new Epochs(60, LoaderConfig.training(12, 4)), 2));
    }

    @Test
    void trainingDropsTheRestAndEvaluationKeepsIt() {
        assertThat(new Epochs(10, LoaderConfig.training(4, 0)).stepsPerEpoch()).isEqualTo(2);
        Epochs evaluation = new Epochs(10, LoaderConfig.evaluation(4));
        assertThat(evaluation.stepsPerEpoch()).isEqualTo(3);
        assertThat(evaluation.indices(2)).containsExactly(8, 9);
        assertThat(evaluation.indices(3)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void batchLargerThanTheDataIsAnError() {
        assertThatThrownBy(() -> new Epochs(10, LoaderConfig.training(11, 0)))
                .hasMessageContaining("11")
                .hasMessageContaining("10")
                .hasMessageContaining("Maybe lower the batch size");
    }
}
