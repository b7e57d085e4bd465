package io.agentaiops.opsscheduler.compliance;

import static io.agentaiops.opsscheduler.testing.Callers.admin;
import static io.agentaiops.opsscheduler.testing.Callers.operator;
import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.opsscheduler.archive.Tally;
import io.agentaiops.opsscheduler.audit.LedgerSigner;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ComplianceIT {

    private static final String JSON = "application/json";

    private final OtherServices others;
    private final ControlCatalog catalog;
    private final ComplianceWatch watch;
    private final LedgerSigner signer;
    private final ExerciseWatch exercises;
    private final ScanRecords scans;
    private final Jdbi jdbi;

    ComplianceIT(
            OtherServices others,
            ControlCatalog catalog,
            ComplianceWatch watch,
            LedgerSigner signer,
            ExerciseWatch exercises,
            ScanRecords scans,
            Jdbi jdbi) {
        this.exercises = exercises;
        this.scans = scans;
        this.others = others;
        this.catalog = catalog;
        this.watch = watch;
        this.signer = signer;
        this.jdbi = jdbi;
    }

    @BeforeEach
    void answer() {
        others.answerOperation(
                "keys.review",
                OperationCompleted.Outcome.SUCCEEDED,
                Map.of("unused", List.of(), "admins", List.of("a")));
        others.answerOperation(
                "tools.permissions",
                OperationCompleted.Outcome.SUCCEEDED,
                Map.of("sandbox", "bubblewrap", "sandboxWhy", ""));
        keepsBeyondTerm("agent.sessions", 0);
        keepsBeyondTerm("tools.statistics", 0);
        jdbi.useHandle(handle -> handle.execute("delete from compliance_finding"));
    }

    private void keepsBeyondTerm(String capability, int count) {
        others.answerOperation(capability, OperationCompleted.Outcome.SUCCEEDED, Map.of("beyondTerm", count));
    }

    @Test
    void whatOthersKeepOfUsersBeyondItsTermBreaksTheControl() {
        keepsBeyondTerm("agent.sessions", 3);
        keepsBeyondTerm("tools.statistics", 41);

        JsonPath found = check();

        assertThat(state(found, "retention-met")).isEqualTo("failed");
        assertThat(found.getString("controls.find { it.id == 'retention-met' }.detail"))
                .contains("3 sessions", "41 tool calls");
    }

    @Test
    void controlThatHeldAndHoldsNoMoreLowersTheScoreAndAlertsUntilItHoldsAgain() {
        JsonPath good = check();
        assertThat(state(good, "access-reviewed")).isEqualTo("passed");
        assertThat(state(good, "sandbox-level")).isEqualTo("passed");
        assertThat(state(good, "secrets-own")).isEqualTo("passed");

        others.answerOperation(
                "keys.review", OperationCompleted.Outcome.FAILED, Map.of("unused", List.of("old (aiops_ab)")));
        JsonPath bad = check();

        assertThat(state(bad, "access-reviewed")).isEqualTo("failed");
        assertThat(bad.getInt("score")).isLessThan(good.getInt("score"));
        await().until(() -> alerts().size(), count -> count >= 1);
        assertThat(alerts().getLast().endsAt()).isNull();

        answer();
        check();
        await().until(() -> alerts().getLast().endsAt() != null);
        operator()
                .get("/api/v1/compliance/controls/access-reviewed/history")
                .then()
                .statusCode(200)
                .body("items[0].verdict.state", equalTo("passed"))
                .body("items[1].verdict.state", equalTo("failed"));
        operator().get("/api/v1/compliance/history").then().body("items.day", hasItem(today().toString()));
        operator().get("/api/v1/compliance/controls/no-such/history").then().statusCode(404);
    }

    @Test
    void alertOfAControlThatIsTakenOutOfTheDocumentEnds() {
        jdbi.useHandle(handle -> handle.execute("""
                insert into control_state (control, state, checked_at, since, alert_since)
                values ('taken-out', 'failed', now(), now(), now())"""));

        watch.look();

        await().untilAsserted(() -> assertThat(others.heard(AlertRaised.class))
                .filteredOn(alert -> "taken-out".equals(alert.labels().get("control")))
                .singleElement()
                .satisfies(alert -> assertThat(alert.endsAt()).isNotNull()));
    }

    @Test
    void weakSandboxAndSilentServiceAreNoComfort() {
        others.answerOperation(
                "tools.permissions",
                OperationCompleted.Outcome.SUCCEEDED,
                Map.of("sandbox", "none", "sandboxWhy", "root"));

        assertThat(state(check(), "sandbox-level")).isEqualTo("failed");
    }

    @Test
    void findingsAreDueByTheirSeverityAndLateOnesBreakTheControl() {
        String assessment = record();
        String finding = admin().contentType(JSON)
                .body(Map.of("title", "Open port", "severity", "high", "owner", "ada"))
                .post("/api/v1/compliance/assessments/" + assessment + "/findings")
                .then()
                .statusCode(201)
                .body("due", equalTo(today().plusDays(14).toString()))
                .extract()
                .path("id");
        assertThat(state(check(), "findings-in-time")).isEqualTo("passed");

        change(finding, Map.of("owner", "ada", "due", "2026-01-01"), 200);
        assertThat(state(check(), "findings-in-time")).isEqualTo("failed");

        change(finding, Map.of("owner", "ada", "state", "accepted"), 400);
        change(finding, Map.of("owner", "ada", "state", "closed", "note", "port closed, scanned again"), 200);
        assertThat(state(check(), "findings-in-time")).isEqualTo("passed");
        admin().get("/api/v1/compliance/findings?state=closed").then().body("items.id", hasItem(finding));
    }

    @Test
    void plannedExerciseIsRemindedOfUntilItWasHeldOrPutOff() {
        String id = operator()
                .contentType(JSON)
                .body(Map.of(
                        "kind",
                        "team",
                        "title",
                        "Fire at night",
                        "scheduledFor",
                        Instant.now().plusSeconds(5 * 86_400).toString()))
                .post("/api/v1/compliance/exercises")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        exercises.look();
        exercises.look();
        await().untilAsserted(() -> assertThat(reminders(id)).anyMatch(one -> one.endsAt() == null));

        operator()
                .contentType(JSON)
                .body(Map.of(
                        "title",
                        "Fire at night",
                        "state",
                        "planned",
                        "scheduledFor",
                        Instant.now().plusSeconds(30 * 86_400).toString()))
                .put("/api/v1/compliance/exercises/" + id)
                .then()
                .statusCode(200);
        exercises.look();
        exercises.look();
        await().untilAsserted(() -> assertThat(reminders(id)).last().matches(one -> one.endsAt() != null));
    }

    private List<AlertRaised> reminders(String id) {
        return others.heard(AlertRaised.class).stream()
                .filter(alert -> id.equals(alert.labels().get("exercise")))
                .toList();
    }

    @Test
    void scanOfThePlatformIsAnAssessmentOnceAndWhatIsKnownIsNoNewFinding() {
        scans.scanned("scan-1", "ada", "9 libraries", "1 vulnerable", List.of("log4j@1: GHSA-of-this-test"));
        scans.scanned("scan-1", "ada", "9 libraries", "1 vulnerable", List.of("log4j@1: GHSA-of-this-test"));
        scans.scanned("scan-2", "ada", "9 libraries", "1 vulnerable", List.of("log4j@1: GHSA-of-this-test"));

        admin().get("/api/v1/compliance/assessments")
                .then()
                .body("items.findAll { it.scope == '9 libraries' }.size()", equalTo(2));
        admin().get("/api/v1/compliance/findings")
                .then()
                .body("items.findAll { it.title.contains('GHSA-of-this-test') }.size()", equalTo(1));
        jdbi.useHandle(
                handle -> handle.execute("delete from compliance_finding where title like '%GHSA-of-this-test'"));
    }

    @Test
    void exerciseIsPlannedHeldAndCounted() {
        String id = operator()
                .contentType(JSON)
                .body(Map.of("kind", "team", "title", "Disk full at night", "scheduledFor", "2027-02-01T09:00:00Z"))
                .post("/api/v1/compliance/exercises")
                .then()
                .statusCode(201)
                .body("state", equalTo("planned"))
                .extract()
                .path("id");
        Map<String, Object> held = Map.of(
                "title", "Disk full at night",
                "state", "held",
                "heldAt", Instant.now().toString(),
                "ledBy", "ada",
                "attendees", List.of("bob", "çağrı", "bob"),
                "lessons", "nobody knew where the key lies");

        operator()
                .contentType(JSON)
                .body(held)
                .put("/api/v1/compliance/exercises/" + id)
                .then()
                .statusCode(200)
                .body("attendees", equalTo(List.of("bob", "çağrı")))
                .body("kind", equalTo("team"));

        assertThat(state(check(), "team-exercised")).isEqualTo("passed");
        operator().get("/api/v1/compliance/exercises?kind=team").then().body("items.id", hasItem(id));
    }

    @Test
    void bundleHoldsAllEvidenceUnderSignedChecksums() throws IOException {
        check();
        byte[] zip = admin().get("/api/v1/compliance/bundle")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();

        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        assertThat(files)
                .containsKeys("controls.yaml", "compliance.json", "looks/audit-whole.json", "permissions.json")
                .containsKeys("assessments.json", "exercises.json", "backups.json", "audit.json", "certificates.json");
        String sums = new String(files.get("SHA256SUMS"), StandardCharsets.UTF_8);
        for (String line : sums.lines().toList()) {
            Tally tally = new Tally(OutputStream.nullOutputStream());
            tally.write(files.get(line.substring(66)));
            assertThat(line).startsWith(tally.sha256());
        }
        assertThat(signer.signed(sums, new String(files.get("SHA256SUMS.sig"), StandardCharsets.UTF_8).strip()))
                .isTrue();
    }

    @Test
    void whoMayDoWhatIsForAdminsAndNonsenseIsRefusedAllAtOnce() {
        admin().get("/api/v1/compliance/permissions")
                .then()
                .statusCode(200)
                .body("keys.answered", equalTo(true))
                .body("keys.found.admins", hasItem("a"))
                .body("tools.found.sandbox", equalTo("bubblewrap"));
        admin().get("/api/v1/compliance/permissions?window=soon").then().statusCode(400);
        operator().get("/api/v1/compliance/permissions").then().statusCode(403);
        operator().get("/api/v1/compliance/bundle").then().statusCode(403);
        viewer().get("/api/v1/compliance").then().statusCode(403);
        admin().contentType(JSON)
                .body("{}")
                .post("/api/v1/compliance/assessments")
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("kind", "title", "performedBy", "performedAt", "scope"));
        operator()
                .contentType(JSON)
                .body(Map.of("kind", "party", "state", "held"))
                .post("/api/v1/compliance/exercises")
                .then()
                .statusCode(400)
                .body("errors.find { it.field == 'kind' }.detail", containsString("failover, recovery, team"));
        operator().get("/api/v1/compliance/exercises/nonsense").then().statusCode(404);
    }

    @Test
    void shippedControlsAreSound() throws IOException {
        Path root = Path.of(System.getProperty("aiops.root.dir"));
        ControlParser.Parsed parsed = catalog.parse(Files.readString(root.resolve("documents/controls.yaml")));

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.controls()).hasSizeGreaterThan(15);
    }

    private static JsonPath check() {
        return operator()
                .contentType(JSON)
                .post("/api/v1/compliance/check")
                .then()
                .statusCode(200)
                .body("refused", equalTo(List.of()))
                .extract()
                .jsonPath();
    }

    private static String state(JsonPath shown, String control) {
        return shown.getString("controls.find { it.id == '" + control + "' }.state");
    }

    private List<AlertRaised> alerts() {
        return others.heard(AlertRaised.class).stream()
                .filter(alert -> "access-reviewed".equals(alert.labels().get("control")))
                .toList();
    }

    private static String record() {
        return admin().contentType(JSON)
                .body(Map.of(
                        "kind", "penetration-test",
                        "title", "Autumn test",
                        "performedBy", "Somebody Ltd",
                        "performedAt", "2026-09-20T08:00:00Z",
                        "scope", "everything"))
                .post("/api/v1/compliance/assessments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void change(String finding, Map<String, Object> body, int status) {
        admin().contentType(JSON)
                .body(body)
                .put("/api/v1/compliance/findings/" + finding)
                .then()
                .statusCode(status);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
