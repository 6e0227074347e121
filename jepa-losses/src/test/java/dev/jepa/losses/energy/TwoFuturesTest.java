package dev.jepa.losses.energy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.model.LatentVariable;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.CollapseMonitor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A future with two values: x = (a, b) is followed by y = (a, s), with s = -1 or 1 by the toss of a coin. Everything is linear.
 *
 * <p>The four terms of JEPA training make a model that knows both futures; without any one of them something collapses.
 */
class TwoFuturesTest {
    private static final int STEPS = 300;
    private static final int BATCH = 64;
    private static final InformationTerm INFORMATIVE = InformationTerm.varianceCovariance(5, 5);
    private static final LatentVariable COIN = DiscreteLatent.of(2);

    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void withoutALatentVariableThePredictionIsTheMeanOfTheFutures() {
        try (World world = train(DiscreteLatent.of(1), INFORMATIVE, INFORMATIVE)) {
            Tensor predicted = world.predict(x(9), Tensors.ones(BATCH, 1));
            Tensor mean = world.target(x(9), 1).add(world.target(x(9), -1)).mul(0.5);
            Tensor half = world.target(x(9), 1).sub(world.target(x(9), -1)).mul(0.5);
            double error = distance(predicted, mean);
            assertThat(error).isLessThan(0.1 * half.square().sum(1).mean().item());
            assertThat(rank(world.target(x(9), 1), world.target(x(9), -1))).isEqualTo(2);
        }
    }

    @Test
    void aLatentVariablePicksEachFuture() {
        try (World world = train(COIN, INFORMATIVE, INFORMATIVE)) {
            LatentVariable.Inferred heads = COIN.infer(world.energy(), world.context(x(9)), world.target(x(9), 1));
            LatentVariable.Inferred tails = COIN.infer(world.energy(), world.context(x(9)), world.target(x(9), -1));
            Tensor half = world.target(x(9), 1).sub(world.target(x(9), -1)).mul(0.5);
            double apart = half.square().sum(1).mean().item();
            assertThat(heads.freeEnergy().mean().item()).isLessThan(0.05 * apart);
            assertThat(tails.freeEnergy().mean().item()).isLessThan(0.05 * apart);
            assertThat(heads.latentVariable().mul(tails.latentVariable()).sum().item())
                    .as("pairs whose two futures have the same z")
                    .isZero();
            assertThat(world.gap(COIN))
                    .as("energy of what cannot be the future")
                    .isGreaterThan(10 * 0.05 * apart);
            assertThat(rank(world.target(x(9), 1), world.target(x(9), -1))).isEqualTo(2);
            assertThat(rank(world.context(x(9)), world.context(x(8)))).isEqualTo(2);
        }
    }

    @Test
    void withoutInformationInTheTargetItIsAPoint() {
        try (World world = train(COIN, INFORMATIVE, InformationTerm.none())) {
            assertThat(world.target(x(9), 1).std(1, 0).max().item()).isLessThan(0.1);
            assertThat(world.gap(COIN)).as("energy gap").isLessThan(0.05);
        }
    }

    @Test
    void withVarianceButNoCovarianceTheTargetIsALine() {
        InformationTerm variance = InformationTerm.varianceCovariance(5, 0);
        try (World world = train(DiscreteLatent.of(1), INFORMATIVE, variance)) {
            assertThat(rank(world.target(x(9), 1), world.target(x(9), -1))).isEqualTo(1);
            assertThat(distance(world.target(x(9), 1), world.target(x(9), -1)))
                    .as("what s_y knows of the coin")
                    .isLessThan(0.05);
        }
    }

    @Test
    void withoutInformationInTheContextItForgetsWhatThePredictionDoesNotNeed() {
        try (World world = train(COIN, InformationTerm.none(), INFORMATIVE)) {
            Tensor context = world.context(x(9));
            assertThat(rank(context, context)).isEqualTo(1);
        }
    }

    @Test
    void withAnUnlimitedLatentVariableEveryFutureIsPossible() {
        LatentVariable unlimited = new GradientLatent(2, LatentRegularizer.none(), 20, 1);
        try (World world = train(unlimited, INFORMATIVE, INFORMATIVE)) {
            assertThat(world.gap(unlimited)).as("energy gap").isLessThan(0.05);
        }
    }

    private static World train(LatentVariable z, InformationTerm context, InformationTerm target) {
        World world = new World(z.dim());
        JepaObjective objective = new JepaObjective(world.energy(), z, context, target);
        try (AdamW optimizer = new AdamW(world.namedParameters(), ParameterRule.noDecayForBiasesAndNorms())) {
            for (int step = 0; step < STEPS; step++) {
                try (TensorScope ignored = TensorScope.open()) {
                    Tensor x = x(100 + step);
                    Tensor s = Tensors.bernoulli(Rng.of(step).at("coin"), 0.5, BATCH, 1)
                            .mul(2.0)
                            .sub(1.0);
                    Tensor y = Tensors.concat(List.of(x.slice(1, 0, 1), s), 1);
                    Tensor loss = Autograd.record(() -> objective
                            .loss(world.context(x), world.target.forward(y))
                            .total());
                    optimizer.step(Autograd.gradientsOrZero(loss, optimizer.parameters()), 0.03, 0.3);
                }
            }
        }
        return world;
    }

    private static Tensor x(long seed) {
        return Tensors.normal(Rng.of(seed).at("x"), BATCH, 2);
    }

    private static double distance(Tensor x, Tensor y) {
        return x.sub(y).square().sum(1).mean().item();
    }

    private static long rank(Tensor some, Tensor others) {
        return CollapseMonitor.inspect(Tensors.concat(List.of(some, others), 0)).majorDimensions();
    }

    /** Encoders of x and y and a predictor conditioned on z, all linear. */
    private static final class World extends Module {
        private final Linear context = child("context", new Linear(2, 2, Init.of(1)));
        private final Linear target = child("target", new Linear(2, 2, Init.of(2)));
        private final Linear predictor;

        World(int latentDim) {
            predictor = child("predictor", new Linear(2 + latentDim, 2, Init.of(3)));
        }

        Tensor context(Tensor x) {
            return context.forward(x);
        }

        /** s_y of the future s. */
        Tensor target(Tensor x, double s) {
            Tensor future = Tensors.ones(x.size(0), 1).mul(s);
            return target.forward(Tensors.concat(List.of(x.slice(1, 0, 1), future), 1));
        }

        Tensor predict(Tensor x, Tensor z) {
            return forward(context(x), z);
        }

        private Tensor forward(Tensor sx, Tensor z) {
            return predictor.forward(Tensors.concat(List.of(sx, z), 1));
        }

        PredictiveEnergy energy() {
            return new PredictiveEnergy((sx, z, mode) -> forward(sx, z), Distance.SQUARED_EUCLIDEAN, Mode.EVAL);
        }

        /** How much higher the free energy of another example's future is. */
        double gap(LatentVariable z) {
            Tensor sx = context(x(9));
            Tensor own = z.infer(energy(), sx, target(x(9), 1)).freeEnergy();
            Tensor other = z.infer(energy(), sx, target(x(9).roll(1, 0), 1)).freeEnergy();
            return other.mean().item() - own.mean().item();
        }
    }
}
