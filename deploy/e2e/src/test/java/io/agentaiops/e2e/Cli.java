package io.agentaiops.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./aiops}. */
final class Cli {

    /**
     * What came of it.
     *
     * @param exitCode of the process
     * @param output standard output and error, as a terminal shows them
     */
    record Result(int exitCode, String output) {}

    private Cli() {}

    static Result run(Path root, Map<String, String> environment, Duration limit, String... arguments) {
        List<String> command = new ArrayList<>(List.of("./aiops"));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("aiops-e2e", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        String.join(" ", command) + " took more than " + limit + ":\n" + Files.readString(out));
            }
            String output = Files.readString(out);
            Files.delete(out);
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
