package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.agentaiops.agentgateway.testing.TestPlatform;
import io.agentaiops.agentgateway.testing.ToolRunnerStandIn;
import io.agentaiops.eventbus.hold.ActivityHold;
import io.agentaiops.eventcontracts.user.HoldChanged;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PrivacyIT extends Journey {

    @Inject
    ToolRunnerStandIn others;

    @Inject
    ActivityHold hold;

    @Inject
    Jdbi jdbi;

    @Test
    void aDumpOfTheDatabaseAndOfEveryTopicShowsNothingOfWhatWasSaid() {
        String question = "Has the zebrafinch of Mrs Quagmire a password?";
        TestPlatform.OLLAMA.plays(new Turn.Says(List.of("The zebrafinch says yes [1].")));
        asAdmin().get("/api/v1/models").then().statusCode(200);
        JsonPath run = ask(question, "auto");
        assertThat(run.getString("answer")).contains("zebrafinch");
        asAdmin()
                .body(Map.of("rating", "up", "comment", "good zebrafinch"))
                .post("/api/v1/runs/" + run.getString("id") + "/feedback")
                .then()
                .statusCode(204);
        asAdmin()
                .body(Map.of("problem", "The zebrafinch is loud", "runId", run.getString("id")))
                .post("/api/v1/cases")
                .then()
                .statusCode(201);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> isGrouped(run.getString("id")));

        assertThat(tablesThatHold("zebrafinch")).isEmpty();
        assertThat(tablesThatHold(HexFormat.of().formatHex("zebrafinch".getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        List<ConsumerRecord<byte[], byte[]>> said = everythingOnTheBus();
        assertThat(said).hasSizeGreaterThan(10);
        assertThat(said).noneMatch(record -> text(record.value()).contains("zebrafinch"));
    }

    @Test
    void somebodysDataIsHandedOverAndThenGoneEverywhere() {
        String name = "erasmus-of-nowhere";
        String key = newKey(name, "operator");
        JsonPath run = with(key)
                .header("Prefer", "wait=30")
                .body(Map.of("text", "The disk is filling up, what do I do?", "mode", "runbook"))
                .post("/api/v1/queries")
                .jsonPath();
        String ownCase = with(key)
                .body(Map.of("problem", "My case", "runId", run.getString("id")))
                .post("/api/v1/cases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> isGrouped(run.getString("id")));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        with(key).get("/api/v1/cases/" + ownCase).then().body("stages.stage", hasItem("reproduced")));
        assertThat(tablesThatHold(name)).isNotEmpty();

        with(newKey("somebody-else", "operator"))
                .get("/api/v1/users/" + name + "/data")
                .then()
                .statusCode(403);
        with(key)
                .get("/api/v1/users/" + name + "/data")
                .then()
                .statusCode(200)
                .body("principal", equalTo(name))
                .body("sessions.runs.flatten().query", hasItem("The disk is filling up, what do I do?"))
                .body("keys.name", hasItem(name))
                .body("cases.text.problem", hasItem("My case"))
                .body("approvals.size()", greaterThanOrEqualTo(1));

        asAdmin()
                .delete("/api/v1/users/" + name + "/data")
                .then()
                .statusCode(200)
                .body("erased.sessions", greaterThanOrEqualTo(1));

        with(key).get("/api/v1/me").then().statusCode(401);
        asAdmin().get("/api/v1/runs/" + run.getString("id")).then().statusCode(404);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(tablesThatHold(name)).isEmpty());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> everythingOnTheBus().stream()
                        .anyMatch(record -> type(record).equals("io.agentaiops.user.erased.v1")
                                && text(record.value()).contains(name)));
    }

    @Test
    void whileALegalHoldStandsNobodyDeletesWhatUsersDid() {
        String session = asAdmin()
                .contentType("application/json")
                .body("{\"title\": \"Held\"}")
                .post("/api/v1/sessions")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        others.say(new HoldChanged("user-activity", true, "case 18", Instant.now()));
        try {
            Awaitility.await().until(() -> hold.reason().isPresent());
            for (String path : List.of("/api/v1/sessions/" + session, "/api/v1/users/nobody-at-all/data")) {
                asAdmin()
                        .delete(path)
                        .then()
                        .statusCode(409)
                        .body("code", equalTo("user-activity-held"))
                        .body("detail", containsString("case 18"));
            }
            asAdmin().get("/api/v1/sessions/" + session).then().statusCode(200);
        } finally {
            others.say(new HoldChanged("user-activity", false, "", Instant.now()));
        }
        Awaitility.await().until(() -> hold.reason().isEmpty());
        asAdmin().delete("/api/v1/sessions/" + session).then().statusCode(204);
    }

    private boolean isGrouped(String runId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select exists (select 1 from asked_question where run_id = ? and group_id is not null)")
                .bind(0, runId)
                .mapTo(Boolean.class)
                .one());
    }

    /** Tables with a row whose text, as a dump shows it, holds these words. Events on their way out do not count. */
    private List<String> tablesThatHold(String words) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = current_schema() and c.relkind = 'r' and c.relname <> 'outbox'
                        """).mapTo(String.class).list().stream()
                .filter(table -> handle.createQuery(
                                "select exists (select 1 from <table> t where t::text like '%' || :words || '%')")
                        .define("table", table)
                        .bind("words", words)
                        .mapTo(Boolean.class)
                        .one())
                .toList());
    }

    private static List<ConsumerRecord<byte[], byte[]>> everythingOnTheBus() {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith("aiops."))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    private static String type(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        return type == null ? "" : text(type.value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
