package dev.jepa.examples.command;

import dev.jepa.core.tensor.Compute;
import dev.jepa.examples.bench.Bench;
import dev.jepa.examples.bench.StepBenchmark;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.report.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa bench}: how fast training steps run on this machine, and what share of its peak they reach. */
@Command(name = "bench", description = "Measures training steps against this machine's peak in matrix products.")
final class BenchCommand implements Callable<Integer>, EndsAtOnce {
    private final List<StepBenchmark> benchmarks;
    private final Display display;
    private final PrintWriter out;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/bench",
            description = "Folder for summary.json (${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "auto",
            description = "auto, cpu, gpu0, gpu1 … (${DEFAULT-VALUE}).")
    private String device = "";

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "How long to repeat each step (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Threads for one operation; 0 for all cores.")
    private int threads;

    BenchCommand(List<StepBenchmark> benchmarks, Display display, PrintWriter out) {
        this.benchmarks = benchmarks;
        this.display = display;
        this.out = out;
    }

    @Override
    public Integer call() {
        if (threads > 0) {
            Compute.setThreads(threads);
        }
        Summary summary = new Bench(Devices.parse(device), seconds, display).run(benchmarks);
        summary.write(folder);
        summary.print(out);
        return 0;
    }
}
