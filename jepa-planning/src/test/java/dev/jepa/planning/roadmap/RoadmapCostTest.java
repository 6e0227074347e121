package dev.jepa.planning.roadmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.LiveTensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.cost.GoalCost;
import dev.jepa.planning.cost.GoalDistance;
import dev.jepa.planning.env.TrueModel;
import dev.jepa.planning.env.tworooms.Layout;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.mpc.ControlConfig;
import dev.jepa.planning.mpc.Controller;
import dev.jepa.planning.mpc.Observer;
import dev.jepa.planning.planner.Budget;
import dev.jepa.planning.planner.GradientPlanner;
import dev.jepa.planning.planner.Mppi;
import dev.jepa.planning.planner.Plan;
import dev.jepa.planning.planner.PlanRequest;
import dev.jepa.planning.planner.Problem;
import org.junit.jupiter.api.Test;

class RoadmapCostTest {
    private static final ControlConfig CONTROL =
            ControlConfig.of(12, Budget.iterations(3)).withReplanEvery(4);

    private final TwoRooms world = new TwoRooms(TwoRoomsConfig.fixedWall());

    private RoadmapCost roadmapCost() {
        LatentRoadmap roadmap = new LatentRoadmap(
                RoadmapConfig.standard(),
                new TrueModel(world.dynamics()),
                states -> states, // pixels: a typical step is about 1 long
                PersistentHeadings.of(1.2),
                Invariants.none());
        return new RoadmapCost(roadmap, TrackingConfig.standard(), 0);
    }

    private void faceTheWall() {
        Layout layout = world.layout();
        world.reset(layout, new double[] {layout.wallX() - 12, 54}, new double[] {layout.wallX() + 12, 54});
    }

    private Controller controller(GoalCost cost) {
        Mppi planner = new Mppi(new Mppi.Config(40, 8, 0.8, 0.05, 0.5, false));
        return new Controller(CONTROL, new TrueModel(world.dynamics()), planner, Observer.states(), cost);
    }

    private boolean reaches(Controller controller) {
        faceTheWall();
        controller.begin(world);
        for (int t = 0; t < world.maxSteps(); t++) {
            world.step(controller.act(world));
        }
        return world.success();
    }

    @Test
    void reachesAGoalBehindTheWallWhereDistanceDoesNot() {
        RoadmapCost cost = roadmapCost();
        try (Controller tracking = controller(cost);
                Controller plain = controller(GoalCost.ofGoal(GoalDistance::sum))) {
            assertThat(reaches(plain)).isFalse();
            assertThat(reaches(tracking)).isTrue();
            assertThat(cost.way()).isPresent();
            long rollouts = cost.modelCalls();
            assertThat(rollouts).isPositive();
            double planned = plain.modelCallsPerDecision() * plain.decisions();
            assertThat(tracking.modelCallsPerDecision() * tracking.decisions()).isEqualTo(planned + rollouts);
        }
        assertThat(cost.way()).as("forgotten when the controller is closed").isEmpty();
    }

    @Test
    void gradientsLeadAlongTheWay() {
        try (TensorScope ignored = TensorScope.open()) {
            PointWorld model = PointWorld.withDoor();
            LatentRoadmap roadmap = new LatentRoadmap(
                    RoadmapConfig.standard(),
                    model,
                    PointWorld::position,
                    PersistentHeadings.of(1),
                    Invariants.lastFeatures(1));
            RoadmapCost cost = new RoadmapCost(roadmap, new TrackingConfig(1.4, 2, 6, 6, 30, 10, Blocking.NEVER), 0);
            GradientPlanner planner =
                    new GradientPlanner(GradientPlanner.Config.adam().withStarts(4));
            Tensor goal = PointWorld.state(21, 3);
            Tensor state = PointWorld.state(9, 3);
            for (int decision = 0; decision < 12; decision++) {
                EnergyFunction energy = cost.of(state, goal);
                Problem problem = new Problem(model, energy, ActionBounds.ball(2, 1.8), 14, state);
                Plan plan = planner.plan(PlanRequest.of(problem, Budget.iterations(15)));
                state = plan.states().slice(0, 7, 8);
            }
            assertThat(cost.builds()).isEqualTo(1);
            double[] end = state.toDoubleArray();
            assertThat(Math.hypot(end[0] - 21, end[1] - 3)).isLessThan(2);
        }
    }

