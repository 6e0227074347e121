package dev.jepa.core.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A training run in a process of its own, for tests that kill it: prints a line a step, resumes by itself. */
final class TrainingProcess {
    static final int HIDDEN = 60_000;
    static final long STEPS = 24;
    static final long EVERY = 4;

    /** Nothing to configure. */
    record Config() {}

    private TrainingProcess() {}

    public static void main(String[] args) {
        Checkpoints checkpoints = checkpoints(Path.of(args[0]));
        try (StopSignal stop = StopSignal.listen(Duration.ofSeconds(30));
                Regression regression = new Regression(HIDDEN)) {
            long start = checkpoints.restore(regression.state(), System.out::println);
            TrainLoopConfig config = new TrainLoopConfig(STEPS, 1, 0, 0);
            new TrainLoop(config, checkpoints, new NoMetrics(), new Lines(), stop).run(regression, start);
        }
    }

    static Checkpoints checkpoints(Path folder) {
        return new Checkpoints(folder, CheckpointPolicy.every(EVERY), new Config());
    }

    /** Starts the run, or resumes it, in a child of this process. */
    static Process start(Path folder, String... wrapper) throws IOException {
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(TrainingProcess.class.getName(), folder.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private record NoMetrics() implements MetricsSink {
        @Override
        public void scalars(long step, Map<String, Double> values) {}

        @Override
        public void close() {}
    }

    private record Lines() implements Progress {
        @Override
        public void begin(long stepsDone, long stepsTotal) {
            System.out.println("begin " + stepsDone);
        }

        @Override
        public void step(long stepsDone, Map<String, Double> terms, Speed speed) {
            System.out.println("step " + stepsDone);
        }

        @Override
        public void note(String sentence) {
            System.out.println(sentence);
        }

        @Override
        public void end() {
            System.out.println("end");
        }
    }
}
