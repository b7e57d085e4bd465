package io.agentaiops.eventbus.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this process runs on. */
final class ClassPath {

    private static final Pattern IN_JAR = Pattern.compile("jar:(file:.+)!/META-INF/MANIFEST\\.MF");
    private static final Pattern JAR = Pattern.compile("(?:(.+?)\\.)??([^.]+?)-(\\d.*)\\.jar");
    private static final String OWN = "io.agentaiops";
    /**
     * What a service carries that is no jar, modules that were bundled into its page: a package URL and its version a
     * line, with a space between them, for Maven takes the sign that belongs there for the beginning of an expression.
     */
    private static final String BUNDLED = "META-INF/aiops/bundled-libraries";

    private ClassPath() {}

    /** Package URLs of the libraries on the class path, and of those that were bundled into one of them. */
    static List<String> libraries() {
        try {
            List<Path> jars = new ArrayList<>();
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            for (URL manifest : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
                Matcher jar = IN_JAR.matcher(manifest.toString());
                if (jar.matches()) {
                    jars.add(Path.of(URI.create(jar.group(1))));
                }
            }
            List<String> libraries = new ArrayList<>(of(jars));
            libraries.addAll(bundled(loader));
            return List.copyOf(libraries);
        } catch (IOException e) {
            throw new UncheckedIOException("the class path cannot be read", e);
        }
    }

    static List<String> bundled(ClassLoader loader) throws IOException {
        TreeSet<String> bundled = new TreeSet<>();
        for (URL list : Collections.list(loader.getResources(BUNDLED))) {
            try (InputStream in = list.openStream()) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .forEach(line -> bundled.add(line.strip().replace(' ', '@')));
            }
        }
        return List.copyOf(bundled);
    }

    /**
     * As Quarkus wrote them down when it packaged the service: {@code quarkus-app-dependencies.txt}, two folders above the
     * jars. Where that list was left behind, by the names of the files, to which Quarkus adds the group.
     */
    static List<String> of(List<Path> jars) throws IOException {
        TreeSet<String> libraries = new TreeSet<>();
        for (Path jar : jars) {
            Path list = jar.resolve("../../../quarkus-app-dependencies.txt").normalize();
            if (Files.isRegularFile(list)) {
                return Files.readAllLines(list).stream()
                        .map(line -> line.split(":", -1))
                        .filter(parts -> parts.length == 5 && !parts[0].equals(OWN))
                        .map(parts -> "pkg:maven/" + parts[0] + "/" + parts[1] + "@" + parts[4])
                        .distinct()
                        .sorted()
                        .toList();
            }
            Matcher name = JAR.matcher(String.valueOf(jar.getFileName()));
            if (name.matches() && !OWN.equals(name.group(1))) {
                String group = name.group(1) == null ? "" : name.group(1) + "/";
                libraries.add("pkg:maven/" + group + name.group(2) + "@" + name.group(3));
            }
        }
        return List.copyOf(libraries);
    }
}
