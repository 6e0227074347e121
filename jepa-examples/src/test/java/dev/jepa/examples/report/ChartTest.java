package dev.jepa.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartTest {
    @Test
    void marksAreRoundAndInside() {
        Axis axis = Axis.covering(new double[] {0.03, 1.93, Double.NaN}, false);
        assertThat(axis.marks()).containsExactly(0.5, 1.0, 1.5);
        assertThat(axis.place(0.03)).isZero();
        assertThat(axis.place(1.93)).isEqualTo(1);
        assertThat(axis.place(Double.NaN)).isNaN();
    }

    @Test
    void aConstantCurveLiesInTheMiddle() {
        assertThat(Axis.covering(new double[] {2, 2}, false).place(2)).isEqualTo(0.5, within(1e-9));
        assertThat(Axis.covering(new double[] {0}, false).place(0)).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void aLogarithmicAxisHasNoPlaceForZero() {
        Axis axis = Axis.covering(new double[] {0, 1e-4, 1}, true);
        assertThat(axis.place(0)).isNaN();
        assertThat(axis.place(1e-2)).isEqualTo(0.5, within(1e-9));
        assertThat(axis.marks()).contains(1e-4, 1e-2, 1.0);
    }

    @Test
    void marksAreShort() {
        Axis axis = Axis.covering(new double[] {0, 1}, false);
        assertThat(List.of(0.0, 2500.0, 0.25, 1e-4, 2e6, 0.001).stream().map(axis::text))
                .containsExactly("0", "2.5k", "0.25", "1e-4", "2M", "0.001");
    }

    @Test
    void aSinglePointIsADotWithItsValue() {
        Curve single = Curve.of("rank", new double[] {500, 1000}, new double[] {Double.NaN, 8.349});
        Curve line = Curve.of("other", new double[] {500, 1000}, new double[] {1, 2});
        assertThat(LineChart.of("t", "step", List.of(single)).toHtml())
                .contains("class=\"c0 point\"", "h0\"", ">8.349</text>");
        assertThat(LineChart.of("t", "step", List.of(single)).toSvg()).contains("class=\"c0 point\"", ".point{");
        assertThat(LineChart.of("t", "step", List.of(line)).toHtml()).doesNotContain("point\"");
    }

    @Test
    void thinningKeepsPeaks() {
        double[] x = IntStream.range(0, 10_000).asDoubleStream().toArray();
        double[] y = new double[x.length];
        y[7_123] = 9;
        y[2_001] = -4;
        Curve thin = Curve.of("spikes", x, y).thinned(100);
        assertThat(thin.points()).isEqualTo(100);
        assertThat(Arrays.stream(thin.ys()).max()).hasValue(9);
        assertThat(Arrays.stream(thin.ys()).min()).hasValue(-4);
        assertThat(thin.xs()).isSorted();
    }

    @Test
    void smoothingAveragesNeighboursAndSkipsNaN() {
        Curve smooth = Curve.of("c", new double[] {0, 1, 2}, new double[] {1, Double.NaN, 4})
                .smoothed(1);
        assertThat(smooth.ys()).containsExactly(1, 2.5, 4);
    }
}
