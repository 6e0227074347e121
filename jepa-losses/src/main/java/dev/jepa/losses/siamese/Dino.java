package dev.jepa.losses.siamese;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * DINO: the student's distribution over K prototypes matches the teacher's on other views of the image.
 *
 * <pre>
 * P_t = softmax((t - c) / tau_t),   P_s = softmax(s / tau_s)
 * total = mean over teacher views v, student views u != v, and images of -sum_k P_t(v)_k ln P_s(u)_k
 * c' = m c + (1 - m) mean t
 * </pre>
 *
 * <p>Centring (c) and sharpening (tau_t below tau_s) each prevent one way of collapsing: to one prototype, and to the uniform
 * distribution. The teacher is the student's moving average and gets no gradient; its views are the student's first ones.
 * Source: arXiv 2104.14294, section 3. Legend: N images, K prototypes.
 *
 * @param studentTemperature tau_s
 * @param teacherTemperature tau_t
 * @param centreMomentum m
 */
public record Dino(double studentTemperature, double teacherTemperature, double centreMomentum) {
    public Dino {
        Bounds.maybe("Dino.official()")
                .positive("studentTemperature", studentTemperature)
                .positive("teacherTemperature", teacherTemperature)
                .share("centreMomentum", centreMomentum);
    }

    /** The paper's: 0.1, 0.04, 0.9. */
    public static Dino official() {
        return new Dino(0.1, 0.04, 0.9);
    }

    /**
     * The loss of several views.
     *
     * @param student scores of all views, [N, K] each
     * @param teacher scores of the first of these views, [N, K] each
     * @param centre c, [K]; zeros at the start
     */
    public Terms loss(List<Tensor> student, List<Tensor> teacher, Tensor centre) {
        require(student, teacher, centre);
        List<Tensor> crossEntropies = new ArrayList<>();
        List<Tensor> entropies = new ArrayList<>();
        for (int v = 0; v < teacher.size(); v++) {
            Tensor logTarget =
                    teacher.get(v).detach().sub(centre).div(teacherTemperature).logSoftmax(1); // [N, K]
            Tensor target = logTarget.exp();
            entropies.add(crossEntropy(target, logTarget));
            for (int u = 0; u < student.size(); u++) {
                if (u != v) {
                    Tensor logStudent = student.get(u).div(studentTemperature).logSoftmax(1);
                    crossEntropies.add(crossEntropy(target, logStudent));
                }
            }
        }
        Tensor total = Tensors.stack(crossEntropies, 0).mean();
        return new Terms(total, Tensors.stack(entropies, 0).mean(), moved(teacher, centre));
    }

    /** -sum_k p_k ln q_k, the mean over images. */
    private static Tensor crossEntropy(Tensor p, Tensor logQ) {
        return p.mul(logQ).sum(1).mean().neg();
    }

    private Tensor moved(List<Tensor> teacher, Tensor centre) {
        Tensor mean = Tensors.stack(teacher, 0).detach().mean(0, 1); // [K]
        return centre.mul(centreMomentum).add(mean.mul(1 - centreMomentum));
    }

    private static void require(List<Tensor> student, List<Tensor> teacher, Tensor centre) {
        if (teacher.isEmpty() || student.size() < 2 || teacher.size() > student.size()) {
            throw new IllegalArgumentException("DINO needs at least two student views, of which the teacher sees one or"
                    + " more, but there were " + student.size() + " and " + teacher.size()
                    + ".\nMaybe the student must see the teacher's views too.");
        }
        for (Tensor scores : student) {
            Embeddings.requireMatrices(student.get(0), scores, 1);
        }
        for (Tensor scores : teacher) {
            Embeddings.requireMatrices(student.get(0), scores, 1);
        }
        Embeddings.requireFloating("The centre", centre);
        if (centre.shape().rank() != 1 || centre.size(0) != student.get(0).size(1)) {
            throw new IllegalArgumentException("The centre must be ["
                    + student.get(0).size(1) + "] but was " + centre.shape() + ".\nMaybe start with zeros.");
        }
    }

    /**
     * The loss, what to watch, and the centre of the next step.
     *
     * @param total what is minimised
     * @param teacherEntropy of the teacher's distributions: near 0 or ln K, it has collapsed
     * @param centre c', [K], to be handed to the next step
     */
    public record Terms(Tensor total, Tensor teacherEntropy, Tensor centre) implements LossTerms {
        /** Without the centre, which is no scalar. */
        @Override
        public Map<String, Tensor> named() {
            return Map.of("teacher_entropy", teacherEntropy);
        }
    }
}
