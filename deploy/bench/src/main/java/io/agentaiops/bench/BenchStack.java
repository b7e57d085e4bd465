package io.agentaiops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** A stack of the bench's own, its ports moved out of the way; stopped when closed, and when the bench is stopped. */
final class BenchStack implements AutoCloseable {

    static final int OFFSET = 21_000;
    private static final Pattern STARTED = Pattern.compile("started in (\\d+\\.\\d+)s");

    /** A generation of the heap, as {@code GC.heap_info} tells of it. */
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    static final String KAFKA = "127.0.0.1:" + (9092 + OFFSET);
    static final int GATEWAY_PORT = 8080 + OFFSET;

    private final Path root;
    private final Path home;
    private final Map<String, String> environment;
    private final Thread stop = new Thread(this::stopWithTheBench, "bench-stack-stop");

    private BenchStack(Path root, Path home, Map<String, String> environment) {
        this.root = root;
        this.home = home;
        this.environment = environment;
    }

    /** Starts the stack of a checkout whose services are built. */
    static BenchStack start(Path root, Map<String, String> environment) throws IOException, InterruptedException {
        return start(root, environment, home -> {});
    }

    /** What is put into the home of a stack before its start. */
    @FunctionalInterface
    interface Preparation {
        void prepare(Path home) throws IOException;
    }

    /** As {@link #start(Path, Map)}, with a home that is prepared. */
    static BenchStack start(Path root, Map<String, String> environment, Preparation preparation)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(Files.createDirectories(root.resolve("deploy/bench/target")), "stack-");
        // The services run under an account of their own, to which temporary directories are closed.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        preparation.prepare(home);
        BenchStack stack = new BenchStack(root, home, environment);
        Runtime.getRuntime().addShutdownHook(stack.stop);
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

    /** Kills a service as a power failure does, and starts it again. */
    void killAndStart(String service) throws IOException, InterruptedException {
        ProcessHandle process = ProcessHandle.of(Long.parseLong(pid(service))).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        aiops("up", "--no-build");
    }

    /** Stops and starts all of it; returns how many seconds the start took. */
    double restart() throws IOException, InterruptedException {
        aiops("down");
        long begin = System.nanoTime();
        aiops("up", "--no-build");
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Seconds of processor that a program of the stack has used since it was started. */
    double processorSeconds(String program) throws IOException {
        long pid = Long.parseLong(pid(program));
        double seconds = processorSeconds(pid);
        // PostgreSQL's work is done by a process for each connection.
        for (long child : ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid)
                .toArray()) {
            seconds += processorSeconds(child);
        }
        return seconds;
    }

    private static double processorSeconds(long pid) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        } catch (NoSuchFileException e) {
            return 0; // it has ended, and its parent has its time
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        // utime, stime and those of children that have ended (proc(5), fields 14 to 17), in hundredths.
        return LongStream.of(11, 12, 13, 14)
                        .map(field -> Long.parseLong(fields[(int) field]))
                        .sum()
                / 100.0;
    }

    /** When a service said that it had started: the seconds that it says it took. */
    double startSeconds(String service) throws IOException {
        Matcher started = STARTED.matcher(Files.readString(home.resolve("logs").resolve(service + ".log")));
        double last = Double.NaN;
        while (started.find()) {
            last = Double.parseDouble(started.group(1));
        }
        return last;
    }

    /** Memory of a service that is in use, in megabytes, as the system counts it. */
    double residentMegabytes(String service) throws IOException {
        return kilobytes(service, "VmRSS:") / 1024.0;
    }

    /** What a service's heap holds after a collection, in megabytes. */
    double liveMegabytes(String service) throws IOException, InterruptedException {
        jcmd(service, "GC.run");
        return USED.matcher(jcmd(service, "GC.heap_info"))
                        .results()
                        .mapToLong(used -> Long.parseLong(used.group(1)))
                        .sum()
                / 1024.0;
    }

    private String jcmd(String service, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid(service), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException("jcmd " + command + ": " + said);
        }
        return said;
    }

    private long kilobytes(String service, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc", pid(service), "status")).stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    private String pid(String service) throws IOException {
        String state = Files.readString(home.resolve("run").resolve(service + ".json"));
        return state.replaceAll("(?s).*\"pid\"\\s*:\\s*(\\d+).*", "$1");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Runtime.getRuntime().removeShutdownHook(stop);
        aiops("down");
    }

    /** A bench that is ended by a signal closes nothing. */
    private void stopWithTheBench() {
        try {
            aiops("down");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void aiops(String command, String... more) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(root.resolve("aiops").toString(), command, "--offset", Integer.toString(OFFSET)));
        line.addAll(List.of(more));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(root.toFile()).inheritIO();
        builder.environment().put("AIOPS_HOME", home.toString());
        // A run that is recorded for the next one is not what is to be measured.
        builder.environment().put("AIOPS_CLASS_DATA", "off");
        builder.environment().putAll(environment);
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", line) + " failed");
        }
    }
}
