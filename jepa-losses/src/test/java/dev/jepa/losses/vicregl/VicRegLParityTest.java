package dev.jepa.losses.vicregl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.data.Crops;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values, gradients, matches and locations against the authors' VICRegL, computed here in float64. */
class VicRegLParityTest {
    private static final double TOLERANCE = 3e-6;

    private final TensorScope scope = TensorScope.open();
    private final Fixtures fixture = Fixtures.load("losses/vicregl");
    private final int[] matches = fixture.integers("hp.num_matches");
    private final List<Tensor> embeddings = variables("emb.");
    private final List<Tensor> maps = variables("maps.");

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @CsvSource({"local, true", "local_l2matches, false"})
    void valuesAndGradientsAgree(String local, boolean allFeatureMatches) {
        VicRegL loss = loss(allFeatureMatches);
        VicRegL.Terms terms = Autograd.record(() -> loss.loss(views()));
        checkPart("global", loss, terms.global());
        checkPart(local, loss, terms.local());
        if (allFeatureMatches) {
            assertValue("total", terms.total().item());
        }
        Tensor global = Autograd.record(() -> weighted(loss, terms.global()));
        checkGradients("grad.global.emb.", global, embeddings);
        Tensor localSum = Autograd.record(() -> weighted(loss, terms.local()));
        checkGradients("grad." + local + ".maps.", localSum, maps);
    }

    @Test
    void placesAreMatchedAlike() {
        for (int j = 1; fixture.has("match.l2.0_" + j + ".input_index"); j++) {
            check("match.l2.0_" + j, Matching.nearest(maps.get(0), maps.get(j), Integer.MAX_VALUE));
            check("match.l2k.0_" + j, Matching.nearest(maps.get(0), maps.get(j), matches[0]));
            check("match.loc.0_" + j, Matching.nearest(locations(0), locations(j), matches[0]));
        }
    }

    @Test
    void cellsLieWhereTheAuthorsPutThem() {
        int odd = fixture.integer("hp.flip_odd_samples");
        for (int i = 0; fixture.has("crop." + i); i++) {
            Tensor boxes = fixture.tensor("crop." + i).slice(1, 0, 4); // without the size of the image
            boolean[] flipped = new boolean[(int) boxes.size(0)];
            for (int b = 0; b < flipped.length; b++) {
                flipped[b] = odd != 0 && b % 2 == 1;
            }
            int side = (int) fixture.shape("loc." + i)[1];
            Tensor mirrored = Tensors.of(flipped, flipped.length).to(TestDevice.get());
            Tensor centres = new Crops(boxes, mirrored).centres(side);
            fixture.assertClose("loc." + i, centres.toDoubleArray(), 1e-6);
        }
    }

    private VicRegL loss(boolean allFeatureMatches) {
        return new VicRegL(
                fixture.real("hp.alpha"),
                fixture.real("hp.inv_coeff"),
                fixture.real("hp.var_coeff"),
                fixture.real("hp.cov_coeff"),
                matches[0],
                matches[1],
                allFeatureMatches);
    }

    private List<LocalView> views() {
        List<LocalView> views = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            views.add(new LocalView(embeddings.get(i), maps.get(i), locations(i)));
        }
        return views;
    }

    private Tensor locations(int view) {
        return fixture.tensor("loc." + view).to(DType.FLOAT64).flatten(1, 2); // [B, N, 2]
    }

    private List<Tensor> variables(String prefix) {
        List<Tensor> found = new ArrayList<>();
        while (fixture.has(prefix + found.size())) {
            found.add(Autograd.variable(fixture.tensor(prefix + found.size()).to(DType.FLOAT64)));
        }
        return found;
    }

    private static Tensor weighted(VicRegL loss, VicRegL.Part part) {
        return part.invariance()
                .mul(loss.invariance())
                .add(part.variance().mul(loss.variance()))
                .add(part.covariance().mul(loss.covariance()));
    }

    private void checkPart(String name, VicRegL loss, VicRegL.Part part) {
        assertValue(name + ".inv", loss.invariance() * part.invariance().item());
        assertValue(name + ".var", loss.variance() * part.variance().item());
        assertValue(name + ".cov", loss.covariance() * part.covariance().item());
    }

    private void checkGradients(String prefix, Tensor loss, List<Tensor> inputs) {
        List<Tensor> gradients = Autograd.gradients(loss, inputs);
        for (int i = 0; i < inputs.size(); i++) {
            fixture.assertClose(prefix + i, gradients.get(i), TOLERANCE);
        }
    }

    private void check(String name, Matching matching) {
        assertThat(matching.places().toLongArray()).as(name).isEqualTo(fixture.longs(name + ".input_index"));
        assertThat(matching.candidates().toLongArray()).as(name).isEqualTo(fixture.longs(name + ".candidate_index"));
    }

    private void assertValue(String name, double value) {
        double expected = fixture.real("f64." + name);
        assertThat(value).as(name).isCloseTo(expected, within(1e-7 * (1 + expected)));
    }
}
