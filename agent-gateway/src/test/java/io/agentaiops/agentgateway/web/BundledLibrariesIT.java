package io.agentaiops.agentgateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is bundled into the page stands on the bill of materials. */
@QuarkusTest
class BundledLibrariesIT {

    private static final Path BUNDLE = Path.of("target/web-bundler/test/dist");
    private static final Pattern MODULE = Pattern.compile("node_modules/((?:@[^/]+/)?[^/]+)/");
    private static final Pattern PURL = Pattern.compile("pkg:npm/(.+) (\\d+\\.\\d+\\.\\d+)");

    private final ObjectMapper json;

    BundledLibrariesIT(ObjectMapper json) {
        this.json = json;
    }

    @Test
    void listNamesEveryModuleOfTheBundleWithItsVersion() throws IOException {
        Set<String> listed = listed().stream()
                .map(purl -> PURL.matcher(purl).results().findFirst().orElseThrow(() -> new AssertionError(purl)))
                .map(parts -> URLDecoder.decode(parts.group(1), StandardCharsets.UTF_8))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(bundled()).contains("lit-html", "marked").isSubsetOf(listed);
        // lit itself only passes on what others of its modules hold, and leaves no line of its own in the bundle.
        listed.remove("lit");
        assertThat(listed).isEqualTo(bundled());
    }

    private static List<String> listed() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                BundledLibrariesIT.class.getResourceAsStream("/META-INF/aiops/bundled-libraries"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** As the source maps of the bundle tell. */
    private Set<String> bundled() throws IOException {
        Set<String> modules = new TreeSet<>();
        try (Stream<Path> files = Files.walk(BUNDLE)) {
            for (Path map :
                    files.filter(file -> file.toString().endsWith(".js.map")).toList()) {
                for (JsonNode source : json.readTree(map.toFile()).path("sources")) {
                    MODULE.matcher(source.asText())
                            .results()
                            .map((MatchResult found) -> found.group(1))
                            .forEach(modules::add);
                }
            }
        }
        return modules;
    }
}
