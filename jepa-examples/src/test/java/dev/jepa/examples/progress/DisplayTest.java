package dev.jepa.examples.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.train.Progress;
import dev.jepa.core.train.Speed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisplayTest {
    private static final String ERASE = "\r\033[K";

    private final StringWriter text = new StringWriter();
    private final Display terminal = new Display(new PrintWriter(text), Optional.of(() -> 80));
    private final Display log = new Display(new PrintWriter(text), Optional.empty());

    @Test
    void aSentenceStandsAboveTheBar() {
        try (Task task = terminal.begin("Planning", 4, "episodes")) {
            task.to(1);
            text.getBuffer().setLength(0);
            terminal.say("episode 1: reached");
            assertThat(text.toString()).startsWith(ERASE + "episode 1: reached\n" + ERASE + "Planning  [");
        }
    }

    @Test
    void whatIsLeftOfABarIsALineOfItsOwn() {
        try (Task task = terminal.begin("Planning", 4, "episodes")) {
            task.to(4);
        }
        assertThat(text.toString()).endsWith("4/4 episodes  in 0:00:00\n");
        text.getBuffer().setLength(0);
        terminal.say("after it");
        assertThat(text.toString()).isEqualTo("after it\n");
    }

    @Test
    void nothingIsShownAfterTheLastSentence() {
        Task task = terminal.begin("Planning", 4, "episodes");
        text.getBuffer().setLength(0);
        terminal.end("Stopped.");
        task.to(4);
        task.close();
        terminal.say("more");
        assertThat(text.toString()).isEqualTo(ERASE + "Stopped.\n");
    }

    @Test
    void aLogHasLinesNowAndThenAndTheLast() {
        try (Task task = log.begin("Exploring", 1000, "episodes")) {
            for (int i = 0; i < 1000; i++) {
                task.advance();
            }
        }
        assertThat(text.toString())
                .isEqualTo("Exploring: 0/1000 episodes\nExploring: 1000/1000 episodes  in 0:00:00\n");
    }

    @Test
    void aTrainingNamesItsExamples() {
        Progress progress = log.training("states");
        progress.begin(0, 2);
        assertThat(log.isTraining()).isTrue();
        progress.step(1, Map.of("loss", 1.0), new Speed(2.0, 4.26, 0));
        progress.step(2, Map.of("loss", 0.5), new Speed(2.0, 1234.5, 0));
        progress.end();
        assertThat(log.isTraining()).isFalse();
        assertThat(text.toString()).isEqualTo("Training: 0/2\nTraining: 2/2  loss 0.5000  1235 states/s  in 0:00:00\n");
    }
}
