package io.agentaiops.alertrouter.escalation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What should have happened and did not, found from what is there. */
@QuarkusTest
class EscalationAuditorIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    EscalationAuditor auditor;

    @Inject
    Jdbi jdbi;

    private static RequestSpecification as(String key) {
        return given().auth().preemptive().oauth2(key).contentType("application/json");
    }

    /** The findings about an incident that only this transaction sees, so that no timer puts it right. */
    private List<String> findings(String nextStep, int level, String notification) {
        UUID incident = UUID.fromString(Ids.next());
        QuarkusTransaction.begin();
        try {
            jdbi.useHandle(handle -> handle.createUpdate("""
                            insert into incident (id, policy, labels, opened_at, state, level, next_step_at)
                            values (:id, 'audited', '{}', now(), 'open', :level, now() + :next::interval)
                            """)
                    .bind("id", incident)
                    .bind("level", level)
                    .bind("next", nextStep)
                    .execute());
            if (!notification.isEmpty()) {
                notified(incident, level, notification);
            }
            return auditor.findings().stream()
                    .filter(finding -> incident.equals(finding.incident()))
                    .map(EscalationAuditor.Finding::finding)
                    .toList();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private void notified(UUID incident, int level, String state) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into notification (id, origin, generation, group_key, receiver, channel, position, title,
                            message, state, next_attempt_at, created_at)
                        values (:id, :key, :level, :key, 'hook', 'webhook', 0, 't', '{}', :state, now(), now())
                        """)
                .bind("id", UUID.fromString(Ids.next()))
                .bind("key", IncidentPager.groupKey(incident))
                .bind("level", level)
                .bind("state", state)
                .execute());
    }

    @Test
    void stepThatWasDueLongAgoIsFound() {
        assertThat(findings("-2 minutes", 0, "")).containsExactly("step-overdue");
        assertThat(findings("-10 seconds", 0, "")).isEmpty();
    }

    @Test
    void levelThatPlannedNoNotificationIsFound() {
        assertThat(findings("1 hour", 1, "")).containsExactly("nobody-told");
    }

    @Test
    void levelWhoseNotificationsWereAllGivenUpIsFound() {
        assertThat(findings("1 hour", 1, "dead")).containsExactly("not-delivered");
        assertThat(findings("1 hour", 1, "delivered")).isEmpty();
    }

    @Test
    void alertThatEscalatesAndIsPartOfNoIncidentIsFoundAndTakenUp() {
        String thisCase = Ids.next();
        as("key-of-prometheus")
                .body("[{\"labels\":{\"alertname\":\"Missed\",\"page\":\"yes\",\"case\":\"" + thisCase + "\"}}]")
                .post("/api/v2/alerts")
                .then()
                .statusCode(200);
        await().atMost(SOON).untilAsserted(() -> assertThat(incidents(thisCase)).isOne());
        assertThat(audit(thisCase)).isEmpty();

        jdbi.useHandle(handle -> {
            handle.execute(
                    "delete from incident where id in (select incident_id from incident_alert where labels like ?)",
                    "%" + thisCase + "%");
            handle.execute(
                    "update alert set starts_at = now() - interval '2 minutes' where labels like ?",
                    "%" + thisCase + "%");
        });
        assertThat(audit(thisCase)).containsExactly("no-incident");

        auditor.audit();

        assertThat(incidents(thisCase)).isOne();
        assertThat(audit(thisCase)).doesNotContain("no-incident");
        assertThat(as("key-of-ada").get("/api/v2/alerts").asString()).contains("EscalationIncomplete");
    }

    /** The findings over REST about the alert of a case. */
    private static List<String> audit(String thisCase) {
        String fingerprint = as("key-of-ada")
                .queryParam("filter", "case=\"" + thisCase + "\"")
                .get("/api/v2/alerts")
                .path("[0].fingerprint");
        return as("key-of-ada")
                .get("/api/v1/escalations/audit")
                .jsonPath()
                .getList("items.findAll{it.detail.contains('" + fingerprint + "')}.finding");
    }

    private long incidents(String thisCase) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from incident_alert where labels like :case")
                        .bind("case", "%" + thisCase + "%")
                        .mapTo(Long.class)
                        .one());
    }
}
