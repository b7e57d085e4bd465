package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.TestReceivers.mails;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What procedures ask of this service. */
@QuarkusTest
class OperationIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private String run = "";

    @BeforeEach
    void newRun() {
        run = Ids.next();
    }

    private void request(String eventId, String capability, String arguments) {
        BusProbe.send(Topic.OPERATIONS, run, eventId, "io.agentaiops.operation.requested.v1", """
                {"operationId":"%s","runId":"%s","capability":"%s","arguments":%s,"principal":"scheduler",
                 "dryRun":false,"deadline":"%s"}
                """.formatted(
                        eventId, run, capability, arguments, Instant.now().plusSeconds(60)));
    }

    private List<String> answers() {
        return BusProbe.read(Topic.OPERATION_RESULTS.address(), run);
    }

    private String answer(String capability, String arguments) {
        request(Ids.next(), capability, arguments);
        await().atMost(SOON).untilAsserted(() -> assertThat(answers()).hasSize(1));
        return answers().getFirst();
    }

    @Test
    void messageGoesOutOnceThoughItsRequestIsDeliveredTwice() {
        String id = Ids.next();
        String arguments =
                "{\"title\":\"Maintenance begins\",\"text\":\"Window %s\",\"severity\":\"warning\"}".formatted(run);
        request(id, "notify.send", arguments);
        request(id, "notify.send", arguments);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mails("Window " + run)).hasSize(1));
        await().during(Duration.ofSeconds(2)).atMost(SOON).untilAsserted(() -> {
            assertThat(answers()).hasSize(1);
            assertThat(mails("Window " + run)).hasSize(1);
            assertThat(requests("/slack", "Window " + run)).hasSize(1);
        });
        assertThat(mails("Window " + run).getFirst()).contains("Subject: Maintenance begins");
        assertThat(answers().getFirst()).contains("\"outcome\":\"succeeded\"", "operations");
    }

    @Test
    void muteSilencesAndUnmuteEndsIt() {
        assertThat(answer(
                        "alerts.mute",
                        "{\"for\":\"2h\",\"comment\":\"window\",\"matchers\":[\"run=\\\"%s\\\"\"]}".formatted(run)))
                .contains("\"outcome\":\"succeeded\"");
        assertThat(asAda().queryParam("filter", "run=\"" + run + "\"")
                        .get("/api/v2/silences")
                        .jsonPath()
                        .getList("status.state"))
                .isEqualTo(List.of("active"));

        String muted = run;
        run = Ids.next();
        assertThat(answer("alerts.unmute", "{}")).contains("\"outcome\":\"succeeded\"");
        assertThat(asAda().queryParam("filter", "run=\"" + muted + "\"")
                        .get("/api/v2/silences")
                        .jsonPath()
                        .getList("status.state"))
                .isEqualTo(List.of("expired"));
    }

    @Test
    void argumentsThatMakeNoSenseAreRefusedWithTheReason() {
        assertThat(answer("alerts.mute", "{\"for\":\"soon\",\"comment\":\"window\"}"))
                .contains("\"outcome\":\"refused\"", "must be a duration");
        run = Ids.next();
        assertThat(answer("notify.send", "{\"title\":\"x\",\"text\":\"y\",\"receiver\":\"nobody\"}"))
                .contains("\"outcome\":\"refused\"", "nobody");
        run = Ids.next();
        assertThat(answer("alerts.mute", "{\"for\":\"1h\",\"comment\":\"x\",\"matchers\":[\"a=~\\\".*\\\"\"]}"))
                .contains("\"outcome\":\"refused\"", "empty string");
    }

    @Test
    void summaryCountsAlertsAndNotifications() {
        assertThat(answer("alerts.summary", "{\"window\":\"1d\"}"))
                .contains("\"outcome\":\"succeeded\"", "bySeverity", "delivered");
    }
}
