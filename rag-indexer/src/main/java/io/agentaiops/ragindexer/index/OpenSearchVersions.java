package io.agentaiops.ragindexer.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * The versions of the index: {@code knowledge-v1-<time>}, one of them behind the alias {@code knowledge}. What a version
 * looks like is a template, so that no version can come into being with guessed types.
 */
@ApplicationScoped
class OpenSearchVersions {

    static final String ALIAS = "knowledge";
    static final String PIPELINE = "knowledge-hybrid";

    private static final Logger LOG = Logger.getLogger(OpenSearchVersions.class);
    private static final String PREFIX = "knowledge-v1-";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS").withZone(ZoneOffset.UTC);

    private final OpenSearchConnection connection;
    private final ObjectMapper json;
    private final Clock clock;
    private volatile boolean prepared;

    OpenSearchVersions(OpenSearchConnection connection, ObjectMapper json, Clock clock) {
        this.connection = connection;
        this.json = json;
        this.clock = clock;
    }

    String current() {
        Optional<JsonNode> aliased = connection.find("GET", "/_alias/" + ALIAS, null);
        List<String> versions = new ArrayList<>();
        aliased.ifPresent(node -> node.fieldNames().forEachRemaining(versions::add));
        if (versions.isEmpty()) {
            point(create(), List.of());
            return current();
        }
        if (!prepared) {
            prepare();
        }
        return versions.size() == 1 ? versions.get(0) : settle(versions);
    }

    String create() {
        prepare();
        String version = PREFIX + STAMP.format(clock.instant());
        connection.send("PUT", "/" + version, Map.of());
        LOG.infof("index=%s created", version);
        return version;
    }

    void activate(String version) {
        List<String> others = new ArrayList<>();
        connection
                .find("GET", "/" + PREFIX + "*", null)
                .ifPresent(all -> all.fieldNames().forEachRemaining(others::add));
        others.remove(version);
        point(version, others);
        others.forEach(other -> connection.find("DELETE", "/" + other, null));
        LOG.infof("index=%s is searched from now on", version);
    }

    /** Puts the template and the pipeline; the same again does no harm. */
    void prepare() {
        connection.send("PUT", "/_index_template/" + ALIAS, resource("/index/template.json"));
        connection.send("PUT", "/_search/pipeline/" + PIPELINE, resource("/index/pipeline.json"));
        prepared = true;
    }

    /** Two replicas made the first version at the same time: both come to the same decision here. */
    private String settle(List<String> versions) {
        String first = new TreeSet<>(versions).first();
        List<String> others = new ArrayList<>(versions);
        others.remove(first);
        point(first, others);
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
