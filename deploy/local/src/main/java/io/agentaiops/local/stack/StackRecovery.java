package io.agentaiops.local.stack;

import io.agentaiops.local.keys.KeyRing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** What a recovery does to a stack: its services stop, its engines run, ops-scheduler's restore program works, all comes up. */
public final class StackRecovery {

    private static final String PROGRAM = "io.agentaiops.opsscheduler.restore.RestoreMain";

    private final Stack stack;
    private final Progress progress;
    private final Clock clock;

    public StackRecovery(Stack stack, Progress progress, Clock clock) {
        this.stack = stack;
        this.progress = progress;
        this.clock = clock;
    }

    /** The folder of a backup under the stack's own, or the newest one for {@code latest}. */
    public Optional<Path> find(String id) {
        List<Path> all = new ArrayList<>();
        for (String tier : List.of("daily", "weekly", "monthly")) {
            Path folder = backups().resolve(tier);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> backups = Files.list(folder)) {
                    backups.filter(backup -> Files.exists(backup.resolve("manifest.json")))
                            .filter(backup -> !backup.toString().endsWith(".part"))
                            .forEach(all::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return id.equals("latest")
                ? all.stream().max(Comparator.comparing(StackRecovery::time))
                : all.stream()
                        .filter(backup -> backup.getFileName().toString().equals(id))
                        .findFirst();
    }

    /** Where this stack's backups lie. */
    public Path backups() {
        return Optional.ofNullable(stack.external().environment().get("AIOPS_BACKUP_DIR"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElse(stack.home().backups());
    }

    /** The time stands in the name: {@code daily-20270131-010000}. */
    private static String time(Path backup) {
        return backup.getFileName().toString().replaceFirst("^[a-z]+-", "");
    }

    /**
     * Puts a set of volumes together among the backups of its tier, unless it is there; gives back its folder.
     *
     * @param key opens the list of erasures that lies beside the volumes
     */
    public String assemble(Path index, Path key) {
        String tier = index.getFileName().toString().replaceFirst("-.*", "");
        return run(with(
                key,
                "import",
                "--index",
                index.toString(),
                "--to",
                backups().resolve(tier).toString()));
    }

    /**
     * Fetches a copy and the list of erasures from the bucket, or the newest one for {@code latest}; gives back its
     * folder.
     */
    public String fetch(String id, Path key) {
        return run(with(key, "fetch", "--id", id, "--to", backups().toString()));
    }

    private static List<String> with(Path key, String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        if (Files.exists(key)) {
            line.addAll(List.of("--key", key.toString()));
        }
        return line;
    }

    /** The ids of the copies in the bucket, newest first, one a line. */
    public String copies() {
        return run(List.of("copies"));
    }

    /** Stops the services; the engines stay. */
    public void stopServices() {
        new StackStopper(stack, progress)
                .stop(stack.states().all().stream()
                        .filter(state -> Service.of(state.name()).isPresent())
                        .toList());
    }

    /** Starts the engines, with empty data where there are none. */
    public void startEngines() {
        new StackLauncher(stack, progress, clock).upEngines();
    }

    /** Starts everything. */
    public void startAll() {
        new StackLauncher(stack, progress, clock).up();
    }

    /** Runs the restore program as the caller; gives back what it printed, or throws with what it complained of. */
    public String restore(Path backup, Path key, String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(command, "--backup", backup.toString(), "--key", key.toString()));
        line.addAll(Arrays.asList(arguments));
        return run(line);
    }

    private String run(List<String> arguments) {
        Path jar =
                stack.home().root().resolve(Service.OPS_SCHEDULER.id()).resolve("target/quarkus-app/quarkus-run.jar");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home")).resolve("bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                QuarkusApp.classPath(jar),
                PROGRAM));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("OPENSEARCH_HOSTS", stack.openSearchHosts());
        builder.environment().put("AIOPS_DB_URL", stack.databaseUrl());
        if (Files.exists(stack.keys().databasePassword())) {
            builder.environment()
                    .putIfAbsent("AIOPS_DB_PASSWORD", KeyRing.read(stack.keys().databasePassword()));
        }
        return output(builder);
    }

    /** What it printed; what it complained of only when it failed, for paths and ids are read from the former. */
    private static String output(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            FutureTask<String> complaint = new FutureTask<>(() -> text(process.getErrorStream()));
            Thread.ofVirtual().start(complaint);
            String output = text(process.getInputStream());
            if (process.waitFor() != 0) {
                throw new StackFailure((output + "\n" + complaint.get()).strip());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the restore program's complaints cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted while restoring");
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
