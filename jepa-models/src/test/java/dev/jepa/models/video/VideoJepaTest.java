package dev.jepa.models.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.Optimizer;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.core.train.LossTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VideoJepaTest {
    private static final Init INIT = Init.of(3).on(TestDevice.get()).as(DType.FLOAT64);
    private static final Mode TRAINING = Mode.training(Rng.of(4));
    private static final VideoJepaConfig SMALL = new VideoJepaConfig(2, 2, 3, 2, 1, List.of(4, 5));

    private static Tensor random(long... shape) {
        return Tensors.normal(Rng.of(5), shape).to(TestDevice.get()).to(DType.FLOAT64);
    }

    @Test
    void gradientsOfTheUNetWhereSidesAreOdd() {
        try (TensorScope scope = TensorScope.open();
                ResUNet network = new ResUNet(2, 1, 2, INIT)) {
            Tensor x = Autograd.variable(random(3, 2, 9, 10));
            Map<String, Tensor> parameters = network.namedParameters();
            List<Tensor> leaves = new ArrayList<>(List.of(x));
            for (String name : List.of("conv1.weight", "bott.conv1.weight", "up3.weight", "up2.weight", "up1.bias")) {
                leaves.add(parameters.get(name));
            }
            FiniteDifference.checkLeaves(() -> network.forward(x, TRAINING), leaves);
        }
    }

    @Test
    void gradientsOfTheObjective() {
        try (TensorScope scope = TensorScope.open();
                VideoJepa model = VideoJepa.create(SMALL, INIT)) {
            Tensor video = Autograd.variable(random(2, 4, 2, 8, 8));
            Map<String, Tensor> parameters = model.namedParameters();
            List<Tensor> leaves = List.of(
                    video,
                    parameters.get("encoder.conv1.weight"),
                    parameters.get("encoder.layer3.bn2.weight"),
                    parameters.get("predictor.predictor.conv1.weight"),
                    parameters.get("predictor.predictor.head.bias"),
                    parameters.get("regularizer.proj.net.3.weight"));
            VideoObjective objective = new VideoObjective(2, 10, 100, 1);
            FiniteDifference.checkLeaves(
                    () -> objective.loss(model, video, TRAINING).total(), leaves);
        }
    }

    @Test
    void enoughParallelPassesAreTheAutoregressiveUnrolling() {
        for (int contextLength : new int[] {1, 2, 3}) {
            VideoJepaConfig config = new VideoJepaConfig(2, 2, 3, contextLength, 1, List.of(4, 5));
            try (TensorScope scope = TensorScope.open();
                    VideoJepa model = VideoJepa.create(config, INIT)) {
                int steps = 3;
                Tensor states = model.encodeSequence(random(2, contextLength + steps, 2, 8, 8), Mode.EVAL);
                List<Tensor> passes = model.predictor().unrollParallel(states, steps, Mode.EVAL);
                Tensor unrolled = model.predictor().unroll(states.slice(1, 0, contextLength), steps, Mode.EVAL);
                Tensor last = passes.get(steps - 1);
                assertThat(last.shape()).isEqualTo(unrolled.shape());
                assertThat(last.sub(unrolled).abs().max().item()).isLessThan(1e-12);
                assertThat(passes.get(0).sub(unrolled).abs().max().item())
                        .as("a first pass sees true maps that unrolling does not")
                        .isGreaterThan(1e-6);
            }
        }
    }

    @Test
    void unrollingLooksAtTheLastMaps() {
        try (TensorScope scope = TensorScope.open();
                VideoJepa model = VideoJepa.create(SMALL, INIT)) {
            Tensor states = random(2, 5, 3, 8, 8);
            Tensor fromAll = model.predictor().unroll(states, 2, Mode.EVAL);
            Tensor fromLast = model.predictor().unroll(states.slice(1, 3, 5), 2, Mode.EVAL);
            assertThat(fromAll.sub(fromLast).abs().max().item()).isZero();
        }
    }

    /** Frames are their own maps. */
    private static final class Pixels extends Module implements FrameEncoder {
        @Override
        public Tensor encode(Tensor frames, Mode mode) {
            return frames;
        }

        @Override
        public int dim() {
            return 2;
        }
    }

    /** Nothing ever moves. */
    private static final class Persistence extends VideoPredictor {
        @Override
        public int contextLength() {
            return 1;
        }

        @Override
        public Tensor step(Tensor context, Mode mode) {
            return context.select(1, 0);
        }
    }

    @Test
    void stillVideosArePredictedByPersistenceAndConstantOnesHaveNoVariance() {
        try (TensorScope scope = TensorScope.open();
                VideoJepa model =
                        new VideoJepa(new Pixels(), new Persistence(), Projector.vicReg(List.of(2, 4, 4), INIT))) {
            VideoObjective objective = new VideoObjective(3, 10, 100, 1);
            Tensor still = random(2, 1, 2, 4, 4).expand(2, 4, 2, 4, 4);
            Map<String, Tensor> ofStill =
                    objective.loss(model, still, Mode.EVAL).named();
            assertThat(ofStill.get("prediction").item()).isZero();
            assertThat(ofStill.get("covariance").item()).isPositive();
            Tensor moving = random(2, 4, 2, 4, 4);
            Map<String, Tensor> ofMoving =
                    objective.loss(model, moving, Mode.EVAL).named();
            assertThat(ofMoving.get("prediction").item()).isPositive();
            Tensor constant = random(1, 1, 2, 1, 1).expand(2, 4, 2, 4, 4);
            LossTerms collapsed = objective.loss(model, constant, Mode.EVAL);
            assertThat(collapsed.named().get("variance").item()).isCloseTo(1 - Math.sqrt(1e-4), within(1e-12));
            assertThat(collapsed.total().item()).isCloseTo(10 * (1 - Math.sqrt(1e-4)), within(1e-10));
        }
    }

    @Test
    void trainingOnOneBatchLowersTheLoss() {
        try (TensorScope scope = TensorScope.open();
                VideoJepa model = VideoJepa.create(SMALL, INIT);
                Optimizer optimizer = new AdamW(model.namedParameters(), ParameterRule.allAlike())) {
            VideoObjective objective = new VideoObjective(2, 10, 100, 1);
            Tensor video = random(2, 4, 2, 8, 8);
            List<Double> losses = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                try (TensorScope inner = TensorScope.open()) {
                    Tensor total = Autograd.record(
                            () -> objective.loss(model, video, TRAINING).total());
                    optimizer.step(Autograd.gradients(total, optimizer.parameters()), 1e-2, 0);
                    losses.add(total.item());
                }
            }
            assertThat(losses.get(59)).isLessThan(losses.get(0) / 2);
        }
    }

    @Test
    void errorsSayWhatIsWrong() {
        try (TensorScope scope = TensorScope.open();
                VideoJepa model = VideoJepa.create(SMALL, INIT)) {
            VideoPredictor predictor = model.predictor();
            assertThatThrownBy(() -> predictor.unrollParallel(random(1, 2, 3, 8, 8), 1, Mode.EVAL))
                    .hasMessageContaining("T >= 3 but were [1, 2, 3, 8, 8]");
            assertThatThrownBy(() -> predictor.unroll(random(1, 2, 5, 8, 8), 1, Mode.EVAL))
                    .hasMessageContaining("The context must be [B, 2, 3, H, W] but was [1, 2, 5, 8, 8]");
            assertThatThrownBy(() -> model.encodeSequence(random(1, 2, 3, 8, 8), Mode.EVAL))
                    .hasMessageContaining("Frames must be [B, 2, H, W]");
            assertThatThrownBy(() -> predictor.unroll(random(1, 2, 3, 8, 8), 0, Mode.EVAL))
                    .hasMessageContaining(">= 1 steps");
        }
    }
}
