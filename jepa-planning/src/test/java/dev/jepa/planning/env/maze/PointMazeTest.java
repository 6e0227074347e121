package dev.jepa.planning.env.maze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.planning.env.RandomPolicy;
import dev.jepa.planning.mpc.Evaluation;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PointMazeTest {
    private static final long[] SEEDS = LongStream.range(0, 30).toArray();

    static Stream<MazeMap> maps() {
        return Stream.of(MazeMap.umaze(), MazeMap.medium());
    }

    @ParameterizedTest
    @MethodSource("maps")
    void theOracleReachesEveryGoalAndRandomPushesFew(MazeMap map) {
        PointMaze maze = new PointMaze(map, 400);
        assertThat(Evaluation.run(maze, new MazeOracle(), SEEDS).successAtEnd().successes())
                .isEqualTo(30);
        assertThat(Evaluation.run(maze, new RandomPolicy(1), SEEDS)
                        .successAtEnd()
                        .successes())
                .isLessThan(12);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void thePointNeverEntersAWall(MazeMap map) {
        PointMaze maze = new PointMaze(map, 2000);
        RandomPolicy policy = new RandomPolicy(3);
        for (long seed = 0; seed < 5; seed++) {
            maze.reset(seed);
            for (int t = 0; t < 2000; t++) {
                maze.step(policy.act(maze));
                double[] state = maze.state();
                assertThat(map.isWall(state[0], state[1])).isFalse();
            }
        }
    }

    @Test
    void brokenMapsAreRefused() {
        assertThatThrownBy(() -> MazeMap.parse("####\n#  #\n###")).hasMessageContaining("line 3");
        assertThatThrownBy(() -> MazeMap.parse("####\n#   \n####")).hasMessageContaining("open at column 3, row 1");
        assertThatThrownBy(() -> MazeMap.parse("#####\n# # #\n#####")).hasMessageContaining("cannot be reached");
    }

    @Test
    void framesShowThePointAndTheWalls() {
        PointMaze maze = new PointMaze(MazeMap.umaze(), 10);
        int width = maze.observe().width();
        int at = (int) (maze.state()[1] * 8) * width + (int) (maze.state()[0] * 8);
        assertThat(maze.observe().pixels()[at] & 0xff).isGreaterThan(150);
        assertThat(maze.observe().pixels()[width * width] & 0xff).isEqualTo(255);
    }
}
