package io.agentaiops.opsscheduler.security;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A library of this build, as Maven knows it.
 *
 * @param services that are made of it
 */
record Library(String group, String name, String version, List<String> services) implements Part {

    private static final Pattern PURL = Pattern.compile("pkg:maven/(?:([^/@]+)/)?([^/@]+)@(.+)");

    Library {
        services = List.copyOf(services);
    }

    /** By the package URL that the services gave. */
    static Library of(String purl, SortedSet<String> services) {
        Matcher parts = PURL.matcher(purl);
        if (!parts.matches()) {
            throw new IllegalArgumentException(purl + " names no library of Maven");
        }
        String group = parts.group(1);
        return new Library(group == null ? "" : group, parts.group(2), parts.group(3), List.copyOf(services));
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
        return Map.of(
                "type",
                "library",
                "group",
                group,
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
