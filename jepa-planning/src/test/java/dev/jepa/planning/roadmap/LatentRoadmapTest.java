package dev.jepa.planning.roadmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.LiveTensors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentRoadmapTest {
    /** Along the walls' corners: (9, 3), (13.5, 25.5), (16.5, 25.5), (21, 3). */
    private static final double SHORTEST = 2 * Math.hypot(4.5, 22.5) + 3;

    private static LatentRoadmap roadmap(PointWorld world, Invariants invariants) {
        return new LatentRoadmap(
                RoadmapConfig.standard(), world, PointWorld::position, PersistentHeadings.of(1), invariants);
    }

    private static Optional<Way> find(LatentRoadmap roadmap, long seed) {
        return roadmap.find(PointWorld.state(9, 3), PointWorld.state(21, 3), Rng.of(seed), TrackingConfig.standard());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void theWayGoesThroughTheDoorAndIsNearTheShortest(long seed) {
        try (TensorScope ignored = TensorScope.open()) {
            Way way = find(roadmap(PointWorld.withDoor(), Invariants.none()), seed)
                    .orElseThrow();
            float[] points = way.points().toFloatArray();
            int inDoor = 0;
            for (int i = 0; i < points.length; i += 2) {
                if (Math.abs(points[i] - PointWorld.WALL) < PointWorld.HALF_WALL) {
                    assertThat((double) points[i + 1]).isCloseTo(PointWorld.DOOR, within(1.5));
                    inDoor++;
                }
            }
            assertThat(inDoor).isPositive();
            assertThat(points).startsWith(9, 3).endsWith(21, 3);
            assertThat(way.length()).isBetween(SHORTEST, 1.25 * SHORTEST);
        }
    }

    @Test
    void statesOfTheWayAreThoseOfItsPoints() {
        try (TensorScope ignored = TensorScope.open()) {
            Way way = find(roadmap(PointWorld.withDoor(), Invariants.none()), 0).orElseThrow();
            assertThat(PointWorld.position(way.states()).toFloatArray())
                    .isEqualTo(way.points().toFloatArray());
        }
    }

    @Test
    void thereIsNoWayToAnUnreachableGoal() {
        try (TensorScope ignored = TensorScope.open()) {
            LatentRoadmap roadmap = roadmap(PointWorld.closed(), Invariants.none());
            assertThat(find(roadmap, 0)).isEmpty();
            assertThat(roadmap.modelCalls()).isEqualTo(8 * 48 * 60);
        }
    }

    @Test
    void aStartAtTheGoalIsAWayOfNoLength() {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor here = PointWorld.state(9, 3);
            Way way = roadmap(PointWorld.withDoor(), Invariants.none())
                    .find(here, here, Rng.of(0), TrackingConfig.standard())
                    .orElseThrow();
            assertThat(way.length()).isZero();
            assertThat(way.reference(2, 1).toFloatArray()).containsExactly(9, 3, 9, 3);
        }
    }

    @Test
    void heldFeaturesStayThoseOfStartAndGoal() {
        try (TensorScope ignored = TensorScope.open()) {
            PointWorld drifting = new PointWorld(1.5, 0.05);
            assertThat(walls(find(roadmap(drifting, Invariants.none()), 0).orElseThrow()))
                    .anyMatch(x -> x != PointWorld.WALL);
            assertThat(walls(find(roadmap(drifting, Invariants.lastFeatures(1)), 0)
                            .orElseThrow()))
                    .allMatch(x -> x == PointWorld.WALL);
        }
    }

    private static List<Double> walls(Way way) {
        return Arrays.stream(way.states().slice(1, 2, 3).toDoubleArray())
                .boxed()
                .toList();
    }

    @Test
    void theSameSeedGivesTheSameWay() {
        try (TensorScope ignored = TensorScope.open()) {
            LatentRoadmap roadmap = roadmap(PointWorld.withDoor(), Invariants.none());
            float[] first = find(roadmap, 5).orElseThrow().points().toFloatArray();
            assertThat(find(roadmap, 5).orElseThrow().points().toFloatArray()).isEqualTo(first);
            assertThat(find(roadmap, 6).orElseThrow().points().toFloatArray()).isNotEqualTo(first);
        }
    }

    @Test
    void nothingNativeOutlivesASearch() {
        try (TensorScope ignored = TensorScope.open()) {
            LatentRoadmap roadmap = roadmap(PointWorld.withDoor(), Invariants.lastFeatures(1));
            Tensor start = PointWorld.state(9, 3);
            Tensor goal = PointWorld.state(21, 3);
            long before = LiveTensors.settled();
            for (int i = 0; i < 3; i++) {
                assertThat(roadmap.find(start, goal, Rng.of(i), TrackingConfig.standard()))
                        .isPresent();
            }
            assertThat(TensorScope.liveTensors()).isEqualTo(before);
        }
    }

    @Test
    void statesThatAreNaNAreNamed() {
        try (TensorScope ignored = TensorScope.open()) {
            LatentRoadmap roadmap = roadmap(PointWorld.withDoor(), Invariants.none());
            Tensor start = PointWorld.state(9, 3);
            Tensor goal = PointWorld.state(21, Double.NaN);
            assertThatThrownBy(() -> roadmap.find(start, goal, Rng.of(1), TrackingConfig.standard()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("start and goal must be finite");
        }
    }

    @Test
    void wrongShapesAreNamed() {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor start = PointWorld.state(9, 3);
            LatentRoadmap sound = roadmap(PointWorld.withDoor(), Invariants.lastFeatures(3));
            assertThatThrownBy(() -> sound.find(start, start.select(0, 0), Rng.of(0), TrackingConfig.standard()))
                    .hasMessageContaining("[1, D]")
                    .hasMessageContaining("Maybe");
            assertThatThrownBy(() -> sound.find(start, start, Rng.of(0), TrackingConfig.standard()))
                    .hasMessageContaining("states have 3 features");
            LatentRoadmap summed = new LatentRoadmap(
                    RoadmapConfig.standard(),
                    PointWorld.withDoor(),
                    states -> states.sum(1),
                    PersistentHeadings.of(1),
                    Invariants.none());
            assertThatThrownBy(() -> summed.find(start, start, Rng.of(0), TrackingConfig.standard()))
                    .hasMessageContaining("points [N, K]");
            LatentRoadmap shortened = new LatentRoadmap(
                    RoadmapConfig.standard(),
                    PointWorld.withDoor(),
                    PointWorld::position,
                    (rng, rollouts, steps) -> PersistentHeadings.of(1).propose(rng, rollouts, steps - 1),
                    Invariants.none());
            assertThatThrownBy(() -> shortened.find(start, start, Rng.of(0), TrackingConfig.standard()))
                    .hasMessageContaining("proposed actions must be [48, 60, A] but were");
        }
    }
}
