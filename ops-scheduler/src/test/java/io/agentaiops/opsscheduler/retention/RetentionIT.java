package io.agentaiops.opsscheduler.retention;

import static io.agentaiops.opsscheduler.testing.Callers.admin;
import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.eventcontracts.user.HoldChanged;
import io.agentaiops.opsscheduler.audit.AuditLedger;
import io.agentaiops.opsscheduler.audit.AuditVerifier;
import io.agentaiops.opsscheduler.audit.LedgerSigner;
import io.agentaiops.opsscheduler.log.LogArchive;
import io.agentaiops.opsscheduler.log.LogEntry;
import io.agentaiops.opsscheduler.log.OpenSearchClient;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.agentaiops.opsscheduler.testing.RawKafka;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RetentionIT {

    private static final DateTimeFormatter DAY = LogArchive.DAY;

    private final Purge purge;
    private final AuditLedger ledger;
    private final LedgerSigner signer;
    private final OpenSearchClient search;
    private final LogArchive archive;
    private final ObjectMapper json;
    private final Jdbi jdbi;
    private final OtherServices others;
    private final RetentionWatch watch;
    private final RetentionStore store;

    RetentionIT(
            RetentionWatch watch,
            RetentionStore store,
            Purge purge,
            AuditLedger ledger,
            LedgerSigner signer,
            OpenSearchClient search,
            LogArchive archive,
            ObjectMapper json,
            Jdbi jdbi,
            OtherServices others) {
        this.watch = watch;
        this.store = store;
        this.purge = purge;
        this.ledger = ledger;
        this.signer = signer;
        this.search = search;
        this.archive = archive;
        this.json = json;
        this.jdbi = jdbi;
        this.others = others;
    }

    @Test
    void oldEntriesGoUnderASignedCertificateAndTheRestStaysAChain() {
        QuarkusTransaction.begin();
        try {
            emptyLedger();
            Instant now = Instant.now();
            for (int days : List.of(800, 500, 400, 300, 1)) {
                append(now.minus(days, ChronoUnit.DAYS));
            }

            PurgeCertificate certificate =
                    purge.audit(LocalDate.now(ZoneOffset.UTC)).orElseThrow();

            assertThat(certificate.count()).isEqualTo(3);
            assertThat(certificate.from() + "-" + certificate.to()).isEqualTo("1-3");
            assertThat(signer.signed(certificate.signedText(), certificate.signature()))
                    .isTrue();
            AuditVerifier.Verification left = AuditVerifier.verification(jdbi, json);
            assertThat(left.intact()).isTrue();
            assertThat(left.entries()).isEqualTo(2);
            append(now);
            assertThat(AuditVerifier.verification(jdbi, json).entries()).isEqualTo(3);
            assertThat(purge.audit(LocalDate.now(ZoneOffset.UTC))).isEmpty();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    void databaseLetsNoYoungEntryGoWhateverTheProgramSays() {
        QuarkusTransaction.begin();
        try {
            append(Instant.now());
            assertThatThrownBy(() -> jdbi.useHandle(handle -> {
                        handle.execute("set local aiops.purge_to = '9223372036854775807'");
                        handle.execute("delete from audit_entry");
                    }))
                    .hasMessageContaining("append-only");
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    void daysOfLogsGoByTheirTermsAndAHoldStopsThem() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate ancient = today.minusDays(200);
        LocalDate old = today.minusDays(100);
        for (LocalDate day : List.of(ancient, old)) {
            String name = DAY.format(day);
            search.send(
                    "DELETE",
                    "logs-" + name + ",logs-errors-" + name + "?ignore_unavailable=true",
                    "application/json",
                    "");
        }
        archive.store(
                List.of(entry(ancient, "ERROR"), entry(ancient, "SEVERE"), entry(old, "ERROR"), entry(old, "INFO")));
        search.send("POST", "logs-*/_refresh", "application/json", "");
        hold("error-logs", "case 17");
        assertThat(purge.run())
                .extracting(PurgeCertificate::id, PurgeCertificate::count)
                .anyMatch(one -> one.toString().contains("system-logs-" + old + "-" + old))
                .noneMatch(one -> one.toString().contains("error-logs-" + ancient));
        assertThat(indices()).contains("logs-errors-" + DAY.format(ancient));

        hold("error-logs", "");
        assertThat(purge.run())
                .filteredOn(one -> one.id().startsWith("error-logs-" + ancient + "-" + ancient))
                .extracting(PurgeCertificate::count)
                .containsExactly(2L);

        assertThat(indices())
                .doesNotContain("logs-errors-" + DAY.format(ancient), "logs-" + DAY.format(old))
                .contains("logs-errors-" + DAY.format(old));
        admin().get("/api/v1/compliance/certificates")
                .then()
                .statusCode(200)
                .body("items.certificate.id", hasItem(startsWith("error-logs-" + ancient + "-" + ancient)))
                .body("items.genuine", not(hasItem(false)));
        assertThat(purge.run()).noneMatch(one -> one.from().equals(old.toString()));
        search.send("DELETE", "logs-errors-" + DAY.format(old), "application/json", "");
    }

    @Test
    void dayThatARestoreBroughtBackGoesUnderACertificateOfItsOwn() throws Exception {
        LocalDate old = LocalDate.now(ZoneOffset.UTC).minusDays(120);
        String index = "logs-" + DAY.format(old);
        search.send("DELETE", index + "?ignore_unavailable=true", "application/json", "");
        archive.store(List.of(entry(old, "INFO")));
        search.send("POST", index + "/_refresh", "application/json", "");
        watch.purge();
        archive.store(List.of(entry(old, "INFO"), entry(old, "INFO")));
        search.send("POST", index + "/_refresh", "application/json", "");
        watch.purge();

        assertThat(store.certificates(1000))
                .filteredOn(one -> one.id().startsWith("system-logs-" + old))
                .extracting(PurgeCertificate::count)
                .containsExactly(2L, 1L);
        assertThat(indices()).doesNotContain(index);
    }

    private static void hold(String dataClass, String reason) {
        admin().contentType("application/json")
                .body(Map.of("reason", reason))
                .put("/api/v1/compliance/holds/" + dataClass)
                .then()
                .statusCode(200);
    }

    @Test
    void sessionsThatTheGatewayPurgedAreCertifiedOnce() {
        String purgeId = Ids.next();
        String json = """
                {"purgeId": "%s", "from": "2026-01-29T08:00:00Z", "to": "2026-01-30T10:15:30Z", "count": 12,
                 "purgedAt": "2026-03-01T10:15:30Z"}""".formatted(purgeId);

        RawKafka.send(Topic.USERS, purgeId, Ids.next(), EventType.USER_ACTIVITY_PURGED.typeName(), json);
        RawKafka.send(Topic.USERS, purgeId, Ids.next(), EventType.USER_ACTIVITY_PURGED.typeName(), json);

        await().untilAsserted(() -> admin().get("/api/v1/compliance/certificates")
                .then()
                .body(
                        "items.findAll { it.certificate.id == 'user-activity-" + purgeId + "' }.certificate.count",
                        equalTo(List.of(12)))
                .body("items.genuine", not(hasItem(false))));
    }

    @Test
    void holdIsToldToThoseWhoKeepTheData() {
        hold("user-activity", "case 18");
        hold("user-activity", "");

        await().untilAsserted(() -> assertThat(others.heard(HoldChanged.class).stream()
                        .filter(event -> event.dataClass().equals("user-activity")))
                .extracting(HoldChanged::held, HoldChanged::reason)
                .containsExactly(Tuple.tuple(true, "case 18"), Tuple.tuple(false, "")));
    }

    @Test
    void standingHoldIsSaidAgainForThoseWhoDidNotListenThen() {
        hold("run-history", "case 19");
        watch.announce();
        hold("run-history", "");
        watch.announce();

        await().untilAsserted(() -> assertThat(others.heard(HoldChanged.class).stream()
                        .filter(event -> event.dataClass().equals("run-history")))
                .extracting(HoldChanged::held, HoldChanged::reason)
                .containsExactly(Tuple.tuple(true, "case 19"), Tuple.tuple(true, "case 19"), Tuple.tuple(false, "")));
    }

    @Test
    void holdsAreForAdministratorsAndKnownClasses() {
        operator().get("/api/v1/compliance/holds").then().statusCode(403);
        admin().contentType("application/json")
                .body("{\"reason\": \"x\"}")
                .put("/api/v1/compliance/holds/cats")
                .then()
                .statusCode(404)
                .body("code", equalTo("class-not-found"));
    }

    private static LogEntry entry(LocalDate day, String level) {
        return new LogEntry(
                Ids.next(),
                "a-test",
                level,
                "a.Logger",
                "x",
                null,
                null,
                day.atTime(12, 0).toInstant(ZoneOffset.UTC));
    }

    private String indices() throws Exception {
        return search.send("GET", "_cat/indices/logs-*?format=json&h=index", "application/json", "")
                .toString();
    }

    private void emptyLedger() {
        jdbi.useHandle(handle -> {
            handle.execute("alter table audit_entry disable trigger audit_entry_append_only");
            handle.execute("delete from audit_entry");
            handle.execute("delete from audit_head");
            handle.execute("alter table audit_entry enable trigger audit_entry_append_only");
        });
    }

    private void append(Instant at) {
        ledger.append(new AuditLedger.Fact(
                Ids.next(), "/aiops/a-test", "ada", "tool.execute", "terminal", "allowed", Map.of(), at));
    }
}
