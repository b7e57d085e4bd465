package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static io.agentaiops.alertrouter.AlertFlowIT.asPrometheus;
import static io.agentaiops.alertrouter.TestReceivers.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.Topic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process that was killed left in the database is taken up by another one. */
@QuarkusTest
class DurabilityIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Jdbi jdbi;

    private String thisCase = "";

    @BeforeEach
    void newCase() {
        thisCase = Ids.next();
    }

    private void post(String way) {
        asPrometheus()
                .body("[{\"labels\":{\"alertname\":\"Kept\",\"way\":\"%s\",\"case\":\"%s\"}}]".formatted(way, thisCase))
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);
    }

    private int update(String sql) {
        return jdbi.withHandle(handle ->
                handle.createUpdate(sql).bind("case", "%" + thisCase + "%").execute());
    }

    /** A notification that is being sent, as the database has it. */
    private void leaveBehind(String until, @Nullable UUID replica) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into notification (id, origin, generation, group_key, receiver, channel, position, title,
                            message, state, attempts, next_attempt_at, claimed_until, claimed_by, created_at)
                        values (:id, :case, 1, :case, 'hook', 'webhook', 0, 'left behind', :message::jsonb, 'sending', 1,
                            now(), %s, :replica, now())
                        """.formatted(until))
                .bind("replica", replica)
                .bind("id", UUID.fromString(Ids.next()))
                .bind("case", thisCase)
                .bind("message", """
                        {"receiver":"hook","reason":"first notification","groupKey":"%s","groupLabels":{},"alerts":[
                          {"resolved":false,"labels":{"alertname":"X"},"annotations":{},"startsAt":"%s","endsAt":"%s",
                           "generatorUrl":"","fingerprint":"0000000000000001"}]}
                        """.formatted(thisCase, Instant.now(), Instant.now()))
                .execute());
    }

    @Test
    void acceptedAlertAndItsTimerAreInTheDatabaseBeforeTheAnswer() {
        post("patient");

        Integer timers = jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from alert_group g join group_alert m on m.group_id = g.id"
                                + " where g.group_key like :case and g.next_flush_at > now() + interval '50 minutes'")
                .bind("case", "%" + thisCase + "%")
                .mapTo(Integer.class)
                .one());
        assertThat(timers).isEqualTo(1);
        assertThat(requests("/hook", thisCase)).isEmpty();
    }

    @Test
    void timerThatADeadProcessLeftRunsOut() {
        post("patient");

        // As if the process that accepted the alert had died an hour ago: nobody in this one was woken.
        assertThat(
                        update(
                                "update alert_group set next_flush_at = now() - interval '1 second' where group_key like :case"))
                .isEqualTo(1);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
    }

    @Test
    void notificationWhoseSenderDiedAfterTheClaimIsSentOnceMoreAndMarked() {
        leaveBehind("now() + interval '1 second'", null);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        assertThat(requests("/hook", thisCase).getFirst()).containsEntry("x-possible-duplicate", "true");
        await().during(Duration.ofSeconds(4))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        assertThat(asAda().get("/api/v1/notifications").asString()).contains("\"possibleDuplicate\":true");
    }

    @Test
    void claimOfAReplicaThatIsNoMoreIsTakenOverLongBeforeItRunsOut() {
        leaveBehind("now() + interval '1 hour'", UUID.randomUUID());

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        assertThat(requests("/hook", thisCase).getFirst()).containsEntry("x-possible-duplicate", "true");
    }

    @Test
    void timeThatAMetricWasBadBeforeARestartCounts() {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into threshold_state (rule, series, labels, last_value, last_seen_at, pending_since)
                        values ('SlowBurn', :series, :labels::jsonb, 2, now() - interval '30 seconds',
                            now() - interval '10 minutes')
                        """)
                .bind("series", "{case=\"" + thisCase + "\"}")
                .bind("labels", "{\"case\":\"" + thisCase + "\"}")
                .execute());

        BusProbe.send(
                Topic.METRICS,
                "test.slow",
                Ids.next(),
                "io.agentaiops.metric.sampled.v1",
                "{\"metric\":\"test.slow\",\"value\":2,\"unit\":\"count\",\"labels\":{\"case\":\"%s\"},\"at\":\"%s\"}"
                        .formatted(thisCase, Instant.now()));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(BusProbe.read(Topic.ALERTS.address(), thisCase))
                        .anyMatch(event -> event.contains("SlowBurn") && event.contains("firing")));
    }

    @Test
    void reloadKeepsAlertsAndTimersAndTellsNobodyAgain() {
        post("hook");
        post("patient");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));

        asAda().post("/-/reload").then().statusCode(200);

        assertThat(update("update alert_group set created_at = created_at where group_key like :case"))
                .isEqualTo(2);
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
    }

    @Test
    void whatIsOverForLongIsForgottenAndWhatIsNotIsKept() {
        post("hook");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requests("/hook", thisCase)).hasSize(1));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(notifications("and settled_at is not null")).isEqualTo(1));
        update("update notification set created_at = now() - interval '80 days' where group_key like :case");
        leaveBehind("now() + interval '1 hour'", null);
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(notifications("")).isEqualTo(2));

        update("update notification set created_at = now() - interval '91 days' where group_key like :case"
                + " and state = 'delivered'");

        await().atMost(SOON).untilAsserted(() -> assertThat(notifications("")).isEqualTo(1));
        assertThat(notifications("and state = 'sending'")).isEqualTo(1);
    }

    private int notifications(String which) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from notification where group_key like :case " + which)
                        .bind("case", "%" + thisCase + "%")
                        .mapTo(Integer.class)
                        .one());
    }
}
