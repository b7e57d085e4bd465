package io.agentaiops.ragindexer.index;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the index: {@code knowledge-v<layout>-<time>}, one of them behind the alias {@code knowledge}. What a
 * version looks like is a template, so that no version can come into being with guessed types; with what model it was built
 * stands in the version itself.
 */
@ApplicationScoped
class OpenSearchVersions {

    static final String ALIAS = "knowledge";

    private static final Logger LOG = Logger.getLogger(OpenSearchVersions.class);
    private static final String ALL = "knowledge-v*";
    private static final String PREFIX = "knowledge-v" + IndexVersion.LAYOUT + "-";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS").withZone(ZoneOffset.UTC);
    private static final String FLOOR = "relevanceFloor";
    /** The model of versions that do not tell. */
    private static final String FIRST_MODEL = "all-minilm-l6-v2-q";

    private static final int FIRST_DIMENSION = 384;
    /** How long the answer to "which version is searched" is good for: another replica may switch. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(1);

    private record Known(Optional<IndexVersion> version, long at) {}

    private final OpenSearchConnection connection;
    private final ObjectMapper json;
    private final Clock clock;
    private volatile boolean prepared;
    private volatile @Nullable Known known;

    OpenSearchVersions(OpenSearchConnection connection, ObjectMapper json, Clock clock) {
        this.connection = connection;
        this.json = json;
        this.clock = clock;
    }

    Optional<IndexVersion> searched(boolean fresh) {
        Known last = known;
        if (!fresh && last != null && System.nanoTime() - last.at() < KNOWN_FOR.toNanos()) {
            return last.version();
        }
        return current();
    }

    Optional<IndexVersion> current() {
        Map<String, IndexVersion> aliased = versions("/" + ALIAS);
        if (!aliased.isEmpty() && !prepared) {
            prepare();
            aliased.keySet().forEach(this::addNewFields);
        }
        Optional<IndexVersion> version = switch (aliased.size()) {
            case 0 -> Optional.empty();
            case 1 -> aliased.values().stream().findFirst();
            default -> Optional.of(settle(aliased));
        };
        known = new Known(version, System.nanoTime());
        return version;
    }

    Optional<IndexVersion> find(String version) {
        return versions("/" + version).values().stream().findFirst();
    }

    IndexVersion create(String model, String digest, int dimension) {
        prepare();
        String name = PREFIX + STAMP.format(clock.instant());
        Map<String, Object> facts =
                Map.of("model", model, "digest", digest, "dimension", dimension, "layout", IndexVersion.LAYOUT);
        Map<String, Object> embedding = Map.of(
                "type",
                "knn_vector",
                "dimension",
                dimension,
                "method",
                Map.of(
                        "name",
                        "hnsw",
                        "engine",
                        "lucene",
                        "space_type",
                        "cosinesimil",
                        "parameters",
                        Map.of("m", 16, "ef_construction", 128)));
        connection.send(
                "PUT",
                "/" + name,
                Map.of("mappings", Map.of("_meta", facts, "properties", Map.of("embedding", embedding))));
        LOG.infof("index=%s model=%s created", name, model);
        return new IndexVersion(name, model, digest, dimension, IndexVersion.LAYOUT, OptionalDouble.empty());
    }

    void activate(String version, Set<String> kept) {
        List<String> others = new ArrayList<>(versions("/" + ALL).keySet());
        others.remove(version);
        point(version, others);
        known = null;
        others.stream().filter(other -> !kept.contains(other)).forEach(this::drop);
        LOG.infof("index=%s is searched from now on", version);
    }

    /** Notes from which similarity on an answer in the version counts as relevant. */
    void calibrate(String version, double floor) {
        JsonNode facts = connection
                .send("GET", "/" + version + "/_mapping", null)
                .path(version)
                .at("/mappings/_meta");
        Map<String, Object> changed =
                new TreeMap<>(json.convertValue(facts, new TypeReference<Map<String, Object>>() {}));
        changed.put(FLOOR, floor);
        connection.send("PUT", "/" + version + "/_mapping", Map.of("_meta", changed));
        known = null;
    }

    void drop(String version) {
        connection.find("DELETE", "/" + version, null);
    }

    /** Puts the template; the same again does no harm. */
    void prepare() {
        connection.send("PUT", "/_index_template/" + ALIAS, resource("/index/template.json"));
        prepared = true;
    }

    /** A version of an older layout goes on being used until it has been built anew. */
    private void addNewFields(String version) {
        JsonNode fields = resource("/index/template.json").at("/template/mappings/properties");
        connection.send(
                "PUT",
                "/" + version + "/_mapping",
                Map.of("properties", Map.of("audience", fields.path("audience"), "place", fields.path("place"))));
    }

    private Map<String, IndexVersion> versions(String which) {
        Map<String, IndexVersion> versions = new TreeMap<>();
        connection
                .find("GET", which + "/_mapping?ignore_unavailable=true", null)
                .ifPresent(all -> all.properties()
                        .forEach(entry -> versions.put(
                                entry.getKey(),
                                version(entry.getKey(), entry.getValue().at("/mappings/_meta")))));
        return versions;
    }

    private static IndexVersion version(String name, JsonNode facts) {
        return new IndexVersion(
                name,
                facts.path("model").asText(FIRST_MODEL),
                facts.path("digest").asText(""),
                facts.path("dimension").asInt(FIRST_DIMENSION),
                facts.path("layout").asInt(1),
                facts.path(FLOOR).isNumber()
                        ? OptionalDouble.of(facts.path(FLOOR).asDouble())
                        : OptionalDouble.empty());
    }

    /** Two replicas made the first version at the same time: both come to the same decision here. */
    private IndexVersion settle(Map<String, IndexVersion> versions) {
        TreeMap<String, IndexVersion> others = new TreeMap<>(versions);
        IndexVersion first = others.pollFirstEntry().getValue();
        point(first.name(), List.copyOf(others.keySet()));
        return first;
    }

    private void point(String version, List<String> others) {
        List<Object> actions = new ArrayList<>();
        for (String other : others) {
            actions.add(Map.of("remove", Map.of("index", other, "alias", ALIAS, "must_exist", false)));
        }
        actions.add(Map.of("add", Map.of("index", version, "alias", ALIAS)));
        connection.send("POST", "/_aliases", Map.of("actions", actions));
    }

    private JsonNode resource(String name) {
        try (InputStream in = OpenSearchVersions.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the program");
            }
            return json.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(name + " is not JSON", e);
        }
    }
}
