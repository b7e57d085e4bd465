package io.agentaiops.opsscheduler.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A library of this build, as Maven knows it. */
record Library(String group, String name, String version) implements Part {

    private static final Pattern JAR = Pattern.compile("([^/!]+)-(\\d[^/!]*?)\\.jar!");

    /**
     * Everything on the class path: by the Maven coordinates that a jar carries, or else by the name of its file, where
     * Quarkus puts the group before the name.
     */
    static List<Library> ofThisBuild() {
        try {
            List<Library> libraries = new ArrayList<>();
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            for (URL manifest : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
                Matcher jar = JAR.matcher(manifest.toString());
                if (jar.find()) {
                    libraries.add(of(loader, jar.group(1), jar.group(2)));
                }
            }
            return libraries.stream()
                    .distinct()
                    .sorted(Comparator.comparing(Library::purl))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the class path cannot be read", e);
        }
    }

    private static Library of(ClassLoader loader, String file, String version) throws IOException {
        for (int dot = file.lastIndexOf('.'); dot > 0; dot = file.lastIndexOf('.', dot - 1)) {
            String group = file.substring(0, dot);
            String name = file.substring(dot + 1);
            try (InputStream pom =
                    loader.getResourceAsStream("META-INF/maven/" + group + "/" + name + "/pom.properties")) {
                if (pom != null) {
                    Properties properties = new Properties();
                    properties.load(pom);
                    return new Library(group, name, properties.getProperty("version", version));
                }
            }
        }
        int dot = file.lastIndexOf('.');
        return dot < 0
                ? new Library("", file, version)
                : new Library(file.substring(0, dot), file.substring(dot + 1), version);
    }

    @Override
    public String purl() {
        return "pkg:maven/" + (group.isEmpty() ? "" : group + "/") + name + "@" + version;
    }

    @Override
    public Map<String, Object> query() {
        return Map.of("package", Map.of("purl", purl()));
    }

    @Override
    public Map<String, Object> toComponent() {
        return Map.of("type", "library", "group", group, "name", name, "version", version, "purl", purl());
    }
}
