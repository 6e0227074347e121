package dev.jepa.core.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No layer is made of no or of fewer than no channels. */
class LayerSizesTest {
    private static final Init INIT = Init.of(1);
    private static final Map<String, IntConsumer> LAYERS = new LinkedHashMap<>();

    static {
        Window window = Window.DEFAULT;
        LAYERS.put("linear in", n -> new Linear(n, 4, INIT));
        LAYERS.put("linear out", n -> new Linear(4, n, INIT));
        LAYERS.put("convolution in", n -> new Conv2d(n, 4, 3, window, INIT));
        LAYERS.put("convolution out", n -> new Conv2d(4, n, 3, window, INIT));
        LAYERS.put("convolution kernel", n -> new Conv2d(4, 4, n, window, INIT));
        LAYERS.put("transposed in", n -> new TransposedConv2d(n, 4, 3, window, INIT));
        LAYERS.put("transposed kernel", n -> new TransposedConv2d(4, 4, n, window, INIT));
        LAYERS.put("batch norm", n -> new BatchNorm(n, INIT));
        LAYERS.put("layer norm", n -> new LayerNorm(n, INIT));
        LAYERS.put("group norm", n -> new GroupNorm(1, n, INIT));
        LAYERS.put("group norm groups", n -> new GroupNorm(n, 4, INIT));
        LAYERS.put("gru inputs", n -> new Gru(n, 4, 1, INIT));
        LAYERS.put("gru hidden", n -> new Gru(4, n, 1, INIT));
        LAYERS.put("gru layers", n -> new Gru(4, 4, n, INIT));
        LAYERS.put("gru cell inputs", n -> new GruCell(n, 4, INIT));
        LAYERS.put("gru cell hidden", n -> new GruCell(4, n, INIT));
        LAYERS.put("attention dim", n -> new MultiheadAttention(n, 1, INIT));
        LAYERS.put("attention heads", n -> new MultiheadAttention(4, n, INIT));
        LAYERS.put("mlp hidden", n -> new Mlp(4, n, 4, INIT));
        LAYERS.put("patches", n -> new PatchEmbedding(3, n, 4, .02, INIT));
        LAYERS.put("hierarchical channels", n -> new HierarchicalPatchEmbedding(n, 4, 4, .02, INIT));
        LAYERS.put("hierarchical patch", n -> new HierarchicalPatchEmbedding(3, n, 4, .02, INIT));
        LAYERS.put("block stride", n -> new BasicBlock(4, 4, n, INIT));
        LAYERS.put("positions count", n -> SinCosPositions.line(n, 4));
        LAYERS.put("positions rows", n -> SinCosPositions.grid(n, 4, 4));
        LAYERS.put("positions columns", n -> SinCosPositions.grid(4, n, 4));
        LAYERS.put("positions dim", n -> SinCosPositions.grid(4, 4, n));
    }

    static Stream<String> layers() {
        return LAYERS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void areOfOneOrMore(String layer) {
        try (TensorScope scope = TensorScope.open()) {
            for (int size : new int[] {0, -1, Integer.MIN_VALUE}) {
                assertThatThrownBy(() -> LAYERS.get(layer).accept(size))
                        .isExactlyInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(Integer.toString(size))
                        .hasMessageContaining("Maybe");
            }
        }
    }

    @Test
    void initialValuesOfNoStandardDeviationAreRefused() {
        try (TensorScope scope = TensorScope.open()) {
            for (double std : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
                for (Initializer wrong : new Initializer[] {
                    Initializer.normal(std), Initializer.truncatedNormal(std), Initializer.uniform(std)
                }) {
                    assertThatThrownBy(() -> new Linear(4, 4, wrong, INIT))
                            .isExactlyInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("must be >");
                }
            }
        }
    }
}
