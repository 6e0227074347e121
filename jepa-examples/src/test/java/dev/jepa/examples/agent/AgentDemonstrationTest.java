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
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.tworooms.TwoRoomsModel;
import dev.jepa.examples.tworooms.TwoRoomsRecipe;
import dev.jepa.examples.tworooms.TwoRoomsRecipes;
import dev.jepa.examples.tworooms.TwoRoomsRun;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.agent.Actor;
import dev.jepa.planning.agent.ShortTermMemory;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
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
            new SurpriseStudy.Config(90, 1, 1, 4, 1.1, 0.9, 2, 8, 1e-3));

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
                Display.on(new PrintWriter(Writer.nullWriter())),
                new PrintWriter(Writer.nullWriter()));
    }

    @Test
    void measuresAllFourAndFilms(@TempDir Path folder) {
        Path run = folder.resolve("run");
        RECIPE.train(SMALL, context(run, false));
        Path place = folder.resolve("agent");
        Map<String, Object> figures = new AgentDemonstration(
                        SMALL, context(run, true), new AgentDemonstration.Options(2, 5, place))
                .run(QUICK)
                .figures();
        assertThat(figures)
                .containsKeys("mode1_success", "mode2_success", "reach_entered_region", "success_after_adjustment");
        assertThat(place.resolve("patrol-episode-1.gif")).isNotEmptyFile();
        assertThat(place.resolve("report.html")).content().contains("Surprise", "data:image/gif;base64,");
    }

    /** A life in the turned world, twice: the same predictions fail by the same, and the model is given back as it was. */
    @Test
    void livesAreAFunctionOfTheSeed() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = TwoRoomsModel.create(SMALL, Init.of(1))) {
            AgentWorld world = AgentWorld.of(SMALL, model, new long[] {7, 8}, 5);
            List<float[]> before = values(model);
            List<SurpriseStudy.Lives> first = lives(world);
            assertThat(first.get(1).adjustments()).isPositive();
            assertThat(first.get(1).errors()).isNotEqualTo(first.get(0).errors());
            assertThat(lives(world)).isEqualTo(first);
            assertThat(values(model)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    private static List<SurpriseStudy.Lives> lives(AgentWorld world) {
        try (Actor policy = world.actor("policy")) {
            return new SurpriseStudy(world, QUICK.surprise(), Display.on(new PrintWriter(Writer.nullWriter())))
                    .run(policy);
        }
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
    void aRegionIsWhatLiesWithinItsRadius() {
        Region region = new Region(40, 30, 6);
        assertThat(region.contains(new double[] {40, 35})).isTrue();
        assertThat(region.contains(new double[] {40, 37})).isFalse();
        assertThat(region.isNear(new double[] {40, 41})).isTrue();
        assertThat(region.isNear(new double[] {40, 43})).isFalse();
    }
}
