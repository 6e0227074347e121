package dev.jepa.planning.agent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.env.TrueModel;
import dev.jepa.planning.env.control.Pendulum;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the learning parts of an agent say to fits that are none. */
class WrongFitsTest {
    @ParameterizedTest
    @CsvSource({"0, 4, 0.1", "-1, 4, 0.1", "3, 0, 0.1", "3, -1, 0.1", "3, 4, 0", "3, 4, NaN", "3, 4, Infinity"})
    void stepsSamplesAndRatesArePositive(int steps, int batch, double rate) {
        ShortTermMemory memory = new ShortTermMemory(5);
        Imagination imagination =
                new Imagination(new TrueModel(new Pendulum().dynamics()), goal -> (s, a) -> s.sum(1, 2), 3);
        try (TensorScope ignored = TensorScope.open();
                Actor actor = new Actor(2, 4, ActionBounds.symmetric(1, 1), Init.of(1));
                Critic critic = new Critic(2, 4, 0.9, Init.of(1))) {
            Tensor state = Tensors.zeros(1, 2);
            memory.add(state, state, Tensors.zeros(1, 1), 0, state);
            String message = "steps and batch must be >= 1 and learningRate > 0 and finite but they were " + steps;
            refused(() -> actor.imitate(memory, steps, batch, rate, Rng.of(1)), message);
            refused(() -> critic.train(memory, steps, batch, rate, Rng.of(1)), message);
            refused(() -> imagination.improve(actor, state, steps, batch, rate, Rng.of(1)), message);
            refused(() -> imagination.improve(actor, Tensors.zeros(0, 2), 3, 4, 0.1, Rng.of(1)), "N >= 1");
        }
    }

    @Test
    void samplesOfAMemoryAreNotEmpty() {
        ShortTermMemory memory = new ShortTermMemory(5);
        try (TensorScope ignored = TensorScope.open()) {
            memory.add(Tensors.zeros(2), Tensors.zeros(2), Tensors.zeros(1), 0, Tensors.zeros(2));
            refused(() -> memory.sample(Rng.of(1), 0), "one step or more but was to have 0");
            refused(() -> memory.sample(Rng.of(1), -1), "one step or more but was to have -1");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void errorsOfPredictionsAreNumbers(double error) {
        refused(() -> new Surprise(2, 0.9, 0).observe(error), "must be >= 0 and finite but was " + error);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
