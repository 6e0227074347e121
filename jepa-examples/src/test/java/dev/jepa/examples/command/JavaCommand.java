package dev.jepa.examples.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line of a Java process with the class path of the tests, as the launcher starts it. */
final class JavaCommand {
    static final String CLASS_PATH = System.getProperty("java.class.path");

    private JavaCommand() {}

    static List<String> of(Class<?> main, List<String> options, Object... arguments) {
        return of(CLASS_PATH, main, options, arguments);
    }

    static List<String> of(String classPath, Class<?> main, List<String> options, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", // as the launcher, or newer JDKs warn
                "-Dai.djl.offline=true"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return command;
    }
}
