package dev.jepa.planning.mpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.planning.env.RandomPolicy;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.env.tworooms.TwoRoomsOracle;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final long[] SEEDS = LongStream.range(0, 20).toArray();

    @Test
    void theOracleStaysAtTheGoal() {
        Evaluation oracle = Evaluation.run(new TwoRooms(TwoRoomsConfig.standard()), new TwoRoomsOracle(), SEEDS);
        assertThat(oracle.successAtEnd().value()).isEqualTo(1);
        assertThat(oracle.meanFinalDistance()).isLessThan(1e-9);
    }

    @Test
    void everIsNeverLessThanAtTheEnd() {
        Evaluation random = Evaluation.run(new TwoRooms(TwoRoomsConfig.standard()), new RandomPolicy(1), SEEDS);
        assertThat(random.successEver().successes())
                .isGreaterThanOrEqualTo(random.successAtEnd().successes());
        assertThat(random.episodes()).allMatch(episode -> episode.leastDistance() <= episode.finalDistance());
    }

    @Test
    void theIntervalIsWilsons() {
        SuccessRate rate = new SuccessRate(19, 20);
        assertThat(rate.low()).isCloseTo(0.7639, within(1e-4));
        assertThat(rate.high()).isCloseTo(0.9911, within(1e-4));
        assertThat(rate).hasToString("95.0 % [76.4, 99.1]");
    }

    @Test
    void noEpisodesAreNoEvaluation() {
        TwoRooms world = new TwoRooms(TwoRoomsConfig.standard());
        assertThatThrownBy(() -> Evaluation.run(world, new TwoRoomsOracle(), new long[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one seed or more")
                .hasMessageContaining("got 0 seeds");
        assertThatThrownBy(() -> new Evaluation(List.of())).hasMessageContaining("one episode or more");
    }
}
