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
import java.util.Map;
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
        int port = FreePorts.any();
        Map<String, String> own = Map.of(
                "AIOPS_" + service.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT",
                Integer.toString(port),
                "AIOPS_CLOCK_OFFSET",
                clockOffset.toString());
        return start(stack, service, port, own, () -> {});
    }

    /** Kills the stack's own process of the service and takes its place, with something else in its environment. */
    static Replica inPlaceOf(Stack stack, String service, int port, Map<String, String> environment) {
        return start(stack, service, port, environment, () -> stack.kill(service));
    }

    private static Replica start(
            Stack stack, String service, int port, Map<String, String> environment, Runnable makeRoom) {
        long pid = stack.process(service).pid();
        try {
            Path proc = Path.of("/proc", Long.toString(pid));
            // Only behind the change of the account: what is preloaded there would keep what root has made.
            List<String> command = new ArrayList<>(List.of("/usr/bin/env"));
            environment.forEach((name, value) -> command.add(name + "=" + value));
            command.addAll(strings(proc.resolve("cmdline")));
            ProcessBuilder builder = new ProcessBuilder(asAccountOf(proc, command));
            builder.environment().clear();
            strings(proc.resolve("environ")).forEach(entry -> {
                int equals = entry.indexOf('=');
                builder.environment().put(entry.substring(0, equals), entry.substring(equals + 1));
            });
            builder.directory(proc.resolve("cwd").toRealPath().toFile());
            makeRoom.run();
            Process process = builder.redirectErrorStream(true)
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
        Signals.pause(process.toHandle());
    }

    void resume() {
        Signals.resume(process.toHandle());
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
