package io.agentaiops.toolrunner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tool that fails, as its callers and the people on call see it. */
@QuarkusTest
@TestSecurity(
        user = "root",
        roles = {"viewer", "operator", "admin"})
class HealthIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final FlakyTool flaky;
    private final BusProbe bus;
    private final Jdbi jdbi;

    HealthIT(FlakyTool flaky, BusProbe bus, Jdbi jdbi) {
        this.flaky = flaky;
        this.bus = bus;
        this.jdbi = jdbi;
    }

    @AfterEach
    void heal() {
        flaky.broken(false);
        enable();
    }

    @Test
    void failingToolIsTakenOutAndComesBackWhenItsSelfTestPasses() {
        flaky.broken(true);
        for (int i = 0; i < 5; i++) {
            call().body("state", equalTo("failed")).body("reason", equalTo("its back end is away"));
        }

        await().atMost(SOON).untilAsserted(() -> tool().body("enabled", is(false)));
        tool().body("condition.brokenSince", notNullValue())
                .body("offReason", containsString("5 of its last 5 calls failed; the last: its back end is away"));
        call().body("state", equalTo("denied")).body("reason", containsString("until its self-test passes"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(alerts()).anySatisfy(alert -> {
                    assertThat(alert.labels()).containsEntry("severity", "warning");
                    assertThat(alert.endsAt()).isNull();
                    assertThat(alert.annotations()).containsEntry("runbook", "emergency/tool-execution-failures.md");
                }));

        letTimePass();
        await().atMost(SOON).untilAsserted(() -> tool().body("condition.testSummary", equalTo("its back end is away")));
        tool().body("enabled", is(false));

        flaky.broken(false);
        letTimePass();
        await().atMost(SOON).untilAsserted(() -> tool().body("enabled", is(true)));
        call().body("state", equalTo("failed")).body("exitCode", is(1));
        await().atMost(SOON).untilAsserted(() -> assertThat(alerts()).anyMatch(alert -> alert.endsAt() != null));
    }

    @Test
    void alertOfAToolThatWasTakenOutOfTheConfigurationEndsADayLater() {
        jdbi.useHandle(handle -> handle.execute("""
            insert into tool_condition (tool, counted_from, claimed_at, broken_since, broken_reason)
            values ('mcp_gone', now(), now(), now() - interval '25 hours', 'its server is away'),
                   ('mcp_away', now(), now(), now() - interval '23 hours', 'its server is away')\
            """));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(alerts("mcp_gone"))
                        .singleElement()
                        .satisfies(alert -> assertThat(alert.endsAt()).isNotNull()));
        assertThat(alerts("mcp_away")).isEmpty();
    }

    @Test
    void badFindingsAreNoFailures() {
        for (int i = 0; i < 6; i++) {
            call().body("exitCode", is(1));
        }
        long looks = looks();

        await().atMost(SOON).until(() -> looks() > looks + 1);

        tool().body("enabled", is(true));
    }

    @Test
    void personWhoSwitchesTheToolOnTakesItBack() {
        jdbi.useHandle(handle -> handle.execute("""
            update tool_condition set broken_since = now(), broken_reason = 'test', claimed_at = now()
            where tool = 'flaky'\
            """));
        tool().body("enabled", is(false));

        enable();

        tool().body("enabled", is(true));
    }

    /** Each look tests what is due; making it due and seeing it tested counts looks. */
    private long looks() {
        letTimePass();
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select coalesce(extract(epoch from tested_at), 0) from tool_condition where tool = 'flaky'")
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    private void letTimePass() {
        jdbi.useHandle(handle -> handle.execute(
                "update tool_condition set claimed_at = now() - interval '1 hour' where tool = 'flaky'"));
    }

    private List<AlertRaised> alerts() {
        return alerts(FlakyTool.NAME);
    }

    private List<AlertRaised> alerts(String tool) {
        return bus.heard(
                AlertRaised.class,
                alert -> tool.equals(alert.labels().get("tool"))
                        && "ToolFailing".equals(alert.labels().get("alertname")));
    }

    private static ValidatableResponse tool() {
        return given().get("/api/v1/tools/flaky").then().statusCode(200);
    }

    private static ValidatableResponse call() {
        return given().contentType(ContentType.JSON)
                .header("Prefer", "wait=20")
                .body(Map.of("arguments", Map.of()))
                .post("/api/v1/tools/flaky/calls")
                .then()
                .statusCode(200);
    }

    private static void enable() {
        given().contentType(ContentType.JSON)
                .body(Map.of("enabled", true))
                .put("/api/v1/tools/flaky")
                .then()
                .statusCode(200);
    }
}
