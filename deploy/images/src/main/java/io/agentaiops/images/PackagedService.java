package io.agentaiops.images;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A service as Quarkus packages it.
 *
 * @param name its name
 * @param port where it listens
 * @param heapPercent share of the container's memory that its heap may take; the rest is for threads, code and native
 *     libraries
 * @param readsDocuments whether the documents that are shipped belong to it
 * @param folder {@code target/quarkus-app}
 */
record PackagedService(String name, int port, int heapPercent, boolean readsDocuments, Path folder) {

    static final String MAIN_CLASS = "io.quarkus.runner.GeneratedMain";

    /** The folders of a package, the class path's order in the first place: libraries change least. */
    static final List<String> LIBRARIES = List.of("lib/boot", "lib/main");

    static final List<String> OWN = List.of("quarkus", "app");

    /** The five of them, below the root of a checkout. */
    static List<PackagedService> all(Path root) {
        return List.of(
                of(root, "agent-gateway", 8080, 60, false),
                of(root, "tool-runner", 8081, 40, false),
                of(root, "rag-indexer", 8082, 35, true),
                of(root, "ops-scheduler", 8083, 60, true),
                of(root, "alert-router", 8084, 60, true));
    }

    private static PackagedService of(Path root, String name, int port, int heapPercent, boolean readsDocuments) {
        return new PackagedService(
                name, port, heapPercent, readsDocuments, root.resolve(name).resolve("target/quarkus-app"));
    }

    PackagedService {
        if (!Files.isDirectory(folder.resolve("lib/main"))) {
            throw new IllegalStateException(folder + " is missing: build the services first (./aiops images does)");
        }
    }

    /**
     * What {@code java} is told, one flag a line: an argument file.
     *
     * @param home where the package will lie
     * @param data a folder that may be written to
     */
    List<String> arguments(String home, String data) {
        List<String> arguments = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-XX:MaxRAMPercentage=" + heapPercent,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + data + "/classes.jsa",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Djdk.virtualThreadScheduler.parallelism=16",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Duser.home=" + data,
                "--enable-native-access=ALL-UNNAMED"));
        opened().forEach(name -> arguments.add("--add-opens=" + name + "=ALL-UNNAMED"));
        arguments.add("-cp");
        arguments.add(String.join(File.pathSeparator, classPath(home)));
        return arguments;
    }

    /** Generated and transformed classes first, for the latter replace classes of the libraries. */
    private List<String> classPath(String home) {
        List<String> path = new ArrayList<>();
        for (String file : List.of("quarkus/generated-bytecode.jar", "quarkus/transformed-bytecode.jar")) {
            path.add(home + "/" + file);
        }
        for (String part : List.of("app", "lib/boot", "lib/main")) {
            jars(part).forEach(jar -> path.add(home + "/" + part + "/" + jar.getFileName()));
        }
        return path;
    }

    /** The jars of one folder, sorted. */
    List<Path> jars(String part) {
        try (Stream<Path> files = Files.list(folder.resolve(part))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> opened() {
        try (JarFile jar = new JarFile(folder.resolve("quarkus-run.jar").toFile())) {
            Manifest manifest = jar.getManifest();
            String opened =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Add-Opens");
            return opened == null ? List.of() : List.of(opened.strip().split("\\s+", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
