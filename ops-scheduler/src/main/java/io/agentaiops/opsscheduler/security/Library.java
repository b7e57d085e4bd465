package io.agentaiops.opsscheduler.security;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A library of this build, as Maven knows it, or npm where it is bundled into the page.
 *
 * @param type {@code maven} or {@code npm}
 * @param group as in the package URL; empty when there is none
 * @param services that are made of it
 */
record Library(String type, String group, String name, String version, List<String> services) implements Part {

    private static final Pattern PURL = Pattern.compile("pkg:(maven|npm)/(?:([^/@]+)/)?([^/@]+)@(.+)");

    Library {
        services = List.copyOf(services);
    }

    /** By the package URL that the services gave. */
    static Library of(String purl, SortedSet<String> services) {
        Matcher parts = PURL.matcher(purl);
        if (!parts.matches()) {
            throw new IllegalArgumentException(purl + " names no library of Maven or npm");
        }
        String group = parts.group(2);
        return new Library(
                parts.group(1), group == null ? "" : group, parts.group(3), parts.group(4), List.copyOf(services));
    }

    @Override
    public String purl() {
        return "pkg:" + type + "/" + (group.isEmpty() ? "" : group + "/") + name + "@" + version;
    }

    @Override
    public Map<String, Object> query() {
        return Map.of("package", Map.of("purl", purl()));
    }

    @Override
    public Map<String, Object> toComponent() {
        return Map.of(
                "type",
                "library",
                "group",
                group.replace("%40", "@"),
                "name",
                name,
                "version",
                version,
                "purl",
                purl(),
                "properties",
                services.stream()
                        .map(service -> Map.of("name", "aiops:service", "value", service))
                        .toList());
    }
}
