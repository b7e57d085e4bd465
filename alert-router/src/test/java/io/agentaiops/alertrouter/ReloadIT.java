package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import io.agentaiops.alertrouter.config.ConfigFiles;
import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Configuration that changes under alerts that wait: all of it or nothing, and nobody is forgotten. */
@QuarkusTest
class ReloadIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    ConfigFiles files;

    @Inject
    Jdbi jdbi;

    private String thisCase = "";

    @BeforeEach
    void newCase() {
        thisCase = Ids.next();
    }

    @Test
    void reloadOfAWrongFileIsRefusedWithItsLineAndTheOldOneStays() throws IOException {
        Path file = Path.of(files.read("alertmanager.yml").name());
        String right = Files.readString(file);
        try {
            Files.writeString(file, right.replace("group_interval", "group_intervall"));
            asAda().post("/-/reload")
                    .then()
                    .statusCode(500)
                    .body(containsString("alertmanager.yml:12: group_intervall"));
        } finally {
            Files.writeString(file, right);
        }
        asAda().get("/api/v2/receivers").then().body("name", hasItem("hook"));
    }

    @Test
    void reloadWithAnyWrongFileChangesNothingAndAlertsThatWaitAreTold() throws IOException {
        Path alerting = Path.of(files.read("alertmanager.yml").name());
        Path onCall = Path.of(files.read("on-call.yml").name());
        String right = Files.readString(alerting);
        String people = Files.readString(onCall);
        asPrometheus()
                .body("[{\"labels\":{\"alertname\":\"Waits\",\"way\":\"patient\",\"case\":\"" + thisCase + "\"}}]")
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);
        try {
            Files.writeString(alerting, right.replace("way=\"patient\"", "way=~\"patient\""));
            Files.writeString(onCall, people.replace("rotations", "rotation"));
            asAda().post("/-/reload").then().statusCode(500).body(containsString("on-call.yml:"));

            assertThat(asAda().get("/api/v2/status").asString()).doesNotContain("way=~");
            flushNow();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        } finally {
            Files.writeString(alerting, right);
            Files.writeString(onCall, people);
            asAda().post("/-/reload").then().statusCode(200);
        }
    }

    private void flushNow() {
        jdbi.useHandle(
                handle -> handle.createUpdate("update alert_group set next_flush_at = now() where group_key like :case")
                        .bind("case", "%" + thisCase + "%")
                        .execute());
    }

    @Test
    void groupOfARouteThatThisReplicaDoesNotKnowIsLeftToOthersAndHandedOnWhenNobodyTakesIt() {
        asPrometheus()
                .body("[{\"labels\":{\"alertname\":\"Left\",\"way\":\"patient\",\"case\":\"" + thisCase + "\"}}]")
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);
        String known = routes().getFirst();
        move("of-a-peer", "0s");

        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> routes().equals(List.of("of-a-peer")));
        move("of-a-peer", "1m");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(routes()).containsExactly(known));
    }

    private void move(String route, String overdue) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update alert_group set route_id = :route, next_flush_at = now() - :overdue::interval
                        where group_key like :case
                        """)
                .bind("route", route)
                .bind("overdue", overdue)
                .bind("case", "%" + thisCase + "%")
                .execute());
    }

    private List<String> routes() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select route_id from alert_group where group_key like :case")
                        .bind("case", "%" + thisCase + "%")
                        .mapTo(String.class)
                        .list());
    }
}
