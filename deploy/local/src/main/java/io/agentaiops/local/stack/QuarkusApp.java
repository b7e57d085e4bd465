package io.agentaiops.local.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service as Quarkus packages it ({@code target/quarkus-app}). It is started with an ordinary class path and not by
 * {@code -jar quarkus-run.jar}, whose own class loader keeps the JVM from sharing class data: that halves the processor
 * time of a start.
 */
final class QuarkusApp {

    static final String MAIN_CLASS = "io.quarkus.runner.GeneratedMain";

    private QuarkusApp() {}

    /** Generated and transformed classes first, for the latter replace classes of the libraries. */
    static String classPath(Path runner) {
        Path app = runner.resolveSibling("");
        List<Path> jars = new ArrayList<>();
        jars.add(app.resolve("quarkus/generated-bytecode.jar"));
        jars.add(app.resolve("quarkus/transformed-bytecode.jar"));
        for (String folder : List.of("app", "lib/boot", "lib/main")) {
            jars.addAll(jars(app.resolve(folder)));
        }
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** What the runner's manifest would open: {@code Add-Opens} counts for {@code -jar} alone. */
    static List<String> openings(Path runner) {
        try (JarFile jar = new JarFile(runner.toFile())) {
            Manifest manifest = jar.getManifest();
            String packages =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Add-Opens");
            return packages == null
                    ? List.of()
                    : Stream.of(packages.strip().split("\\s+", -1))
                            .map(opened -> "--add-opens=" + opened + "=ALL-UNNAMED")
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + runner + "; build it anew", e);
        }
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + "; build it anew", e);
        }
    }
}
