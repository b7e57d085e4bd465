package io.agentaiops.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.local.process.Command;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EnginesTestResourceIT {

    private static Map<String, String> configuration = Map.of();

    @BeforeAll
    static void startAll() {
        configuration = start();
    }

    private static Map<String, String> start() {
        EnginesTestResource resource = new EnginesTestResource();
        resource.init(Map.of("engines", "kafka, postgres, opensearch"));
        return resource.start();
    }

    @Test
    void everyTopicAndItsDeadLetterTopicExists() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", value("kafka.bootstrap.servers")))) {
            assertThat(admin.listTopics().names().get())
                    .contains(Topic.QUERIES.address(), Topic.AUDIT.address(), Topic.LOGS.deadLetters());
            assertThat(admin.describeTopics(List.of(Topic.QUERIES.address()))
                            .allTopicNames()
                            .get()
                            .values())
                    .singleElement()
                    .satisfies(topic -> assertThat(topic.partitions()).hasSize(6));
        }
    }

    @Test
    void databaseIsThePlatformsOwnAndEmpty() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        value("AIOPS_DB_URL"), value("AIOPS_DB_USER"), value("AIOPS_DB_PASSWORD"));
                var result = connection.createStatement().executeQuery("""
                        SELECT current_setting('server_version'), current_database(),
                               (SELECT count(*) FROM pg_tables WHERE schemaname = 'public')
                        """)) {
            result.next();
            assertThat(result.getString(1)).startsWith("18.");
            assertThat(result.getString(2)).isEqualTo("aiops");
            assertThat(result.getInt(3)).isZero();
        }
    }

    @Test
    void openSearchHasTheSearchPlugins() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + value("OPENSEARCH_HOSTS") + "/_cat/plugins"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("opensearch-knn", "opensearch-neural-search");
        }
    }

    @Test
    void secondStartUsesWhatRuns() {
        assertThat(start()).isEqualTo(configuration);
    }

    @Test
    void keysAreForTheOwnerOnly() throws Exception {
        Path key = Path.of(value("AIOPS_JWT_PRIVATE_KEY_FILE"));
        assertThat(Files.readString(key)).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(Command.run(List.of("stat", "-c", "%a", key.toString()))
                        .output()
                        .strip())
                .isEqualTo("600");
    }

    private static String value(String key) {
        return Objects.requireNonNull(configuration.get(key), key);
    }
}
