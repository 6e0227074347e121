package dev.jepa.models.ijepa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.data.Crops;
import dev.jepa.core.data.augment.Region;
import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.ijepa.IJepaConfig.TargetConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtherViewTest {
    private static final int GRID = 4;
    private static final int SIZE = 16;
    private static final Region WHOLE = new Region(0, 0, 32, 32, false);
    private static final Region MIRRORED = new Region(0, 0, 32, 32, true);
    private static final Region TOP_RIGHT = new Region(0, 16, 16, 16, false);

    @Test
    void theContextsOwnViewLiesOnItsGrid() {
        try (TensorScope scope = TensorScope.open()) {
            Region region = new Region(3, 5, 20, 13, true);
            OtherView same = view(region, region);

            float[] places = same.places(GRID).toFloatArray();

            for (int i = 0; i < GRID * GRID; i++) {
                assertThat(places[2 * i]).isEqualTo(i / GRID, within(1e-5f));
                assertThat(places[2 * i + 1]).isEqualTo(i % GRID, within(1e-5f));
            }
            assertThat(same.change().toFloatArray()).containsExactly(0, 0, 1);
        }
    }

    @Test
    void placesAreMeasuredInPatchesOfTheContextsView() {
        try (TensorScope scope = TensorScope.open()) {
            // The first patch of the top right quarter has its centre at pixel row 2, column 18 of 32.
            assertThat(firstPlace(view(TOP_RIGHT, WHOLE))).containsExactly(-0.25f, 1.75f);
            assertThat(firstPlace(view(TOP_RIGHT, MIRRORED))).containsExactly(-0.25f, 1.25f);
            // Of the whole it has its centre at pixel row 4, column 4, left of the quarter.
            assertThat(firstPlace(view(WHOLE, TOP_RIGHT))).containsExactly(0.5f, -3.5f);
            assertThat(firstPlace(view(MIRRORED, WHOLE))).containsExactly(0, 3);
        }
    }

    @Test
    void changeIsOfSizeAndDirection() {
        try (TensorScope scope = TensorScope.open()) {
            Region flat = new Region(0, 0, 8, 32, true);
            assertThat(view(flat, WHOLE).change().toFloatArray()).containsExactly(-2, 0, -1);
            assertThat(view(MIRRORED, flat).change().toFloatArray()).containsExactly(2, 0, 1);
        }
    }

    @Test
    void predictsTheSameViewAsABlockOfAllPatches() {
        try (TensorScope scope = TensorScope.open();
                IJepaPredictor one = new IJepaPredictor(config(TargetConfig.View.SAME), Init.of(1));
                IJepaPredictor two = new IJepaPredictor(config(TargetConfig.View.OTHER), Init.of(2))) {
            Map<String, Tensor> weights = new LinkedHashMap<>(one.stateDict());
            weights.put("predictor_view.weight", Tensors.zeros(12, 3));
            weights.put("predictor_view.bias", Tensors.zeros(12));
            two.loadStateDict(weights);
            Tensor context = Tensors.normal(Rng.of(3), 1, 5, 24);
            Tensor indices = Tensors.of(new long[] {0, 2, 3, 7, 9}, 1, 5);
            Tensor all = Tensors.arange(GRID * GRID).unsqueeze(0);

            Tensor other = two.forward(context, indices, view(WHOLE, WHOLE), Mode.EVAL);

            Tensor block = one.forward(context, indices, List.of(all), Mode.EVAL);
            assertThat(other.sub(block).abs().max().item()).isLessThan(1e-5);
            assertThatIllegalStateException()
                    .isThrownBy(() -> one.forward(context, indices, view(WHOLE, WHOLE), Mode.EVAL))
                    .withMessageContaining("Maybe target.view=other");
        }
    }

    @Test
    void theLossDependsOnWhereTheOtherViewLies() {
        try (TensorScope scope = TensorScope.open();
                IJepa model = new IJepa(config(TargetConfig.View.OTHER), Init.of(1))) {
            Tensor images = Tensors.normal(Rng.of(2), 2, 3, SIZE, SIZE);
            Tensor targets = Tensors.normal(Rng.of(3), 2, 3, SIZE, SIZE);
            Masks masks = new Masks(new long[][] {{0, 1, 5}, {2, 9, 15}}, new long[][][] {{{4}, {6}}});
            Crops whole = crops(WHOLE, WHOLE);

            double near = loss(model, images, new OtherView(targets, whole, whole), masks);
            double far = loss(model, images, new OtherView(targets, crops(TOP_RIGHT, WHOLE), whole), masks);

            assertThat(near).isPositive().isNotEqualTo(far);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.loss(images, masks, Mode.EVAL))
                    .withMessageContaining("predicts the other view");
        }
    }

    private static double loss(IJepa model, Tensor images, OtherView other, Masks masks) {
        return model.loss(images, other, masks, Mode.EVAL).total().item();
    }

    private static float[] firstPlace(OtherView view) {
        return view.places(GRID).slice(1, 0, 1).toFloatArray();
    }

    private static OtherView view(Region shown, Region context) {
        return new OtherView(Tensors.zeros(1, 3, SIZE, SIZE), crops(shown), crops(context));
    }

    private static Crops crops(Region... regions) {
        return Crops.of(List.of(regions), Device.CPU);
    }

    private static IJepaConfig config(TargetConfig.View view) {
        return new IJepaConfig(
                VisionTransformerConfig.of(SIZE, SIZE / GRID, 24, 2, 2),
                new IJepaConfig.PredictorConfig(12, 1, 2, IJepaConfig.PredictorConfig.Pass.JOINT),
                MaskConfig.unbiased(),
                new TargetConfig(1, TargetConfig.Scale.BATCH, true, view),
                IJepaConfig.Regularization.NONE);
    }
}
