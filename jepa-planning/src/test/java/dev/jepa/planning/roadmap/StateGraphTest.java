package dev.jepa.planning.roadmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StateGraphTest {
    private static StateGraph graph(double support, int dim, float... points) {
        RoadmapConfig standard = RoadmapConfig.standard();
        StateGraph graph =
                new StateGraph(new RoadmapConfig(2, 1, 1, 1, standard.link(), standard.jump(), support), dim, dim);
        for (int i = 0; i < points.length / dim; i++) {
            graph.visit(points, points, i);
        }
        return graph;
    }

    @Test
    void nearStatesAreOneNodeAndVisitsAreCounted() {
        StateGraph graph = graph(0, 2, 0, 0, 0.9f, 0, 1.1f, 0, -0.5f, -0.5f);
        assertThat(graph.size()).isEqualTo(2);
        assertThat(graph.visits(0)).isEqualTo(3);
        assertThat(graph.visits(1)).as("1.1 away from the first").isEqualTo(1);
    }

    @Test
    void nodesAreMergedAndLinkedAsByLookingAtAll() {
        SplittableRandom random = new SplittableRandom(2);
        for (int dim = 1; dim <= 4; dim++) {
            float[] rows = new float[500 * dim];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (float) (6 * random.nextDouble() - 3);
            }
            StateGraph graph = graph(0, dim, rows);
            for (int i = 0; i < graph.size(); i++) {
                for (int j = 0; j < i; j++) {
                    double distance = distance(graph.point(i), graph.point(j));
                    assertThat(distance).isGreaterThanOrEqualTo(1);
                    int[] path = graph.shortest(i, j, List.of(), 1);
                    assertThat(path.length == 2).isEqualTo(distance < 1.4);
                }
            }
        }
    }

    private static double distance(float[] x, float[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += (x[k] - y[k]) * (x[k] - y[k]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void consecutiveStatesAreJoinedUnlessTheModelJumped() {
        StateGraph graph = graph(0, 1, 0, 3, 7);
        assertThat(graph.shortest(0, 1, List.of(), 1)).isEmpty();
        graph.follow(0, 1);
        graph.follow(1, 2);
        assertThat(graph.shortest(0, 1, List.of(), 1)).containsExactly(0, 1);
        assertThat(graph.shortest(1, 0, List.of(), 1)).containsExactly(1, 0);
        assertThat(graph.shortest(0, 2, List.of(), 1))
                .as("4 is more than a step can be")
                .isEmpty();
    }

    @Test
    void aLeakIsNotWorthItWhenTheWayAroundIsWellVisited() {
        // Up, across and down, 1.2 a step; and straight from end to end, 1.8 a step, which one rollout did.
        float[] nodes = {
            0, 0, 0, 1.2f, 0, 2.4f, 0, 3.6f, 1.2f, 3.6f, 2.4f, 3.6f, 3.6f, 3.6f, 4.8f, 3.6f, 6, 3.6f, 7.2f, 3.6f, 7.2f,
            2.4f, 7.2f, 1.2f, 7.2f, 0, 1.8f, 0, 3.6f, 0, 5.4f, 0
        };
        int goal = 12;
        for (double support : new double[] {0, 30}) {
            StateGraph graph = graph(support, 2, nodes);
            for (int visit = 0; visit < 50; visit++) {
                for (int i = 0; i <= goal; i++) {
                    graph.visit(nodes, nodes, i);
                }
            }
            graph.follow(0, 13);
            graph.follow(13, 14);
            graph.follow(14, 15);
            graph.follow(15, goal);
            assertThat(graph.shortest(0, goal, List.of(), 1)).hasSize(support == 0 ? 5 : 13);
        }
    }

    @Test
    void barriersAreNotPassedThrough() {
        float[] nodes = {0, 0, 1.2f, 0, 2.4f, 0, 0, 1.2f, 1.2f, 1.2f, 2.4f, 1.2f}; // two rows of three
        StateGraph graph = graph(0, 2, nodes);
        assertThat(graph.shortest(0, 2, List.of(), 0.5)).containsExactly(0, 1, 2);
        assertThat(graph.shortest(0, 2, List.of(new float[] {1.2f, 0}), 0.5)).containsExactly(0, 3, 4, 5, 2);
        assertThat(graph.shortest(0, 2, List.of(new float[] {1.2f, 0}), 1.3)).isEmpty();
    }
}
