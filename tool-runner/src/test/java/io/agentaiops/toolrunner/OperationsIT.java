package io.agentaiops.toolrunner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventcontracts.audit.AuditRecorded;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What operators see of the tools: the catalogue, statistics, permissions, audit. */
@QuarkusTest
@TestSecurity(
        user = "olga",
        roles = {"viewer", "operator"})
class OperationsIT {

    private final BusProbe bus;

    OperationsIT(BusProbe bus) {
        this.bus = bus;
    }

    @Test
    void everyToolIsDescribedForSmallModels() {
        given().get("/api/v1/tools")
                .then()
                .statusCode(200)
                .body(
                        "name",
                        hasItems(
                                "certificate_expiry",
                                "disk_usage",
                                "dns_lookup",
                                "http_probe",
                                "knowledge_search",
                                "log_search",
                                "metrics_query",
                                "ports",
                                "processes",
                                "runbook_start",
                                "tcp_probe",
                                "terminal",
                                "tls_probe",
                                "web_fetch",
                                "web_search"))
                .body("inputSchema.type", everyItem(equalTo("object")))
                .body("inputSchema.additionalProperties", everyItem(is(false)));
    }

    @Test
    void diskUsageIsMeasuredUnderTheTerminalsPolicy() {
        call("disk_usage", Map.of("path", "/usr/share", "limit", 3), "succeeded");
        String denied = call("disk_usage", Map.of("path", "/usr/../etc/ssl/private"), "denied");
        assertThat(denied).isEmpty();
    }

    @Test
    void statisticsAreCountedByToolPrincipalAndOrigin() {
        call("tcp_probe", Map.of("host", "169.254.169.254", "port", 80), "failed");
        call("processes", Map.of("limit", 1), "succeeded");

        given().get("/api/v1/tools/statistics?hours=1&tool=processes")
                .then()
                .statusCode(200)
                .body("usage.tool", contains("processes"))
                .body("usage[0].succeeded", greaterThanOrEqualTo(1))
                .body("usage[0].successPercent", is(100.0f))
                .body("usage[0].p50Ms", greaterThanOrEqualTo(1));
        given().get("/api/v1/tools/statistics?hours=1&by=principal")
                .then()
                .body("usage.find { it.tool == 'tcp_probe' }.by", equalTo("olga"));
        given().get("/api/v1/tools/statistics?hours=1&by=origin")
                .then()
                .body("usage.by", hasItem(containsString("API ")));
        given().get("/api/v1/tools/statistics?by=moon").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void permissionsSayWhoMayAndWhoDid() {
        call("ports", Map.of(), "succeeded");

        given().get("/api/v1/tools/permissions?days=1")
                .then()
                .statusCode(200)
                .body("find { it.tool == 'ports' }.usedBy.principal", hasItem("olga"))
                .body("find { it.tool == 'ports' }.mayApprove", is(List.of()))
                .body("find { it.tool == 'terminal' }.mayApprove", contains("approver", "admin"))
                .body("find { it.tool == 'terminal' }.permissions", hasItem("df: read"));

        OperationRequested request = new OperationRequested(
                Ids.next(),
                Ids.next(),
                "tools.permissions",
                Map.of("window", "1d"),
                "scheduler",
                false,
                Instant.now().plusSeconds(60));
        bus.send(request);
        await().atMost(Duration.ofSeconds(25))
                .untilAsserted(() -> assertThat(bus.heard(
                                OperationCompleted.class,
                                done -> done.operationId().equals(request.operationId())))
                        .singleElement()
                        .satisfies(done -> {
                            assertThat(done.outcome()).isEqualTo(OperationCompleted.Outcome.SUCCEEDED);
                            assertThat(done.summary()).contains("may change something with an approval");
                        }));
    }

    @Test
    void commandsAreCheckedForProceduresWithoutBeingRun() {
        OperationRequested request = new OperationRequested(
                Ids.next(),
                Ids.next(),
                "tools.check",
                Map.of("commands", List.of("df -h", "find /var/log -delete")),
                "scheduler",
                false,
                Instant.now().plusSeconds(60));
        bus.send(request);
        await().atMost(Duration.ofSeconds(25))
                .untilAsserted(() -> assertThat(bus.heard(
                                OperationCompleted.class,
                                done -> done.operationId().equals(request.operationId())))
                        .singleElement()
                        .satisfies(done -> {
                            assertThat(done.outcome()).isEqualTo(OperationCompleted.Outcome.FAILED);
                            assertThat(done.summary()).isEqualTo("2 commands, 1 of them denied by policy");
                            assertThat(done.evidence().toString()).contains("decision=allow", "decision=deny");
                        }));
    }

    @Test
    void auditHoldsWhoWhyWhatWhereAndTheResultsHash() {
        String name = "audit-" + Ids.next() + ".invalid";
        call("dns_lookup", Map.of("name", name), "failed");

        await().atMost(Duration.ofSeconds(25))
                .untilAsserted(() -> assertThat(bus.heard(
                                AuditRecorded.class, audit -> audit.resource().contains(name)))
                        .singleElement()
                        .satisfies(audit -> {
                            assertThat(audit.actor()).isEqualTo("olga");
                            assertThat(audit.action()).isEqualTo("tool.execute");
                            assertThat(audit.details())
                                    .containsEntry("sandbox", "in-process")
                                    .containsEntry("arguments", "{name=" + name + "}")
                                    .containsKeys("callId", "origin", "outputSha256", "durationMs");
                            assertThat(audit.details().get("outputSha256")).hasSize(64);
                        }));
    }

    private static String call(String tool, Map<String, Object> arguments, String state) {
        return given().contentType(ContentType.JSON)
                .header("Prefer", "wait=20")
                .body(Map.of("arguments", arguments))
                .post("/api/v1/tools/" + tool + "/calls")
                .then()
                .statusCode(200)
                .body("state", equalTo(state))
                .extract()
                .path("output");
    }
}
