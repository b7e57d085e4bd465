package io.agentaiops.opsscheduler.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.DatabaseAddress;
import io.agentaiops.opsscheduler.audit.AuditVerifier;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** Whether the audit chain of a restored database holds. */
final class RestoredLedger {

    private static final String SCHEMA = "ops_scheduler";

    private final DatabaseAddress scratch;
    private final ObjectMapper json;

    RestoredLedger(DatabaseAddress scratch, ObjectMapper json) {
        this.scratch = scratch;
        this.json = json;
    }

    void check(Archive archive, List<String> faults, List<String> checks) throws SQLException {
        if (archive.manifest().database().schemas().stream()
                .noneMatch(schema -> schema.name().equals(SCHEMA))) {
            return;
        }
        Jdbi jdbi = Jdbi.create(() -> scratch.connect(Map.of("currentSchema", SCHEMA)))
                .installPlugin(new PostgresPlugin());
        AuditVerifier.Verification verification = AuditVerifier.verification(jdbi, json);
        if (verification.intact()) {
            checks.add("audit chain whole over " + verification.entries() + " entries");
        } else {
            faults.add("the restored audit chain is broken at entry " + verification.brokenAt() + ": "
                    + verification.reason());
        }
    }
}
