package dev.jepa.losses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.barlow.BarlowTwins;
import dev.jepa.losses.codingrate.CodingRate;
import dev.jepa.losses.codingrate.RateReduction;
import dev.jepa.losses.contrastive.Hinge;
import dev.jepa.losses.contrastive.InfoNce;
import dev.jepa.losses.contrastive.MoCo;
import dev.jepa.losses.contrastive.NtXent;
import dev.jepa.losses.contrastive.SquareSquare;
import dev.jepa.losses.contrastive.TripletMargin;
import dev.jepa.losses.siamese.Byol;
import dev.jepa.losses.siamese.Dino;
import dev.jepa.losses.siamese.SimSiam;
import dev.jepa.losses.sigreg.Bcs;
import dev.jepa.losses.sigreg.LeJepa;
import dev.jepa.losses.temporal.SequenceRegularizer;
import dev.jepa.losses.uniformity.Uniformity;
import dev.jepa.losses.vicreg.VicReg;
import dev.jepa.losses.vicregl.LocalView;
import dev.jepa.losses.vicregl.VicRegL;
import dev.jepa.losses.whitening.WMse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every loss on embeddings that training meets when it goes wrong, in float32: the answer is a number (infinity where float32
 * overflows) with gradients that are numbers, or an error with advice; never NaN.
 */
class ExtremeInputsTest {
    private static final int FEATURES = 6;

    private static final Map<String, BinaryOperator<Tensor>> LOSSES = new LinkedHashMap<>();
    private static final Map<String, Tensors2> INPUTS = new LinkedHashMap<>();

    /** Makes one of the two embeddings. */
    private interface Tensors2 {
        Tensor make(long seed);
    }

    static {
        LOSSES.put("VICReg official", (x, y) -> VicReg.official().loss(x, y).total());
        LOSSES.put("VICReg solo-learn", (x, y) -> VicReg.soloLearn().loss(x, y).total());
        LOSSES.put("VICReg eb_jepa", (x, y) -> VicReg.ebJepa().loss(x, y).total());
        LOSSES.put("Barlow Twins", (x, y) -> BarlowTwins.official().loss(x, y).total());
        LOSSES.put(
                "VICRegL",
                (x, y) -> VicRegL.official().loss(List.of(local(x), local(y))).total());
        LOSSES.put("LeJEPA", (x, y) -> LeJepa.official()
                .loss(Tensors.stack(List.of(x, y), 0), Rng.of(1))
                .total());
        LOSSES.put("BCS", (x, y) -> Bcs.ebJepa().loss(x, y, Rng.of(1)).total());
        LOSSES.put("sequence regulariser", (x, y) -> SequenceRegularizer.ebJepa()
                .loss(Tensors.stack(List.of(x, y), 1), y.slice(1, 0, 2).unsqueeze(1), (a, b) -> b.sub(a)
                        .slice(2, 0, 2))
                .total());
        LOSSES.put("coding rate", (x, y) -> CodingRate.mcr2(0.5).rate(Tensors.concat(List.of(x, y), 0)));
        LOSSES.put("rate reduction", (x, y) -> RateReduction.official()
                .loss(
                        Tensors.concat(List.of(x, y), 0),
                        Tensors.arange(2 * x.size(0)).remainder(2),
                        2)
                .total());
        LOSSES.put("W-MSE", (x, y) -> WMse.official(16).loss(x, y).total());
        LOSSES.put(
                "W-MSE with shrinkage", (x, y) -> new WMse(16, 0.01).loss(x, y).total());
        LOSSES.put("uniformity", (x, y) -> new Uniformity(2).loss(Tensors.concat(List.of(x, y), 0)));
        LOSSES.put("SimSiam", (x, y) -> SimSiam.loss(x, y, y, x).total());
        LOSSES.put("BYOL", (x, y) -> Byol.loss(x, y, y, x).total());
        LOSSES.put("DINO", (x, y) -> Dino.official()
                .loss(List.of(x, y), List.of(y, x), Tensors.zeros(FEATURES))
                .total());
        LOSSES.put("InfoNCE", (x, y) -> new InfoNce(0.1).loss(x, y).total());
        LOSSES.put("NT-Xent", (x, y) -> NtXent.simClr().loss(x, y).total());
        LOSSES.put(
                "MoCo",
                (x, y) -> MoCo.official().loss(x, y, y).total().add(y.sum().mul(0.0)));
        LOSSES.put("triplet", (x, y) -> new TripletMargin(1).loss(x, y, y.neg()).total());
        LOSSES.put("hinge", (x, y) -> new Hinge(1).loss(x.sum(1), y.sum(1)).total());
        LOSSES.put(
                "square-square",
                (x, y) -> new SquareSquare(1).loss(x.sum(1), y.sum(1)).total());

        INPUTS.put("collapsed to zero", seed -> Tensors.zeros(16, FEATURES));
        INPUTS.put("constant", seed -> Tensors.ones(16, FEATURES).mul(3.0));
        INPUTS.put("one line", seed -> Tensors.normal(Rng.of(seed), 16, 1).expand(16, FEATURES));
        INPUTS.put("huge", seed -> Tensors.normal(Rng.of(seed), 16, FEATURES).mul(1e12));
        INPUTS.put("tiny", seed -> Tensors.normal(Rng.of(seed), 16, FEATURES).mul(1e-12));
        INPUTS.put("one example", seed -> Tensors.normal(Rng.of(seed), 1, FEATURES));
        INPUTS.put("no examples", seed -> Tensors.zeros(0, FEATURES));
    }

    private static LocalView local(Tensor x) {
        Tensor map = x.unsqueeze(1).expand(x.size(0), 4, FEATURES);
        return new LocalView(x, map, Tensors.normal(Rng.of(3), x.size(0), 4, 2));
    }

    static Stream<Arguments> cases() {
        return LOSSES.keySet().stream()
                .flatMap(loss -> INPUTS.keySet().stream().map(input -> Arguments.of(loss, input)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("cases")
    void neverNaN(String loss, String input) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(INPUTS.get(input).make(1));
            Tensor y = Autograd.variable(INPUTS.get(input).make(2));
            Tensor total;
            try {
                total = Autograd.record(() -> LOSSES.get(loss).apply(x, y));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("Maybe");
                return;
            }
            assertThat(total.item()).isNotNaN();
            for (Tensor gradient : Autograd.gradientsOrZero(total, List.of(x, y))) {
                assertThat(gradient.isNaN().any().item())
                        .as("NaN in a gradient")
                        .isZero();
            }
        }
    }
}
