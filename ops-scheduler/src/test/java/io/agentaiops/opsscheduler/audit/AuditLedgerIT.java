package io.agentaiops.opsscheduler.audit;

import static io.agentaiops.opsscheduler.testing.Callers.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.opsscheduler.testing.Callers;
import io.agentaiops.opsscheduler.testing.RawKafka;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditLedgerIT {

    private final AuditLedger ledger;
    private final AuditStore store;
    private final Jdbi jdbi;

    AuditLedgerIT(AuditLedger ledger, AuditStore store, Jdbi jdbi) {
        this.ledger = ledger;
        this.store = store;
        this.jdbi = jdbi;
    }

    @Test
    void eventOverTheBusIsInTheLedgerOnce() {
        String actor = "ada-" + Ids.next();
        String eventId = Ids.next();
        String json = """
                {"actor": "%s", "action": "tool.execute", "resource": "terminal", "outcome": "allowed",
                 "details": {"command": "df -h"}, "at": "2026-11-22T09:00:00.123456789Z"}""".formatted(actor);

        RawKafka.send(Topic.AUDIT, actor, eventId, EventType.AUDIT_RECORDED.typeName(), json);
        RawKafka.send(Topic.AUDIT, actor, eventId, EventType.AUDIT_RECORDED.typeName(), json);

        await().untilAsserted(() -> assertThat(entries(actor).getList("items")).hasSize(1));
        assertThat(entries(actor).getString("items[0].details.command")).isEqualTo("df -h");
        assertThat(entries(actor).getString("items[0].source")).isEqualTo("/aiops/a-test");
        assertThat(entries(actor).getString("items[0].details.trace")).isEqualTo(RawKafka.TRACE);
        int entries = verify().getInt("entries");
        assertThat(admin().get("/api/v1/audit/export").asString().lines().toList())
                .hasSizeGreaterThanOrEqualTo(entries)
                .anyMatch(line -> line.contains(actor) && line.contains(RawKafka.TRACE));
        assertThat(verify().getBoolean("intact")).isTrue();
    }

    @Test
    void actionOverRestSaysFromWhere() {
        String address = "[address:" + Ids.next() + "]";
        release(Callers.adminAt(address));
        release(admin());

        await().untilAsserted(() -> assertThat(
                        entries("root&action=retention.release").getList("items.details.address", String.class))
                .contains(address)
                .anyMatch(other -> other.startsWith("[address") && !other.equals(address)));
    }

    private static void release(RequestSpecification caller) {
        caller.contentType("application/json")
                .body("{}")
                .put("/api/v1/compliance/holds/error-logs")
                .then()
                .statusCode(200);
    }

    @Test
    void parallelWritersFormOneChain() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                threads.execute(() -> ledger.append(fact("parallel")));
            }
        }

        assertThat(entries("parallel").getList("items")).hasSize(40);
        assertThat(verify().getBoolean("intact")).isTrue();
    }

    @Test
    void textThatPostgresWouldChangeStillVerifies() {
        ledger.append(new AuditLedger.Fact(
                Ids.next(),
                "/aiops/a-test",
                "odd",
                "a.b",
                "nul \0 and half \uD800 and 😀 and \u2028",
                "allowed",
                Map.of("z", "\t\"\\", "a", ""),
                Instant.now()));

        assertThat(verify().getBoolean("intact")).isTrue();
    }

    @Test
    void ledgerRefusesToBeChanged() {
        ledger.append(fact("guarded"));

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> jdbi.useHandle(
                        handle -> handle.execute("update audit_entry set outcome = 'denied' where actor = 'guarded'"))))
                .hasMessageContaining("append-only");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() ->
                        jdbi.useHandle(handle -> handle.execute("delete from audit_entry where actor = 'guarded'"))))
                .hasMessageContaining("append-only");
    }

    /** As somebody does who owns the database: the trigger is no hindrance, the chain is. */
    @Test
    void editedAndRemovedEntriesAreNamed() {
        ledger.append(fact("victim"));
        ledger.append(fact("victim"));
        long last = store.last().orElseThrow().seq();

        tamper("update audit_entry set outcome = 'denied' where seq = " + (last - 1));
        JsonPath edited = verify();
        tamper("update audit_entry set outcome = 'allowed' where seq = " + (last - 1));
        JsonPath restored = verify();
        tamper("update audit_entry set seq = -1 where seq = " + (last - 1));
        JsonPath removed = verify();
        tamper("update audit_entry set seq = " + (last - 1) + " where seq = -1");

        assertThat(edited.getBoolean("intact")).isFalse();
        assertThat(edited.getLong("brokenAt")).isEqualTo(last - 1);
        assertThat(edited.getString("reason")).contains("changed after it was written");
        assertThat(restored.getBoolean("intact")).isTrue();
        assertThat(removed.getLong("brokenAt")).isEqualTo(last - 1);
        assertThat(removed.getString("reason")).contains("missing");
    }

    private void tamper(String sql) {
        jdbi.useHandle(handle -> {
            handle.execute("alter table audit_entry disable trigger audit_entry_append_only");
            handle.execute(sql);
            handle.execute("alter table audit_entry enable trigger audit_entry_append_only");
        });
    }

    private static AuditLedger.Fact fact(String actor) {
        return new AuditLedger.Fact(
                Ids.next(),
                "/aiops/a-test",
                actor,
                "test.write",
                "ledger",
                "allowed",
                Map.of("key", "value"),
                Instant.now());
    }

    private static JsonPath entries(String actor) {
        return admin().get("/api/v1/audit?actor=" + actor)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath verify() {
        return admin().get("/api/v1/audit/verify")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
