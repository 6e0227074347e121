package dev.jepa.losses.siamese;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiameseTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor normal(long seed, long... shape) {
        return Tensors.normal(Rng.of(seed), shape).to(TestDevice.get()).to(DType.FLOAT64);
    }

    @Test
    void byHandOnRightAngles() {
        Tensor right = Tensors.of(new double[] {1, 0}, 1, 2);
        Tensor up = Tensors.of(new double[] {0, 3}, 1, 2);
        SimSiam.Terms terms = SimSiam.loss(right, up, up, up); // cos(p1, z2) = 0, cos(p2, z1) = 1
        assertThat(terms.total().item()).isCloseTo(-0.5, within(1e-12));
        assertThat(Byol.loss(right, up, up, up).total().item()).isCloseTo(2, within(1e-12));
    }

    @Test
    void byolIsSimSiamScaledAndShifted() {
        Tensor p = normal(1, 5, 3);
        Tensor z = normal(2, 5, 3);
        double simSiam = SimSiam.loss(p, z, z, p).total().item();
        assertThat(Byol.loss(p, z, z, p).total().item()).isCloseTo(4 + 4 * simSiam, within(1e-9));
    }

    @Test
    void aCollapsedEmbeddingIsBestForBoth() {
        Tensor collapsed = Tensors.ones(4, 3);
        assertThat(SimSiam.loss(collapsed, collapsed, collapsed, collapsed)
                        .total()
                        .item())
                .isCloseTo(-1, within(1e-6));
        assertThat(Byol.loss(collapsed, collapsed, collapsed, collapsed).total().item())
                .isCloseTo(0, within(1e-6));
    }

    @Test
    void dinoByHandOnTwoPrototypes() {
        Tensor teacher = Tensors.of(new double[] {0, Math.log(3)}, 1, 2); // P_t = 1/4, 3/4
        Tensor student = Tensors.of(new double[] {0, 0}, 1, 2); // P_s = 1/2, 1/2
        Tensor centre = Tensors.of(new double[] {0, 0}, 2);
        Dino.Terms terms = new Dino(1, 1, 0.75).loss(List.of(student, student), List.of(teacher), centre);
        assertThat(terms.total().item()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(terms.teacherEntropy().item())
                .isCloseTo(0.25 * Math.log(4) + 0.75 * Math.log(4.0 / 3), within(1e-12));
        assertThat(terms.centre().toDoubleArray()).containsExactly(new double[] {0, Math.log(3) / 4}, within(1e-12));
    }

    @Test
    void centringUndoesAnOffsetOfTheTeacher() {
        List<Tensor> student = List.of(normal(3, 6, 4), normal(4, 6, 4));
        Tensor offset = normal(5, 4);
        Tensor plain = Dino.official()
                .loss(student, List.of(normal(6, 6, 4)), offset.mul(0.0))
                .total();
        Tensor centred = Dino.official()
                .loss(student, List.of(normal(6, 6, 4).add(offset)), offset)
                .total();
        assertThat(centred.item()).isCloseTo(plain.item(), within(1e-9));
    }

    @Test
    void teacherEntropyTellsBothWaysOfCollapsing() {
        Tensor centre = Tensors.zeros(4);
        Tensor uniform = Tensors.zeros(6, 4);
        Tensor one = Tensors.of(new float[] {9, 0, 0, 0}, 1, 4).expand(6, 4);
        List<Tensor> student = List.of(uniform, uniform);
        assertThat(Dino.official()
                        .loss(student, List.of(uniform), centre)
                        .teacherEntropy()
                        .item())
                .isCloseTo(Math.log(4), within(1e-5));
        assertThat(Dino.official()
                        .loss(student, List.of(one), centre)
                        .teacherEntropy()
                        .item())
                .isCloseTo(0, within(1e-5));
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        for (int seed = 0; seed < 3; seed++) {
            Tensor z1 = normal(seed + 10, 5, 4);
            Tensor z2 = normal(seed + 20, 5, 4);
            Tensor centre = normal(seed + 30, 4);
            FiniteDifference.check(
                    (x, y) -> SimSiam.loss(x, z1, y, z2).total(), normal(seed, 5, 4), normal(seed + 5, 5, 4));
            FiniteDifference.check(
                    (x, y) -> Byol.loss(x, z1, y, z2).total(), normal(seed, 5, 4), normal(seed + 5, 5, 4));
            FiniteDifference.check(
                    (x, y) -> Dino.official()
                            .loss(List.of(x, y), List.of(z1, z2), centre)
                            .total(),
                    normal(seed, 5, 4),
                    normal(seed + 5, 5, 4));
        }
    }

    @Test
    void dinoRefusesATeacherThatSeesMoreThanTheStudent() {
        Tensor scores = Tensors.zeros(3, 4);
        assertThatThrownBy(() -> Dino.official()
                        .loss(List.of(scores, scores), List.of(scores, scores, scores), Tensors.zeros(4)))
                .hasMessageContaining("2 and 3")
                .hasMessageContaining("Maybe");
    }
}
