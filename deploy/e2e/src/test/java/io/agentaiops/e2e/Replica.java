package io.agentaiops.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A further process of a service beside the stack's own: the same jar, account and environment, another port and a clock
 * that is wrong.
 *
 * @param process the JVM
 * @param port where it listens
 */
record Replica(Process process, int port) {

    static Replica of(Stack stack, String service, Duration clockOffset) {
        long pid = stack.process(service).pid();
        try {
            Path proc = Path.of("/proc", Long.toString(pid));
            int port = FreePorts.any();
            ProcessBuilder builder = new ProcessBuilder(asAccountOf(proc, strings(proc.resolve("cmdline"))));
            builder.environment().clear();
            strings(proc.resolve("environ")).forEach(entry -> {
                int equals = entry.indexOf('=');
                builder.environment().put(entry.substring(0, equals), entry.substring(equals + 1));
            });
            String name = service.toUpperCase(Locale.ROOT).replace('-', '_');
            builder.environment().put("AIOPS_" + name + "_PORT", Integer.toString(port));
            builder.environment().put("AIOPS_CLOCK_OFFSET", clockOffset.toString());
            Process process = builder.directory(proc.resolve("cwd").toRealPath().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Files.createTempFile(stack.home(), "replica-", ".log")
                            .toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Replica(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it serves; throws when it has ended, which no waiting mends. */
    boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the replica ended with " + process.exitValue());
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                return http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets it stand still, as a suspended machine does. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            List<String> command = List.of("kill", "-" + name, Long.toString(process.pid()));
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As a power failure does. */
    void kill() {
        try {
            process.destroyForcibly();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(process + " did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> asAccountOf(Path proc, List<String> command) throws IOException {
        int uid = (int) Files.getAttribute(proc, "unix:uid");
        if (uid == (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid")) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("setpriv", "--reuid", Integer.toString(uid)));
        wrapped.addAll(List.of("--regid", Files.getAttribute(proc, "unix:gid").toString(), "--clear-groups"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static List<String> strings(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return Arrays.stream(text.split("\0", -1))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
