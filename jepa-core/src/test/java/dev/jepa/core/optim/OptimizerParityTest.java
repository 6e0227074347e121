package dev.jepa.core.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.Fixtures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten steps of every optimiser from the same parameters and gradients as PyTorch's and the authors' codes. */
class OptimizerParityTest {
    private static final double TOLERANCE = 5e-6;

    private final Fixtures fixtures = Fixtures.load("optim/optimizers");
    private final AdamConfig adam =
            new AdamConfig(fixtures.real("hp.beta1"), fixtures.real("hp.beta2"), fixtures.real("hp.eps"));
    private final double momentum = fixtures.real("hp.momentum");
    private final double decay = fixtures.real("hp.weight_decay");

    /** Builds the optimiser that is tested. */
    private interface Factory {
        Optimizer create(Map<String, Tensor> parameters);
    }

    @Test
    void adamW() {
        run("adamw", p -> new AdamW(p, ParameterRule.allAlike(), adam));
    }

    @Test
    void adam() {
        run("adam", 0, p -> new Adam(p, ParameterRule.allAlike(), adam));
    }

    @Test
    void adamWWithoutDecayOfBiases() {
        assertThat(fixtures.real("hp.no_decay_wd")).isZero();
        run("adamw_no_bias_decay", p -> new AdamW(p, ParameterRule.noDecayForBiasesAndNorms(), adam));
    }

    @Test
    void sgd() {
        run("sgd_plain", 0, p -> new Sgd(p, ParameterRule.allAlike(), 0, false));
        run("sgd", p -> new Sgd(p, ParameterRule.allAlike(), momentum, false));
        run("sgd_nesterov", p -> new Sgd(p, ParameterRule.allAlike(), momentum, true));
    }

    @Test
    void larsOfVicRegAndBarlowTwins() {
        LarsConfig config = new LarsConfig(momentum, fixtures.real("hp.lars_eta"), LarsConfig.Norm.DECAYED_GRADIENT);
        run("lars_vicreg", p -> new Lars(p, ParameterRule.noDecayForBiasesAndNorms(), config));
        run("lars_barlow", p -> new Lars(p, ParameterRule.noDecayForBiasesAndNorms(), config));
        run("lars_vicreg_nofilter", p -> new Lars(p, ParameterRule.allAlike(), config));
    }

    @Test
    void larsOfEbJepa() {
        double trust = fixtures.real("hp.eb_lars_eta");
        double factor = fixtures.real("hp.eb_lars_lr_factor");
        ParameterRule rule = (name, p) ->
                ParameterRule.noDecayForBiasesAndNorms().groupOf(name, p).atRate(factor);
        LarsConfig clipped = new LarsConfig(momentum, trust, LarsConfig.Norm.RAW_GRADIENT_CLIPPED);
        run("lars_ebjepa", p -> new Lars(p, rule, clipped));
        LarsConfig free = new LarsConfig(momentum, trust, LarsConfig.Norm.RAW_GRADIENT);
        run("lars_ebjepa_noclip", p -> new Lars(p, rule, free));
    }

    @Test
    void clippingByTheGlobalNorm() {
        clip("clip", fixtures.real("hp.clip_max_norm"));
        clip("clip_inactive", fixtures.real("hp.clip_large"));
    }

    @Test
    void adamWOfClippedGradients() {
        double limit = fixtures.real("hp.clip_max_norm");
        run(
                "clipped_adamw",
                decay,
                p -> new AdamW(p, ParameterRule.allAlike(), adam),
                gradients -> GradientClipping.byGlobalNorm(gradients, limit).gradients());
    }

    private void clip(String name, double limit) {
        try (TensorScope scope = TensorScope.open()) {
            Map<String, Tensor> gradients = fixtures.tensors("grad.");
            List<String> names = List.copyOf(gradients.keySet());
            List<Tensor> norms = new ArrayList<>();
            List<List<Tensor>> clipped = new ArrayList<>();
            for (int step = 0; step < fixtures.shape("lr")[0]; step++) {
                GradientClipping result = GradientClipping.byGlobalNorm(at(step, gradients), limit);
                norms.add(result.norm());
                clipped.add(result.gradients());
            }
            fixtures.assertClose(name + ".total_norm", Tensors.stack(norms, 0), TOLERANCE);
            for (int i = 0; i < names.size(); i++) {
                int parameter = i;
                List<Tensor> steps =
                        clipped.stream().map(step -> step.get(parameter)).toList();
                fixtures.assertClose(name + ".grad." + names.get(i), Tensors.stack(steps, 0), TOLERANCE);
            }
        }
    }

    private void run(String name, Factory factory) {
        run(name, decay, factory);
    }

    private void run(String name, double weightDecay, Factory factory) {
        run(name, weightDecay, factory, UnaryOperator.identity());
    }

    private void run(String name, double weightDecay, Factory factory, UnaryOperator<List<Tensor>> prepare) {
        try (TensorScope scope = TensorScope.open()) {
            Map<String, Tensor> parameters = fixtures.tensors("param.");
            Map<String, Tensor> all = fixtures.tensors("grad.");
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            parameters.keySet().forEach(key -> gradients.put(key, all.get(key)));
            double[] rates = fixtures.doubles("lr");
            Map<String, List<Tensor>> trace = new LinkedHashMap<>();
            try (Optimizer optimizer = factory.create(parameters)) {
                for (int step = 0; step < rates.length; step++) {
                    optimizer.step(prepare.apply(at(step, gradients)), rates[step], weightDecay);
                    parameters.forEach((key, p) ->
                            trace.computeIfAbsent(key, k -> new ArrayList<>()).add(p.copy()));
                }
                trace.forEach(
                        (key, values) -> fixtures.assertClose(name + "." + key, Tensors.stack(values, 0), TOLERANCE));
                assertState(name, optimizer);
            }
        }
    }

    private void assertState(String name, Optimizer optimizer) {
        String prefix = name + ".state.";
        for (String stored : fixtures.names()) {
            if (stored.startsWith(prefix)) {
                String key = stored.substring(prefix.length()).replaceFirst("^mu\\.", "momentum_buffer.");
                fixtures.assertClose(stored, optimizer.stateDict().get(key), TOLERANCE);
            }
        }
    }

    private static List<Tensor> at(int step, Map<String, Tensor> gradients) {
        return IntStream.range(0, gradients.size())
                .mapToObj(i -> List.copyOf(gradients.values()).get(i).select(0, step))
                .toList();
    }
}
