package io.agentaiops.local.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells which services must be built: the sources of each, with those of the shared jars and the POMs, are digested, and
 * the digest is kept beside what was built from them.
 */
public final class ModuleStamps {

    private static final List<String> SHARED = List.of(
            "pom.xml",
            "deploy/event-contracts/pom.xml",
            "deploy/event-contracts/src/main",
            "deploy/log-mining/pom.xml",
            "deploy/log-mining/src/main",
            "deploy/event-bus/pom.xml",
            "deploy/event-bus/src/main");

    private final Path root;

    public ModuleStamps(Path root) {
        this.root = root;
    }

    /** Those of the services that were never built, or whose sources have changed since. */
    public List<String> stale(List<String> services) {
        return services.stream().filter(service -> !isFresh(service)).toList();
    }

    /** A build by other hands counts for nothing: it may have taken older shared jars. */
    private boolean isFresh(String service) {
        try {
            Path jar = jar(service);
            return Files.exists(jar)
                    && Files.exists(stamp(service))
                    && Files.readString(stamp(service)).equals(content(digest(service), jar));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell whether " + service + " must be built: " + e.getMessage(), e);
        }
    }

    /** Keeps that the service was built from the sources as they are. */
    public void record(String service) {
        try {
            Files.writeString(stamp(service), content(digest(service), jar(service)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + stamp(service), e);
        }
    }

    private Path jar(String service) {
        return root.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private Path stamp(String service) {
        return root.resolve(service).resolve("target/aiops.stamp");
    }

    /** The jar's time is part of it: a build by other hands makes the stamp void. */
    private static String content(String digest, Path jar) throws IOException {
        return digest + " " + Files.getLastModifiedTime(jar).toInstant();
    }

    private String digest(String service) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : sources(service)) {
            digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private List<Path> sources(String service) {
        return Stream.concat(SHARED.stream(), Stream.of(service + "/pom.xml", service + "/src/main"))
                .flatMap(place -> files(root.resolve(place)))
                .sorted()
                .toList();
    }

    private static Stream<Path> files(Path place) {
        if (!Files.exists(place)) {
            return Stream.of();
        }
        try (Stream<Path> walk = Files.walk(place)) {
            return walk.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
