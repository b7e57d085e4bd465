package io.agentaiops.toolrunner.sandbox;

import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds executables in the configured directories only; the environment's PATH plays no part. */
@Singleton
public class Executables {

    private final List<Path> directories;

    Executables(SandboxConfig config) {
        this.directories = config.path().stream().map(Path::of).toList();
    }

    /** The executable of that name, if it is installed. */
    public Optional<Path> find(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            return Optional.empty();
        }
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** The executable of that name. */
    Path get(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException(name + " is not installed"));
    }

    boolean has(String... names) {
        return List.of(names).stream().allMatch(name -> find(name).isPresent());
    }

    /** The directories as a PATH. */
    String searchPath() {
        return String.join(":", directories.stream().map(Path::toString).toList());
    }
}
