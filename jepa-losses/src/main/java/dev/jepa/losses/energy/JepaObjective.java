package dev.jepa.losses.energy;

import dev.jepa.core.model.LatentEnergy;
import dev.jepa.core.model.LatentVariable;
import dev.jepa.core.model.LatentVariable.Inferred;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The four terms of JEPA training: s_x and s_y say much about x and y, s_y can be predicted from s_x, and the latent variable
 * says little (LeCun 2022, section 4.5).
 *
 * <pre>
 * total = mean E(s_x, s_y, z) + mean R(z) + information(s_x) + information(s_y),   z the minimiser
 * </pre>
 *
 * <p>R(z) is the free energy's excess over the energy at z: the regulariser's cost, or the soft minimum's information price.
 * Each of the terms on information prevents one way of collapsing.
 *
 * @param energy how badly s_y is predicted, {@link PredictiveEnergy}
 * @param latentVariable z and its inference
 * @param context the price of an uninformative s_x
 * @param target the price of an uninformative s_y
 */
public record JepaObjective(
        LatentEnergy energy, LatentVariable latentVariable, InformationTerm context, InformationTerm target) {
    /**
     * The objective of a batch.
     *
     * @param contextLatent s_x, [B, D]
     * @param targetLatent s_y, [B, D']
     */
    public Terms loss(Tensor contextLatent, Tensor targetLatent) {
        Inferred inferred = latentVariable.infer(energy, contextLatent, targetLatent);
        Tensor prediction = inferred.energy().mean();
        Tensor latentInformation = inferred.freeEnergy().mean().sub(prediction);
        Tensor contextInformation = context.cost(contextLatent);
        Tensor targetInformation = target.cost(targetLatent);
        Tensor total = prediction.add(latentInformation).add(contextInformation).add(targetInformation);
        return new Terms(
                total, prediction, contextInformation, targetInformation, latentInformation, inferred.latentVariable());
    }

    /**
     * The sum, its terms, and the latent variables found.
     *
     * @param total what is minimised, a scalar
     * @param prediction mean energy at the minimiser
     * @param contextInformation price of s_x
     * @param targetInformation price of s_y
     * @param latentInformation price of z
     * @param latentVariable the minimisers, [B, Z]
     */
    public record Terms(
            Tensor total,
            Tensor prediction,
            Tensor contextInformation,
            Tensor targetInformation,
            Tensor latentInformation,
            Tensor latentVariable)
            implements LossTerms {
        /** Without the latent variables, which are no scalar. */
        @Override
        public Map<String, Tensor> named() {
            Map<String, Tensor> named = new LinkedHashMap<>();
            named.put("prediction", prediction);
            named.put("context_information", contextInformation);
            named.put("target_information", targetInformation);
            named.put("latent_information", latentInformation);
            return named;
        }
    }
}
