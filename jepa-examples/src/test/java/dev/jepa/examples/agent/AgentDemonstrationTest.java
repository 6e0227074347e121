package dev.jepa.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.config.Configs;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.tworooms.TwoRoomsModel;
import dev.jepa.examples.tworooms.TwoRoomsRecipe;
import dev.jepa.examples.tworooms.TwoRoomsRecipes;
import dev.jepa.examples.tworooms.TwoRoomsRun;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.agent.ShortTermMemory;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentDemonstrationTest {
    private static final TwoRoomsRecipe RECIPE = TwoRoomsRecipes.fixedWall();
    private static final TwoRoomsRun SMALL = Configs.override(
            RECIPE.defaults(),
            List.of(
                    "world.maxSteps=12",
                    "batch.layouts=2",
                    "batch.walks=4",
                    "objective.groupSize=4",
                    "encoder.hidden=16",
                    "encoder.dim=4",
                    "model.predictor.hidden=8"));
    private static final ConfiguratorStudy.Config TASKS = ConfiguratorStudy.Config.standard();
    private static final AgentDemonstration.Studies QUICK = new AgentDemonstration.Studies(
            new PolicyStudy.Config(3, 8, 1e-3, 1, 1, 3, 1),
            new CriticStudy.Config(2, 6, 0.9, 3, 8, 1e-3, List.of(2, 4), 1),
            new ConfiguratorStudy.Config(TASKS.region(), 1, TASKS.stations(), 3, 9, 1),
            new SurpriseStudy.Config(90, 1, 4, 6, 4, 0.9, 2, 8, 1e-3));

    private static RecipeContext context(Path folder, boolean resume) {
        return new RecipeContext(
                RECIPE.name(),
                List.of("test"),
                folder,
                Optional.empty(),
                Device.CPU,
                3,
                OptionalLong.of(2),
                resume,
                false,
                () -> false,
                new PrintWriter(Writer.nullWriter()));
    }

    /** Everything is measured, and a second time with the same figures but times. */
    @Test
    void measuresAndFilmsTheSameForTheSameSeed(@TempDir Path folder) {
        Path run = folder.resolve("run");
        RECIPE.train(SMALL, context(run, false));
        Map<String, Object> first = figures(run, folder.resolve("first"));
        assertThat(first)
                .containsKeys("mode1_success", "mode2_success", "reach_share_in_region", "success_after_adjustment");
        assertThat(figures(run, folder.resolve("second"))).isEqualTo(first);
        assertThat(folder.resolve("first/patrol-episode-1.gif")).isNotEmptyFile();
        assertThat(folder.resolve("first/report.html")).content().contains("Surprise", "data:image/gif;base64,");
    }

    private static Map<String, Object> figures(Path run, Path place) {
        AgentDemonstration.Options options = new AgentDemonstration.Options(3, 5, place);
        Map<String, Object> figures = new LinkedHashMap<>(new AgentDemonstration(SMALL, context(run, true), options)
                .run(QUICK)
                .figures());
        figures.keySet().removeIf(name -> name.contains("seconds") || name.contains("time"));
        figures.remove("policy"); // maps with times in them
        figures.remove("critic");
        return figures;
    }

    /** Transitions in which states never change teach the predictor that nothing happens; the encoder stays as it is. */
    @Test
    void anAdjustmentTeachesThePredictorAlone() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = TwoRoomsModel.create(SMALL, Init.of(1))) {
            Tensor states = Tensors.normal(Rng.of(2), 32, 4);
            Tensor actions = Tensors.normal(Rng.of(3), 32, 2);
            ShortTermMemory memory = new ShortTermMemory(100);
            for (int i = 0; i < 32; i++) {
                Tensor state = states.slice(0, i, i + 1L);
                memory.add(state, state, actions.slice(0, i, i + 1L), 0, state);
            }
            double before = error(model, states, actions);
            List<float[]> encoder = values((Module) model.encoder());
            new PredictorAdjustment(model, 60, 16, 1e-2).adjust(memory, Rng.of(4));
            assertThat(error(model, states, actions)).isLessThan(0.3 * before);
            assertThat(values((Module) model.encoder()))
                    .usingRecursiveComparison()
                    .isEqualTo(encoder);
        }
    }

    private static double error(ActionJepa model, Tensor states, Tensor actions) {
        return model.predict(states, actions).sub(states).square().mean().item();
    }

    private static List<float[]> values(Module module) {
        return module.parameters().stream().map(Tensor::toFloatArray).toList();
    }

    @Test
    void theRegionCostsInsideAloneAndItsMargin() {
        Region region = new Region(40, 30, 6);
        assertThat(region.contains(new double[] {40, 35})).isTrue();
        assertThat(region.contains(new double[] {40, 37})).isFalse();
        assertThat(region.isNear(new double[] {40, 41})).isTrue();
        assertThat(region.isNear(new double[] {40, 43})).isFalse();
    }
}
