package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A window on the running platform, shortened: a service is really stopped, and the update does not come to an end. */
@Order(46)
class MaintenanceWindowIT {

    private static final Duration SOON = Duration.ofSeconds(45);
    private static final String PROCEDURE = "probe-maintenance";

    private final Stack stack = Stack.get();
    private final Database database = new Database(stack);

    @Test
    void windowThatClosesCutsTheUpdateOffStartsWhatWasStoppedGoesTheWayBackAndPages() throws IOException {
        Path document = stack.documents().resolve("procedures/" + PROCEDURE + ".md");
        Files.writeString(document, DOCUMENT);
        try {
            await().atMost(SOON)
                    .until(() ->
                            stack.api().get("/api/v1/procedures/" + PROCEDURE).status() == 200);
            String run = stack.api()
                    .post("/api/v1/procedures/" + PROCEDURE + "/runs", Map.of())
                    .json()
                    .get("runId")
                    .asText();
            OperatorDesk operator = stack.operator();

            await().atMost(SOON).until(() -> operator.isAsked("stop"));
            assertThat(holds()).as("no schedule begins a run meanwhile").isEqualTo(1);
            assertThat(mutes()).contains("Maintenance of a test");
            stack.kill("rag-indexer");
            operator.done("stop", "rag-indexer is stopped");
            await().atMost(SOON).until(() -> operator.isAsked("update"));
            // Nobody answers: the window closes over it.
            await().atMost(SOON).until(() -> operator.isAsked("start"));
            stack.up();
            operator.done("start", "all is started");
            await().atMost(SOON).until(() -> operator.isAsked("roll-back"));
            operator.done("roll-back", "version 41 is back");

            JsonNode ended = await().atMost(SOON)
                    .until(
                            () -> stack.api().get("/api/v1/operations/" + run).json(),
                            found -> found.get("state").asText().equals("failed"));
            assertThat(states(ended))
                    .containsEntry("Stop", "succeeded")
                    .containsEntry("Update", "timed-out")
                    .containsEntry("Start", "succeeded")
                    .containsEntry("Verify", "skipped")
                    .containsEntry("Release", "succeeded")
                    .containsEntry("Unmute", "succeeded")
                    .containsEntry("Way back", "succeeded");
            assertThat(ended.get("summary").asText()).startsWith("The window closed before it was done");
            assertThat(ended.toString()).contains("version 41 is back");
            assertThat(holds()).isZero();
            assertThat(mutes()).doesNotContain("Maintenance of a test");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(stack.hooks().calls("/sms"))
                            .anyMatch(call -> call.body().contains("ProcedureRunFailed")));
        } finally {
            Files.deleteIfExists(document);
        }
    }

    private long holds() {
        return database.count(
                "select count(*) from ops_scheduler.schedule_hold where held_until > now() and ? <> ''", "x");
    }

    private String mutes() {
        return new Api(stack.alertRouter(), stack.key())
                .get("/api/v2/silences").json().findParents("comment").stream()
                        .filter(silence -> silence.at("/status/state").asText().equals("active"))
                        .toList()
                        .toString();
    }

    private static Map<String, String> states(JsonNode run) {
        Map<String, String> states = new HashMap<>();
        run.get("steps")
                .forEach(step ->
                        states.put(step.get("title").asText(), step.get("state").asText()));
        return states;
    }

    private static final String DOCUMENT = """
            ---
            id: probe-maintenance
            title: Probe of a maintenance window
            kind: procedure
            owner: operations
            severity: warning
            window: 12s
            review-by: 2099-01-31
            tags: [probe]
            ---
            # Probe of a maintenance window

            ## 1. Mute

            ```step
            uses: alerts.mute
            with:
              for: 5m
              comment: Maintenance of a test
              matchers: ['host="probe-of-maintenance"']
            on-failure: stop
            ```

            ## 2. Drain

            ```step
            uses: platform.drain
            with:
              within: 5s
              for: 5m
            timeout: 8s
            on-failure: stop
            ```

            ## 3. Stop

            ```step
            uses: platform.stage
            with:
              stage: stop
            timeout: 60s
            on-failure: stop
            ```

            ## 4. Update

            ```step
            uses: platform.stage
            with:
              stage: update
            timeout: 10m
            on-failure: continue
            ```

            ## 5. Start

            ```step
            uses: platform.stage
            with:
              stage: start
            timeout: 2m
            on-failure: continue
            when: always
            ```

            ## 6. Verify

            ```step
            uses: services.health
            timeout: 20s
            on-failure: continue
            ```

            ## 7. Release

            ```step
            uses: platform.release
            on-failure: continue
            when: always
            ```

            ## 8. Unmute

            ```step
            uses: alerts.unmute
            with:
              comment: Maintenance of a test
            on-failure: continue
            when: always
            ```

            ## 9. Way back

            ```step
            uses: platform.stage
            with:
              stage: roll-back
            timeout: 2m
            on-failure: continue
            when: failed
            ```
            """;
}
