package dev.jepa.losses;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.barlow.BarlowTwins;
import dev.jepa.losses.codingrate.CodingRate;
import dev.jepa.losses.collapse.CollapseReport;
import dev.jepa.losses.collapse.CovarianceSpectrum;
import dev.jepa.losses.collapse.Lidar;
import dev.jepa.losses.collapse.Spread;
import dev.jepa.losses.contrastive.Hinge;
import dev.jepa.losses.contrastive.InfoNce;
import dev.jepa.losses.contrastive.MoCo;
import dev.jepa.losses.contrastive.NtXent;
import dev.jepa.losses.contrastive.SquareSquare;
import dev.jepa.losses.contrastive.TripletMargin;
import dev.jepa.losses.energy.Distance;
import dev.jepa.losses.ica.IndependenceCriterion;
import dev.jepa.losses.ica.Whitening;
import dev.jepa.losses.siamese.Byol;
import dev.jepa.losses.siamese.Dino;
import dev.jepa.losses.siamese.SimSiam;
import dev.jepa.losses.sigreg.Bcs;
import dev.jepa.losses.sigreg.SigReg;
import dev.jepa.losses.temporal.TemporalSimilarity;
import dev.jepa.losses.uniformity.Uniformity;
import dev.jepa.losses.vicreg.VicReg;
import dev.jepa.losses.whitening.WMse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and measures refuse what is no batch of embeddings in a sentence of their own, with advice: never in the engine's. */
class WrongEmbeddingsTest {
    private static final Map<String, Consumer<Tensor>> OF_ONE = new LinkedHashMap<>();
    private static final Map<String, BiConsumer<Tensor, Tensor>> OF_TWO = new LinkedHashMap<>();

    static {
        OF_ONE.put("SIGReg", z -> SigReg.leJepa().loss(z, Rng.of(1)));
        OF_ONE.put("coding rate", z -> CodingRate.mcr2(.5).rate(z));
        OF_ONE.put("uniformity", z -> new Uniformity(2).loss(z));
        OF_ONE.put(
                "independence", z -> IndependenceCriterion.acrossComponents(2).loss(z, Rng.of(1)));
        OF_ONE.put("whitening", Whitening::of);
        OF_ONE.put("spread", Spread::of);
        OF_ONE.put("spectrum", CovarianceSpectrum::of);
        OF_ONE.put("W-MSE's whitening", z -> new WMse(4, .1).whiten(z));
        OF_TWO.put("VICReg", VicReg.official()::loss);
        OF_TWO.put("Barlow Twins", BarlowTwins.official()::loss);
        OF_TWO.put("BCS", (x, y) -> Bcs.ebJepa().loss(x, y, Rng.of(1)));
        OF_TWO.put("W-MSE", new WMse(4, .1)::loss);
        OF_TWO.put("SimSiam", (x, y) -> SimSiam.loss(x, y, x, y));
        OF_TWO.put("BYOL", (x, y) -> Byol.loss(x, y, x, y));
        OF_TWO.put("DINO", (x, y) -> Dino.official().loss(List.of(x, y), List.of(y), Tensors.zeros(3)));
        OF_TWO.put("InfoNCE", new InfoNce(.1)::loss);
        OF_TWO.put("NT-Xent", NtXent.simClr()::loss);
        OF_TWO.put("MoCo", (x, y) -> MoCo.official().loss(x, y, y));
        OF_TWO.put("triplet", (x, y) -> new TripletMargin(1).loss(x, y, y));
    }

    static Stream<String> losses() {
        return Stream.concat(OF_ONE.keySet().stream(), OF_TWO.keySet().stream());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void integersAxesAndEmptyBatches(String loss) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor good = Tensors.normal(Rng.of(1), 8, 3);
            for (Tensor wrong : List.of(
                    good.to(DType.INT64),
                    good.gt(0),
                    good.select(1, 0),
                    good.sum(),
                    good.slice(0, 0, 0),
                    good.slice(1, 0, 0),
                    good.unsqueeze(0).slice(0, 0, 0))) {
                refused(() -> call(loss, wrong, wrong));
            }
        }
    }

    static Stream<String> pairs() {
        return OF_TWO.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void pairsThatAreNone(String loss) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor good = Tensors.normal(Rng.of(1), 8, 3);
            for (Tensor other :
                    List.of(good.slice(0, 0, 4), good.slice(1, 0, 2), good.slice(0, 0, 1), good.to(DType.INT32))) {
                refused(() -> call(loss, good, other));
                refused(() -> call(loss, other, good));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("onOneBatch")
    void stacksOfBatchesWhereOneIsMeant(String loss) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor stack = Tensors.normal(Rng.of(1), 2, 8, 3);
            refused(() -> call(loss, stack, stack));
        }
    }

    /** All but those that are means over the batches of a stack. */
    static Stream<String> onOneBatch() {
        List<String> means = List.of("SIGReg", "VICReg", "BCS", "SimSiam", "BYOL", "triplet");
        return losses().filter(loss -> !means.contains(loss));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void measuresOfWhatIsNoNumber(Consumer<Tensor> measure) {
        try (TensorScope scope = TensorScope.open()) {
            refused(() -> measure.accept(Tensors.of(new float[] {1, 2, Float.NaN, 4, 5, 6, 7, 8}, 4, 2)));
            refused(() -> measure.accept(Tensors.of(new float[] {1, 2, Float.POSITIVE_INFINITY, 4, 5, 6, 7, 8}, 4, 2)));
        }
    }

    static Stream<Consumer<Tensor>> measures() {
        return Stream.of(Spread::of, CovarianceSpectrum::of, CollapseReport::of, Whitening::of, z -> Lidar.official()
                .of(z.reshape(2, 2, 2)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherThingsThatAreNoFloatingPointNumbers(Consumer<Tensor> loss) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor integers = Tensors.arange(24).reshape(2, 3, 4);
            refused(() -> loss.accept(integers));
        }
    }

    static Stream<Consumer<Tensor>> others() {
        return Stream.of(
                TemporalSimilarity::loss,
                z -> Distance.COSINE.energy(z, z),
                z -> Distance.SQUARED_EUCLIDEAN.energy(z, z),
                z -> new Hinge(1).loss(z.reshape(-1), z.reshape(-1)),
                z -> new SquareSquare(1).loss(z.reshape(-1), z.reshape(-1)),
                z -> Lidar.official().of(z));
    }

    private static void call(String loss, Tensor x, Tensor y) {
        if (OF_ONE.containsKey(loss)) {
            OF_ONE.get(loss).accept(x);
        } else {
            OF_TWO.get(loss).accept(x, y);
        }
    }

    private static void refused(Runnable call) {
        assertThatThrownBy(call::run)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Maybe");
    }
}
