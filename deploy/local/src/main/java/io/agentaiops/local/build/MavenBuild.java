package io.agentaiops.local.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs Maven by its wrapper, on the JDK that runs this program; one run at a time for a checkout. */
public final class MavenBuild {

    private final Path root;

    public MavenBuild(Path root) {
        this.root = root;
    }

    /**
     * Builds the services without their tests; what Maven says goes to the log. Their classes are made anew, for Maven
     * leaves behind what was made of a source that is gone, and an old migration would still be applied.
     *
     * @return the exit code
     */
    public int packageServices(List<String> services, Path log) {
        services.forEach(service -> delete(root.resolve(service).resolve("target/classes")));
        return run(
                List.of(
                        "-B",
                        "-ntp",
                        "-pl",
                        String.join(",", services),
                        "-am",
                        "package",
                        "-DskipTests",
                        "-Dspotless.check.skip=true"),
                ProcessBuilder.Redirect.to(log.toFile()));
    }

    /**
     * Runs goals with Maven's output on the terminal.
     *
     * @return the exit code
     */
    public int run(List<String> arguments) {
        return run(arguments, ProcessBuilder.Redirect.INHERIT);
    }

    private int run(List<String> arguments, ProcessBuilder.Redirect output) {
        List<String> command =
                new ArrayList<>(List.of("sh", root.resolve("mvnw").toString()));
        command.addAll(arguments);
        Path lockFile = root.resolve("deploy/local/target/build.lock");
        try {
            Files.createDirectories(lockFile.getParent());
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(root.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output);
                builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
                return builder.start().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run Maven: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Maven runs", e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }
}
