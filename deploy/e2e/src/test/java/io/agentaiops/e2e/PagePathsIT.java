package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What the services offer is offered on the page, too. The sources of the page are searched for the paths that the
 * services describe; what no person needs on a page stands with its reason in {@code paths-without-a-page.txt}.
 */
@Order(60)
class PagePathsIT {

    private static final Path SOURCES =
            Path.of(System.getProperty("aiops.root.dir")).resolve("agent-gateway/src/main/resources/web/app");
    private static final Path EXCUSED = Path.of(System.getProperty("aiops.root.dir"))
            .resolve("deploy/e2e/src/test/resources/paths-without-a-page.txt");
    private static final Pattern EXCUSE = Pattern.compile("(\\S+)\\s*(.*)");
    private static final Pattern SLASH = Pattern.compile("/");
    private static final Pattern STAR = Pattern.compile("\\*");
    private static final int SERVICES = 5;

    @Test
    void everyPathIsCalledByThePageOrHasAReasonNotToBe() throws IOException {
        List<List<Pattern>> called = called();
        Map<String, String> excused = excused();
        TreeSet<String> missing = new TreeSet<>(described());
        missing.removeIf(path -> called.stream().anyMatch(pattern -> fits(pattern, path)));

        assertThat(missing).as("paths that no page calls").containsExactlyInAnyOrderElementsOf(excused.keySet());
        assertThat(excused).allSatisfy((path, reason) -> assertThat(reason).isNotBlank());
    }

    @Test
    void aPathIsFoundWhereverItsPartsAreWritten() {
        String source = """
                const one = this.client.get(`/api/v1/things/${id.split('/').map((p) => `${p}`).join('/')}?x=${y}`);
                const two = this.client.post(`${this.path}/retry`);
                const file = `${this.path}.ics`;
                """;
        List<List<Pattern>> found = paths(source);

        assertThat(found).anyMatch(pattern -> fits(pattern, "/api/v1/things/{id}"));
        assertThat(found).anyMatch(pattern -> fits(pattern, "/api/v1/things/{id}/retry"));
        assertThat(found).anyMatch(pattern -> fits(pattern, "/api/v1/things/{id}.ics"));
        assertThat(found).noneMatch(pattern -> fits(pattern, "/api/v1/things/{id}/undo"));
        assertThat(found).noneMatch(pattern -> fits(pattern, "/api/v1/things"));
    }

    private static List<String> described() {
        int first = Stack.get().api().port();
        return IntStream.range(0, SERVICES)
                .mapToObj(index -> new Api("http://127.0.0.1:" + (first + index), ""))
                .flatMap(service ->
                        names(service.get("/q/openapi?format=json").json().path("paths")))
                .filter(path -> path.startsWith("/api/v1/") || path.startsWith("/api/v2/"))
                .distinct()
                .toList();
    }

    private static Stream<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    private static Map<String, String> excused() throws IOException {
        Map<String, String> excused = new TreeMap<>();
        for (String line : Files.readAllLines(EXCUSED)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                Matcher parts = EXCUSE.matcher(line);
                excused.put(parts.replaceFirst("$1"), parts.replaceFirst("$2"));
            }
        }
        return excused;
    }

    private static List<List<Pattern>> called() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".ts"))
                    .flatMap(file -> paths(read(file)).stream())
                    .toList();
        }
    }

    /** The paths that a source writes, part by part; what is put in at run time fits any one part. */
    private static List<List<Pattern>> paths(String source) {
        List<String> whole = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        for (int at = 0; at < source.length(); at++) {
            char quote = source.charAt(at);
            if (quote == '`' || quote == '\'') {
                if (source.startsWith("/api/", at + 1)) {
                    whole.add(written(source, at));
                } else if (source.startsWith("${", at + 1)) {
                    ends.add(written(source, at));
                }
            }
        }
        Stream<String> joined = ends.stream()
                .map(end -> end.substring(1))
                .filter(end -> end.startsWith("/") || end.startsWith("."))
                .flatMap(end -> whole.stream().map(begin -> begin + end));
        return Stream.concat(whole.stream(), joined)
                .map(path -> SLASH.splitAsStream(path)
                        .map(part -> Pattern.compile(Arrays.stream(STAR.split(part, -1))
                                .map(Pattern::quote)
                                .reduce((a, b) -> a + ".*" + b)
                                .orElse("")))
                        .toList())
                .toList();
    }

    /** A text up to its closing quote or its query, with a star for each thing that is put in. */
    private static String written(String source, int from) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (int at = from + 1; at < source.length(); at++) {
            char c = source.charAt(at);
            if (depth == 0 && (c == source.charAt(from) || c == '?' || c == '\n')) {
                break;
            }
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                text.append('*');
            } else if (depth == 0 && c != '$') {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean fits(List<Pattern> pattern, String path) {
        String[] parts = SLASH.split(path.replaceAll("\\{[^}]*}", "a"), -1);
        return parts.length == pattern.size()
                && IntStream.range(0, parts.length)
                        .allMatch(index ->
                                pattern.get(index).matcher(parts[index]).matches());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
