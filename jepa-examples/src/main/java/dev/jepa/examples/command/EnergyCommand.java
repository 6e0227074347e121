package dev.jepa.examples.command;

import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.tensor.Rng;
import dev.jepa.examples.energy.EnergyStudy;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.UsageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa energy}: what shapes an energy, on three distributions in the plane. */
@Command(
        name = "energy",
        description =
                "Trains small energies in the plane: contrastively, with nothing against collapse, with VICReg, with a"
                        + " latent variable; draws their landscapes and measures their gaps.")
final class EnergyCommand implements Callable<Integer>, EndsAtOnce {
    private final Display display;
    private final PrintWriter out;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/energy",
            description = "Folder for summary.json, report.html and pictures (${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Steps of each of the twelve trainings (${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--pixels",
            paramLabel = "N",
            defaultValue = "200",
            description = "Width of a landscape (${DEFAULT-VALUE}).")
    private int pixels;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Random seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "cpu",
            description = "auto, cpu, gpu0, gpu1 … (${DEFAULT-VALUE}).")
    private String device = "";

    EnergyCommand(Display display, PrintWriter out) {
        this.display = display;
        this.out = out;
    }

    @Override
    public Integer call() {
        requirePositive("--steps", steps);
        requirePositive("--pixels", pixels);
        EnergyStudy.Outcome outcome =
                new EnergyStudy(steps, pixels, Rng.of(seed), Devices.parse(device), display).run();
        outcome.summary().put("seed", seed);
        outcome.pictures().forEach((name, picture) -> write(folder.resolve(name + ".png"), picture));
        outcome.report().write(folder);
        outcome.summary().write(folder);
        outcome.summary().print(out);
        return 0;
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new UsageException(option + " must be >= 1 but was " + value + ".");
        }
    }

    private static void write(Path file, BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFiles.writeBytes(file, bytes.toByteArray());
    }
}
