package io.agentaiops.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folders of a stack.
 *
 * @param root the checkout
 * @param folder where the stack keeps everything of its own: {@code .aiops}, or what {@code AIOPS_HOME} says
 */
public record StackHome(Path root, Path folder) {

    public StackHome {
        root = root.toAbsolutePath().normalize();
        folder = folder.toAbsolutePath().normalize();
    }

    /** The home of the stack with that offset: a second stack of one checkout has a folder of its own. */
    public static StackHome of(Path root, Optional<String> configured, int offset) {
        Path standard = root.resolve(".aiops");
        return new StackHome(
                root, configured.map(Path::of).orElse(offset == 0 ? standard : standard.resolve("offset-" + offset)));
    }

    public Path log(String component) {
        return logs().resolve(component + ".log");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    public Path run() {
        return folder.resolve("run");
    }

    Path data(String component) {
        return folder.resolve("data").resolve(component);
    }

    /** How many replicas of each service were asked for. */
    Path replicas() {
        return folder.resolve("replicas.json");
    }

    /** What the balancer of a service is told. */
    Path balanced(String service) {
        return folder.resolve("balancer").resolve(service + ".json");
    }

    /** Where backups are written, beside the data and not among them. */
    public Path backups() {
        return folder.resolve("backups");
    }

    public Path config() {
        return folder.resolve("config");
    }

    /** Where the JVM of a component keeps its class data archive. */
    Path classData(String component) {
        return folder.resolve("cds").resolve(program(component)).resolve("classes.jsa");
    }

    /** Where the JVM of a service keeps its ahead-of-time cache. */
    Path trained(String service) {
        return folder.resolve("cds").resolve(program(service)).resolve("service.aot");
    }

    /** Replicas are one program. */
    private static String program(String component) {
        return Service.of(component)
                .filter(service -> !component.equals(service.balancer()))
                .map(Service::id)
                .orElse(component);
    }

    Path engines() {
        return root.resolve("deploy/local/target/engines");
    }

    /** Makes the folders that everybody may look into. */
    public void create() {
        try {
            Files.createDirectories(run());
            Files.createDirectories(folder.resolve("logs"));
            Files.createDirectories(folder.resolve("data"));
            Files.createDirectories(config());
            Files.createDirectories(folder.resolve("balancer"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }
}
