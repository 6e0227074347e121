package dev.jepa.core.optim;

import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lists of gradients: their norm, their sum over several small batches, and which of them are not finite. */
public final class Gradients {
    private Gradients() {}

    /** A sum to accumulate into: zeros of the parameters' shapes in the current scope. */
    public static List<Tensor> zerosLike(List<Tensor> parameters) {
        return parameters.stream()
                .map(p -> Tensors.zeros(p.dtype(), p.device(), p.shape()))
                .toList();
    }

    /** Adds scale times the gradients to a sum, in place: with scale 1 / n, n equal batches act as one large batch. */
    public static void accumulate(List<Tensor> sum, List<Tensor> gradients, double scale) {
        InPlace.add(sum, gradients, scale);
    }

    /** The Euclidean norm over all gradients together; not finite if one element is not. */
    public static double globalNorm(List<Tensor> gradients) {
        return InPlace.globalNorm(gradients).item();
    }

    /**
     * What is not finite, as the beginning of a sentence with the names of the parameters; empty when all gradients are finite. One
     * native call in that case.
     *
     * @param names one for each gradient
     */
    public static Optional<String> describeNonFinite(List<String> names, List<Tensor> gradients) {
        try (TensorScope ignored = TensorScope.open()) {
            if (Double.isFinite(globalNorm(gradients))) {
                return Optional.empty();
            }
            List<String> faulty = IntStream.range(0, names.size())
                    .filter(i ->
                            gradients.get(i).detach().isFinite().not().any().item() != 0)
                    .mapToObj(names::get)
                    .toList();
            String more = faulty.size() > 1 ? " (and " + (faulty.size() - 1) + " more)" : "";
            return faulty.stream().findFirst().map(name -> "The gradient of '" + name + "'" + more + " was not finite");
        }
    }
}
