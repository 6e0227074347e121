package dev.jepa.examples.agent;

import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.tworooms.RoomsTasks;
import dev.jepa.examples.tworooms.TwoRoomsModel;
import dev.jepa.examples.tworooms.TwoRoomsRecipe;
import dev.jepa.examples.tworooms.TwoRoomsRun;
import dev.jepa.models.action.ActionJepa;
import java.nio.file.Path;
import java.util.List;

/** The modular agent around the world model of a run, measured: policy, critic, configurator, surprise. */
public final class AgentDemonstration {
    private final TwoRoomsRun config;
    private final RecipeContext context;
    private final Options options;

    /**
     * How much is measured.
     *
     * @param policy how policies are trained
     * @param critic how the critic is trained, and which horizons are compared
     * @param configurator the three tasks
     * @param surprise what changes in the world
     */
    record Studies(
            PolicyStudy.Config policy,
            CriticStudy.Config critic,
            ConfiguratorStudy.Config configurator,
            SurpriseStudy.Config surprise) {
        static Studies standard() {
            return new Studies(
                    PolicyStudy.Config.standard(),
                    CriticStudy.Config.standard(),
                    ConfiguratorStudy.Config.standard(),
                    SurpriseStudy.Config.standard());
        }
    }

    /**
     * What the command line says.
     *
     * @param episodes how many of the fixed tasks, from the first
     * @param seed of everything that is drawn
     * @param folder where figures, report and films are written to
     */
    public record Options(int episodes, long seed, Path folder) {}

    /** The demonstration with the newest checkpoint of the context's run. */
    public AgentDemonstration(TwoRoomsRun config, RecipeContext context, Options options) {
        this.config = config;
        this.context = context;
        this.options = options;
    }

    /** Measures everything and writes report and films; on one thread, since the matrices are small. */
    public Summary run() {
        return run(Studies.standard());
    }

    Summary run(Studies studies) {
        long[] tasks = RoomsTasks.seeds(config.world(), options.episodes);
        int threads = Compute.threads();
        Compute.setThreads(1);
        try (TensorScope scope = TensorScope.open();
                ActionJepa model =
                        TwoRoomsModel.create(config, Init.of(context.seed()).on(Device.CPU))) {
            TwoRoomsRecipe.load(model, config, context);
            return measure(AgentWorld.of(config, model, tasks, options.seed), studies);
        } finally {
            Compute.setThreads(threads);
        }
    }

    private Summary measure(AgentWorld world, Studies studies) {
        Clock clock = new Clock();
        PolicyStudy.Result policy = new PolicyStudy(world, studies.policy, context.display()).run();
        clock.lap("policy");
        List<CriticStudy.Row> critic = new CriticStudy(world, studies.critic, context.display()).run(policy.policy());
        clock.lap("critic");
        ConfiguratorStudy.Result tasks =
                new ConfiguratorStudy(world, studies.configurator, context.display()).run(policy.policy());
        clock.lap("configurator");
        List<SurpriseStudy.Lives> lives =
                new SurpriseStudy(world, studies.surprise, context.display()).run(policy.policy());
        clock.lap("surprise");
        policy.policy().close();
        AgentReport report = new AgentReport(policy, critic, tasks, lives);
        Summary summary = new Summary()
                .put("episodes", options.episodes)
                .put("seed", options.seed)
                .putAll(report.figures())
                .putAll(clock.figures());
        report.write(summary, options.folder);
        return summary;
    }

    /** How long the parts took. */
    private static final class Clock {
        private final Summary figures = new Summary();
        private final long begin = System.nanoTime();
        private long last = begin;

        void lap(String part) {
            long now = System.nanoTime();
            figures.put(part + "_seconds", (now - last) / 1e9);
            last = now;
        }

        Summary figures() {
            return figures.put("seconds", (last - begin) / 1e9);
        }
    }
}
