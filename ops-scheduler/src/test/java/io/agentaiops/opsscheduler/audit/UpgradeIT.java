package io.agentaiops.opsscheduler.audit;

import static io.agentaiops.opsscheduler.testing.Callers.admin;
import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.agentaiops.local.testing.UpgradeProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What release 0.1.0 kept is served after the migrations of this one, and its ledger is whole. */
@QuarkusTest
@TestProfile(UpgradeIT.FromRelease.class)
class UpgradeIT {

    private static final String HEALTH_CHECK = "01a20aa7-00e9-7978-ae51-f8a01ba7c6bc";
    private static final String RUNBOOK_CHECK = "01a20aa7-2af5-7f39-90a6-ac79cccd1d05";
    private static final int ENTRIES = 38;

    public static final class FromRelease extends UpgradeProfile {
        @Override
        protected Map<String, String> keys() {
            return Map.of(
                    "aiops.audit.private-key-file", "audit-private.pem",
                    "aiops.audit.public-key-file", "audit-public.pem");
        }
    }

    private final AuditVerifier ledger;
    private final Jdbi jdbi;

    UpgradeIT(AuditVerifier ledger, Jdbi jdbi) {
        this.ledger = ledger;
        this.jdbi = jdbi;
    }

    @Test
    void ledgerIsWholeUnderTheKeyThatSignedIt() {
        AuditVerifier.Verification found = ledger.verify();

        assertThat(found.intact()).as(String.valueOf(found.reason())).isTrue();
        assertThat(found.entries()).isGreaterThanOrEqualTo(ENTRIES);
        assertThat(found.signedHeads()).isPositive();
    }

    @Test
    void runsTheirStepsAndReportsAreThereInTheirMonths() {
        viewer().get("/api/v1/operations")
                .then()
                .statusCode(200)
                .body("items.runId", hasItems(HEALTH_CHECK, RUNBOOK_CHECK));
        viewer().get("/api/v1/operations/" + HEALTH_CHECK)
                .then()
                .statusCode(200)
                .body("steps.size()", equalTo(8))
                .body("state", equalTo("failed"));
        viewer().accept("text/markdown")
                .get("/api/v1/operations/" + HEALTH_CHECK + "/report")
                .then()
                .statusCode(200)
                .body(containsString("Daily system health check"));
    }

    @Test
    void backupsStayProven() {
        admin().get("/api/v1/backups/daily-20261123-230422")
                .then()
                .statusCode(200)
                .body("state", equalTo("proven"));
    }

    @Test
    void openAlertsGotTheirNames() {
        List<String> names = jdbi.withHandle(handle -> handle.createQuery(
                        "select name from open_alert where procedure_id = 'daily-health-check' order by step_id")
                .mapTo(String.class)
                .list());

        assertThat(names)
                .containsExactly(
                        "ProcedureRunFailed",
                        "ProcedureStepFailed",
                        "ProcedureStepFailed",
                        "ProcedureStepFailed",
                        "ProcedureStepFailed");
    }
}
