package io.agentaiops.opsscheduler.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package of the host, as the source package that it was built from: that is what the notices of Debian and Ubuntu name.
 *
 * @param distribution such as {@code debian}
 * @param release such as {@code 12}
 */
record HostPackage(String distribution, String release, String source, String version) implements Part {

    /** The field {@code Source} of dpkg(1): a name, with a version where it is not that of the package. */
    private static final Pattern SOURCE = Pattern.compile("(\\S+)(?:\\s+\\(([^)]+)\\))?");

    /** What is installed here; nothing where dpkg keeps no list, or where it is not known whose packages they are. */
    static List<HostPackage> installed(Path root) throws IOException {
        Path status = root.resolve("var/lib/dpkg/status");
        Path osRelease = root.resolve("etc/os-release");
        if (!Files.isReadable(status) || !Files.isReadable(osRelease)) {
            return List.of();
        }
        Properties about = new Properties();
        try (var in = Files.newBufferedReader(osRelease, StandardCharsets.UTF_8)) {
            about.load(in);
        }
        String distribution = unquoted(about.getProperty("ID", ""));
        String release = unquoted(about.getProperty("VERSION_ID", ""));
        List<HostPackage> found = new ArrayList<>();
        if (!distribution.isEmpty() && !release.isEmpty()) {
            for (String paragraph :
                    Files.readString(status, StandardCharsets.UTF_8).split("\n\n", -1)) {
                Map<String, String> fields = fields(paragraph);
                if (fields.getOrDefault("status", "").endsWith(" installed")) {
                    found.add(of(distribution, release, fields));
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private static HostPackage of(String distribution, String release, Map<String, String> fields) {
        String version = fields.getOrDefault("version", "");
        Matcher source = SOURCE.matcher(fields.getOrDefault("source", fields.getOrDefault("package", "")));
        if (!source.matches()) {
            return new HostPackage(distribution, release, fields.getOrDefault("package", ""), version);
        }
        return new HostPackage(
                distribution, release, source.group(1), source.group(2) == null ? version : source.group(2));
    }

    private static Map<String, String> fields(String paragraph) {
        Map<String, String> fields = new HashMap<>();
        for (String line : paragraph.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
                fields.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static String unquoted(String text) {
        return text.replace("\"", "").strip();
    }

    @Override
    public String purl() {
        return "pkg:deb/" + distribution + "/" + source + "@"
                + version.replace("+", "%2B").replace(":", "%3A") + "?arch=source&distro=" + distribution + "-"
                + release;
    }

    /** The ecosystem is the name with a capital, a colon and the release, such as {@code Debian:12}. */
    @Override
    public Map<String, Object> query() {
        String ecosystem =
                distribution.substring(0, 1).toUpperCase(Locale.ROOT) + distribution.substring(1) + ":" + release;
        return Map.of("package", Map.of("name", source, "ecosystem", ecosystem), "version", version);
    }

    @Override
    public Map<String, Object> toComponent() {
        return Map.of("type", "library", "group", distribution, "name", source, "version", version, "purl", purl());
    }
}
