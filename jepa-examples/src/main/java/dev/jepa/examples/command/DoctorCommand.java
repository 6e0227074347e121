package dev.jepa.examples.command;

import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.Convolution;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.CoreLoad;
import dev.jepa.examples.recipe.DataFolders;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code jepa doctor}: what this machine offers and whether LibTorch computes rightly; exit code 1 if it does not. */
@Command(name = "doctor", description = "Checks Java, LibTorch, devices, memory and data on this machine.")
final class DoctorCommand implements Callable<Integer>, EndsAtOnce {
    private static final int SIZE = 512;

    private final PrintWriter out;

    private boolean healthy = true;

    DoctorCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        check("jepa", Version::current);
        check(
                "Java",
                () -> Runtime.version() + " (" + System.getProperty("java.vendor") + ") in "
                        + System.getProperty("java.home"));
        check(
                "platform",
                () -> System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " cores");
        check("memory", DoctorCommand::memory);
        check("LibTorch", () -> Compute.version() + " through DJL " + Compute.djlVersion());
        if (healthy) {
            check("threads", () -> Compute.threads() + " for one operation");
            note("other programs", otherPrograms());
            check("devices", DoctorCommand::devices);
            check("matrix product", DoctorCommand::matrixProduct);
            check("convolution", DoctorCommand::convolution);
        }
        note("cifar10", cifar10());
        return healthy ? 0 : Failures.FAILURE;
    }

    private static String memory() {
        long heap = Runtime.getRuntime().maxMemory();
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return "Java heap up to " + mebibytes(heap) + "; machine " + mebibytes(system.getTotalMemorySize())
                + " of which " + mebibytes(system.getFreeMemorySize()) + " are free";
    }

    private static String otherPrograms() {
        CoreLoad load = CoreLoad.measure();
        boolean slow = load.warning(Compute.threads()).isPresent();
        return String.format("keep %.1f of %d cores busy", load.busy(), load.cores())
                + (slow ? ", so that training takes much longer than it could" : "");
    }

    private static String mebibytes(long bytes) {
        return String.format("%,d MiB", bytes >> 20);
    }

    private static String devices() {
        int gpus = Compute.gpuCount();
        StringBuilder names = new StringBuilder("cpu");
        for (int i = 0; i < gpus; i++) {
            names.append(", gpu").append(i);
        }
        return names + "; 'auto' is " + Compute.auto();
    }

    /** Multiplies two random matrices and checks one element of the product by hand. */
    private static String matrixProduct() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.normal(Rng.of(1), SIZE, SIZE);
            Tensor y = Tensors.normal(Rng.of(2), SIZE, SIZE);
            x.matmul(y);
            long start = System.nanoTime();
            double got = x.matmul(y).select(0, SIZE - 1).select(0, 0).item();
            double milliseconds = (System.nanoTime() - start) / 1e6;
            double[] row = x.select(0, SIZE - 1).toDoubleArray();
            double[] column = y.select(1, 0).toDoubleArray();
            double expected = 0;
            for (int i = 0; i < SIZE; i++) {
                expected += row[i] * column[i];
            }
            if (!(Math.abs(got - expected) < 1e-2)) {
                throw new IllegalStateException("a matrix product gave " + got + " where " + expected + " is right.\n"
                        + "Maybe the native library does not suit this processor.");
            }
            return String.format("%d x %d float32 is right, in %.1f ms", SIZE, SIZE, milliseconds);
        }
    }

    /** Convolves with channels that are no multiple of the engine's blocks, in float32 and in float64. */
    private static String convolution() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.normal(Rng.of(1), 4, 20, 16, 16);
            Tensor w = Tensors.normal(Rng.of(2), 24, 20, 3, 3);
            Tensor single = Convolution.conv2d(x, w, null, Convolution.Window.DEFAULT);
            Tensor exact =
                    Convolution.conv2d(x.to(DType.FLOAT64), w.to(DType.FLOAT64), null, Convolution.Window.DEFAULT);
            double error = single.to(DType.FLOAT64).sub(exact).abs().max().item();
            if (!(error < 1e-3)) {
                throw new IllegalStateException("a convolution is off by " + error + ".\n"
                        + "Maybe the native library does not suit this processor.");
            }
            return "20 to 24 channels float32 is right";
        }
    }

    private static String cifar10() {
        Path folder = DataFolders.of("cifar10");
        return Files.isDirectory(folder) ? "in " + folder : "not in " + folder + " (./jepa data cifar10 brings it)";
    }

    private void check(String what, Supplier<String> finding) {
        try {
            print("ok  ", what, finding.get());
        } catch (RuntimeException | LinkageError e) {
            healthy = false;
            print("FAIL", what, String.valueOf(Failures.unwrapped(e).getMessage()));
        }
    }

    private void note(String what, String finding) {
        print("    ", what, finding);
    }

    private void print(String mark, String what, String finding) {
        out.printf("%s  %-15s %s%n", mark, what, finding.replace("\n", "\n                      "));
        out.flush();
    }
}
