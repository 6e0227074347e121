package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Resampling.Filter;
import dev.jepa.core.testing.CosineSum;
import dev.jepa.core.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations against PyTorch's: results and gradients. Sizes of windows stand in the names of the reference numbers. */
class OperationsParityTest {
    private static final double TOLERANCE = 5e-6;

    private final Fixtures fixtures = Fixtures.load("vision/layers");
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void activations() {
        check("gelu", Tensor::gelu);
        check("gelu_tanh", Tensor::geluTanh);
        check("softmax_channels", x -> x.softmax(1));
        check("l2_normalize_channels", x -> x.div(x.normKeep(2, 1)));
    }

    @Test
    void pools() {
        for (MatchResult name : names("max_pool_(\\d+)_(\\d+)_(\\d+)")) {
            check(name.group(), x -> Pooling.max2d(x, number(name, 1), number(name, 2), number(name, 3)));
        }
        for (MatchResult name : names("adaptive_avg_pool_(\\d+)")) {
            check(name.group(), x -> Pooling.adaptiveAverage2d(x, number(name, 1), number(name, 1)));
        }
    }

    @Test
    void resizedImages() {
        check("upsample_bilinear", x -> resized(x, "upsample_bilinear", false));
        check("upsample_bilinear_aligned", x -> resized(x, "upsample_bilinear_aligned", true));
        check("resize_odd", x -> resized(x, "resize_odd", false));
    }

    private Tensor resized(Tensor x, String name, boolean alignCorners) {
        long[] shape = fixtures.shape(name + ".out");
        return Resampling.interpolate(x, (int) shape[2], (int) shape[3], Filter.BILINEAR, alignCorners, false);
    }

    @Test
    void bicubicTables() {
        Tensor table = fixtures.tensor("pos").permute(0, 3, 1, 2); // [1, D, H, W]
        long[] shape = fixtures.shape("bicubic_positions.out");
        Tensor larger = Resampling.interpolate(table, (int) shape[1], (int) shape[2], Filter.BICUBIC);
        fixtures.assertClose("bicubic_positions.out", larger.permute(0, 2, 3, 1), TOLERANCE);
    }

    @Test
    void distances() {
        double beta = fixtures.real("hp.smooth_l1_beta");
        check("smooth_l1", x -> Losses.smoothL1(x, x.mul(0.0), 1).reshape(1));
        check("smooth_l1_beta", x -> Losses.smoothL1(x, x.mul(0.0), beta).reshape(1));
    }

    @Test
    void transposedConvolutions() {
        for (MatchResult name : names("ct_k\\d+s(\\d+)(?:p(\\d+))?(?:op(\\d+))?")) {
            Window window = Window.DEFAULT.withStride(number(name, 1)).withPadding(number(name, 2));
            Tensor weight = Autograd.variable(fixtures.tensor(name.group() + ".weight"));
            Tensor bias = Autograd.variable(fixtures.tensor(name.group() + ".bias"));
            UnaryOperator<Tensor> transposed = x -> Convolution.transposed2d(x, weight, bias, window, number(name, 3));
            check(name.group(), transposed, weight, bias);
        }
    }

    /** The groups of results whose whole name matches a pattern; at least one. */
    private List<MatchResult> names(String pattern) {
        List<MatchResult> found = fixtures.names().stream()
                .filter(name -> name.endsWith(".out") && !name.startsWith("f64."))
                .map(name -> Pattern.compile(pattern).matcher(name.substring(0, name.length() - ".out".length())))
                .filter(Matcher::matches)
                .map(Matcher::toMatchResult)
                .toList();
        assertThat(found).as(pattern).isNotEmpty();
        return found;
    }

    private static int number(MatchResult name, int group) {
        String digits = name.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private void check(String name, UnaryOperator<Tensor> operation) {
        check(name, operation, new Tensor[0]);
    }

    /** With gradients of x and, where given, of weight and bias. */
    private void check(String name, UnaryOperator<Tensor> operation, Tensor... parameters) {
        Tensor x = Autograd.variable(fixtures.tensor("x"));
        Tensor out = Autograd.record(() -> operation.apply(x));
        fixtures.assertClose(name + ".out", out, TOLERANCE);
        Tensor loss = Autograd.record(() -> CosineSum.of(out));
        List<Tensor> inputs = new ArrayList<>(List.of(parameters));
        inputs.add(0, x);
        List<Tensor> gradients = Autograd.gradients(loss, inputs);
        List<String> names = List.of("x", "weight", "bias");
        for (int i = 0; i < gradients.size(); i++) {
            fixtures.assertClose(name + ".grad." + names.get(i), gradients.get(i), TOLERANCE);
        }
    }
}
