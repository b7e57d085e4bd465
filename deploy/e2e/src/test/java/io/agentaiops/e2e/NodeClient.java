package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs the clients that other people use, unmodified, from {@code src/test/node}. Their packages are installed once under
 * {@code target/}; a machine without node, or without a way to the packages, skips what needs them.
 */
final class NodeClient {

    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path HOME = Path.of("target/node");
    private static final Duration INSTALL = Duration.ofMinutes(4);
    private static final Duration RUN = Duration.ofMinutes(2);

    private static @Nullable String missing;
    private static boolean ready;

    private NodeClient() {}

    /** What the script printed, run against the stack. */
    static JsonNode run(Stack stack, String script) {
        install();
        Result result = run(
                RUN,
                Map.of("AIOPS_URL", stack.api().base(), "AIOPS_KEY", stack.key()),
                "node",
                "--no-warnings",
                script);
        if (result.exitCode() != 0) {
            throw new AssertionError(script + " failed:\n" + result.output());
        }
        return Json.parse(result.output());
    }

    private static synchronized void install() {
        if (!ready && missing == null) {
            missing = tryToInstall();
            ready = missing == null;
        }
        Assumptions.assumeTrue(ready, () -> "the clients are not tested: " + missing);
    }

    private static @Nullable String tryToInstall() {
        try {
            Files.createDirectories(HOME);
            try (Stream<Path> files = Files.list(SOURCE)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, HOME.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (run(RUN, Map.of(), "node", "--version").exitCode() != 0) {
                return "node is not installed";
            }
            if (Files.isRegularFile(HOME.resolve("node_modules/.package-lock.json"))) {
                return null;
            }
            Result installed = run(INSTALL, Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            return installed.exitCode() == 0 ? null : "npm could not install the clients: " + installed.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Result(int exitCode, String output) {}

    private static Result run(Duration limit, Map<String, String> environment, String... command) {
        try {
            Path out = Files.createTempFile("aiops-node", ".out");
            Path err = Files.createTempFile("aiops-node", ".err");
            ProcessBuilder builder = new ProcessBuilder(List.of(command))
                    .directory(HOME.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            int exitCode = ended ? process.exitValue() : -1;
            String output = exitCode == 0 ? Files.readString(out) : Files.readString(err) + Files.readString(out);
            Files.delete(out);
            Files.delete(err);
            return new Result(exitCode, output);
        } catch (IOException e) {
            return new Result(-1, command[0] + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the gateway asks the model again, which a test before may have let fail. */
    static void awaitModel(Stack stack) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(stack.api()
                                .ask("How full are the disks?", "model")
                                .get("mode")
                                .asText())
                        .isEqualTo("model"));
    }
}
