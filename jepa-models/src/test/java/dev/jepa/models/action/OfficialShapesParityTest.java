package dev.jepa.models.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.testing.Fixtures;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names, shapes and parameter counts of facebookresearch/eb_jepa's action-conditioned example at its own size. */
class OfficialShapesParityTest {
    @Test
    void namesShapesAndCountsAreTheirs() {
        Fixtures fixtures = Fixtures.load("acjepa/official_shapes");
        int channels = (int) fixtures.longs("shape.encoder.stack_blocks.0.initial_conv.weight")[1];
        try (ActionJepa model = FixtureModel.create(fixtures, channels, 65, DType.FLOAT32)) {
            Map<String, Tensor> state = model.stateDict();
            int compared = 0;
            for (String name : fixtures.names()) {
                if (name.startsWith("shape.")) {
                    Tensor own = state.get(FixtureModel.ourName(name.substring("shape.".length())));
                    assertThat(own).as(name).isNotNull();
                    assertThat(own.shape().toArray()).as(name).containsExactly(fixtures.longs(name));
                    compared++;
                }
            }
            assertThat(compared).isEqualTo(state.size());
            assertThat(model.predictor().parameterCount()).isEqualTo(fixtures.longs("count.predictor")[0]);
            assertThat(model.parameterCount()).isEqualTo(fixtures.longs("count.total_unique")[0]);
        }
    }
}
