package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyCommandTest {
    @TempDir
    private Path folder;

    @Test
    void writesFiguresPageAndPictures() throws Exception {
        TinyJepa.Outcome outcome = TinyJepa.run("energy", "--steps", 1, "--pixels", 8, "--out", folder);
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("spiral_latent_separation");
        assertThat(Files.readString(folder.resolve("summary.json"))).contains("\"steps\" : 1", "moons_vicreg_gap");
        for (String name : new String[] {"report.html", "spiral.png", "moons.png", "sine.png"}) {
            assertThat(folder.resolve(name)).isNotEmptyFile();
        }
    }

    @Test
    void drawsTheLosses() {
        TinyJepa.Outcome outcome = TinyJepa.run("losses", "--out", folder);
        assertThat(outcome.code()).isZero();
        assertThat(folder.resolve("vicreg-official.svg"))
                .content()
                .startsWith("<svg xmlns=")
                .contains("from a line");
    }
}
