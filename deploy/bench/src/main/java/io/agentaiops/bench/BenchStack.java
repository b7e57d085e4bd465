package io.agentaiops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stack of the bench's own, its ports moved out of the way; stopped when closed. */
final class BenchStack implements AutoCloseable {

    private static final int OFFSET = 21_000;
    static final String KAFKA = "127.0.0.1:" + (9092 + OFFSET);
    static final int GATEWAY_PORT = 8080 + OFFSET;

    private final Path root;
    private final Path home;
    private final Map<String, String> environment;

    private BenchStack(Path root, Path home, Map<String, String> environment) {
        this.root = root;
        this.home = home;
        this.environment = environment;
    }

    /** Starts the stack of a checkout whose services are built. */
    static BenchStack start(Path root, Map<String, String> environment) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(Files.createDirectories(root.resolve("deploy/bench/target")), "stack-");
        // The services run under an account of their own, to which temporary directories are closed.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        BenchStack stack = new BenchStack(root, home, environment);
        try {
            stack.aiops("up", "--no-build");
        } catch (IllegalStateException e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    /** The administrator's key. */
    String key() throws IOException {
        return Files.readString(home.resolve("admin.key")).strip();
    }

    /** Memory of a service that is in use, in megabytes, as the system counts it. */
    double residentMegabytes(String service) throws IOException {
        return kilobytes(service, "VmRSS:") / 1024.0;
    }

    private long kilobytes(String service, String field) throws IOException {
        String state = Files.readString(home.resolve("run").resolve(service + ".json"));
        String pid = state.replaceAll("(?s).*\"pid\"\\s*:\\s*(\\d+).*", "$1");
        return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        aiops("down");
    }

    private void aiops(String command, String... more) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(root.resolve("aiops").toString(), command, "--offset", Integer.toString(OFFSET)));
        line.addAll(List.of(more));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(root.toFile()).inheritIO();
        builder.environment().put("AIOPS_HOME", home.toString());
        builder.environment().putAll(environment);
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", line) + " failed");
        }
    }
}