    @Test
    void withoutAWayTheReferenceIsTheGoalAndWaysAreLookedForSoOften() {
        try (TensorScope ignored = TensorScope.open()) {
            LatentRoadmap roadmap = new LatentRoadmap(
                    RoadmapConfig.standard().withRollouts(2, 3, 1),
                    PointWorld.closed(),
                    PointWorld::position,
                    PersistentHeadings.of(1),
                    Invariants.none());
            RoadmapCost cost = new RoadmapCost(roadmap, new TrackingConfig(1.4, 2, 6, 6, 30, 2, Blocking.NEVER), 0);
            Tensor plans = Tensors.of(new float[] {21, 3, 15, 22, 3, 15, 21, 5, 15, 21, 3, 15}, 2, 2, 3);
            for (int decision = 0; decision < 4; decision++) {
                EnergyFunction energy = cost.of(PointWorld.state(9, 3), PointWorld.state(21, 3));
                assertThat(energy.energy(plans, plans).toDoubleArray()).containsExactly(0.5, 2);
            }
            assertThat(cost.way()).isEmpty();
            assertThat(cost.builds()).isEqualTo(2);
            assertThat(cost.modelCalls()).isEqualTo(2 * 2 * 3);
        }
    }

    /** The model sees no wall where the agent stands still: the way ahead is taken for blocked until the episode ends. */
    @Test
    void anAgentThatDoesNotComeOnGetsAWayAround() {
        try (TensorScope ignored = TensorScope.open()) {
            RoadmapCost cost = roadmapCost();
            Tensor goal = Tensors.of(new float[] {12, 50}, 1, 2);
            Tensor stuck = Tensors.of(new float[] {12, 12}, 1, 2);
            cost.of(stuck, goal);
            Way first = cost.way().orElseThrow();
            long imagined = cost.modelCalls();
            Tensor ahead = first.reference(1, 2); // [1, 2]
            assertThat(leastDistance(first, ahead)).isLessThan(1);
            cost.of(stuck, goal);
            assertThat(cost.builds()).isEqualTo(2);
            assertThat(cost.modelCalls()).as("what was imagined is enough").isEqualTo(imagined);
            assertThat(leastDistance(cost.way().orElseThrow(), ahead)).isGreaterThan(1.5);
            cost.reset();
            cost.of(stuck, goal);
            assertThat(cost.builds()).isEqualTo(1);
            assertThat(leastDistance(cost.way().orElseThrow(), ahead)).isLessThan(1.5);
        }
    }

    /** The agent slid along the wall, beside the way and not off it: what was predicted instead cannot be entered. */
    @Test
    void anAgentThatIsNotWhereItWasPredictedGetsAWayAround() {
        try (TensorScope ignored = TensorScope.open()) {
            RoadmapCost cost = roadmapCost();
            Tensor goal = Tensors.of(new float[] {12, 50}, 1, 2);
            cost.of(Tensors.of(new float[] {12, 12}, 1, 2), goal);
            Tensor ahead = cost.way().orElseThrow().reference(10, 1); // [10, 2]
            Tensor believed = ahead.slice(0, 0, 8);
            Tensor beside = ahead.slice(0, 7, 8).add(Tensors.of(new float[] {2.4f, 0}, 1, 2));
            cost.predicted(believed);
            cost.of(beside, goal);
            assertThat(cost.builds()).as("within the error of predictions").isEqualTo(1);
            cost.predicted(believed.add(Tensors.of(new float[] {-1, 0}, 1, 2)));
            cost.of(beside, goal);
            assertThat(cost.builds()).isEqualTo(2);
            Tensor end = believed.slice(0, 7, 8).add(Tensors.of(new float[] {-1, 0}, 1, 2));
            assertThat(leastDistance(cost.way().orElseThrow(), end)).isGreaterThanOrEqualTo(2);
        }
    }

    private static double leastDistance(Way way, Tensor point) {
        return Math.sqrt(way.points().sub(point).square().sum(1).min().item());
    }

    @Test
    void anAgentOffTheWayGetsANewOne() {
        try (TensorScope ignored = TensorScope.open()) {
            RoadmapCost cost = roadmapCost();
            Tensor goal = Tensors.of(new float[] {12, 50}, 1, 2);
            cost.of(Tensors.of(new float[] {12, 12}, 1, 2), goal);
            Way first = cost.way().orElseThrow();
            cost.of(Tensors.of(new float[] {12, 14}, 1, 2), goal);
            assertThat(cost.way()).containsSame(first);
            cost.of(Tensors.of(new float[] {24, 14}, 1, 2), goal);
            assertThat(cost.way().orElseThrow()).isNotSameAs(first);
            assertThat(cost.builds()).isEqualTo(2);
        }
    }

    @Test
    void memoryStaysFlat() {
        act(1);
        long before = LiveTensors.settled();
        act(9);
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    private void act(int steps) {
        faceTheWall();
        try (Controller controller = controller(roadmapCost())) {
            controller.begin(world);
            for (int t = 0; t < steps; t++) {
                world.step(controller.act(world));
            }
        }
    }
}
