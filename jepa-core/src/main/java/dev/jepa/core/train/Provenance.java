package dev.jepa.core.train;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jepa.core.tensor.Compute;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where a run came from: what is needed to tell one result from another, and to repeat it.
 *
 * @param recipe the recipe's name
 * @param command the command line, word by word
 * @param started when, in UTC
 * @param seed the seed that all randomness derives from
 * @param device for example {@code cpu} or {@code gpu0}
 * @param data what it learns from
 * @param commits git commits by name ({@code library}, {@code project}); absent where there is no repository
 * @param versions of jepa, java, djl, torch, os and the processor count, by name
 */
public record Provenance(
        String recipe,
        List<String> command,
        Instant started,
        long seed,
        String device,
        DataOrigin data,
        Map<String, String> commits,
        Map<String, String> versions) {

    public Provenance {
        command = List.copyOf(command);
        commits = new TreeMap<>(commits);
        versions = new TreeMap<>(versions);
    }

    /** The provenance of a run that starts now, in this process; asks git and LibTorch. */
    public static Provenance collect(String recipe, List<String> command, long seed, String device, DataOrigin data) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new Provenance(recipe, command, now, seed, device, data, currentCommits(), currentVersions());
    }

    /** As JSON, in the order of the components. */
    public ObjectNode toJson() {
        ObjectNode json = new JsonMapper().createObjectNode().put("recipe", recipe);
        command.forEach(json.putArray("command")::add);
        json.put("started", started.toString())
                .put("seed", seed)
                .put("device", device)
                .set(RunFolder.DATA, data.toJson());
        ObjectNode hashes = json.putObject("commits");
        commits.forEach(hashes::put);
        ObjectNode numbers = json.putObject("versions");
        versions.forEach(numbers::put);
        return json;
    }

    private static Map<String, String> currentCommits() {
        Map<String, String> commits = new TreeMap<>();
        codeFolder().flatMap(GitCommit::of).ifPresent(hash -> commits.put("library", hash));
        GitCommit.of(Path.of("").toAbsolutePath()).ifPresent(hash -> commits.put("project", hash));
        return commits;
    }

    private static Optional<Path> codeFolder() {
        try {
            Path code = Path.of(Provenance.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.ofNullable(code.getParent());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> currentVersions() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("jepa", jepaVersion());
        versions.put("java", System.getProperty("java.runtime.version"));
        versions.put("djl", Compute.djlVersion());
        versions.put("torch", Compute.version());
        versions.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        versions.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        versions.put("threads", Integer.toString(Compute.threads()));
        return versions;
    }

    /** Maven puts the version into the jar; classes in a build folder have none. */
    private static String jepaVersion() {
        Properties properties = new Properties();
        try (InputStream in =
                Provenance.class.getResourceAsStream("/META-INF/maven/dev.jepa/jepa-core/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The version inside the jar of jepa-core cannot be read.", e);
        }
        return properties.getProperty("version", "unpackaged");
    }
}
