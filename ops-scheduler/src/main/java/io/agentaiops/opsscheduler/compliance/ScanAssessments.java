package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes scans that the platform did itself down as assessments, with a finding for each thing that is not one
 * already.
 */
@ApplicationScoped
class ScanAssessments implements ScanRecords {

    private static final String KIND = "vulnerability-scan";
    private static final String OWNER = "security";

    private final FindingStore store;
    private final Audit audit;
    private final Clock clock;

    ScanAssessments(FindingStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void scanned(String id, String by, String scope, String summary, List<String> found) {
        UUID assessment = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        QuarkusTransaction.requiringNew().run(() -> {
            if (store.assessment(assessment).isPresent()) {
                return;
            }
            Instant now = clock.instant();
            store.add(new FindingStore.Assessment(
                    assessment,
                    KIND,
                    "Scan of libraries and packages against the feed of vulnerabilities",
                    "ops-scheduler",
                    now,
                    scope,
                    summary,
                    by,
                    now));
            audit.record(
                    by,
                    "compliance.assessment",
                    assessment.toString(),
                    "recorded",
                    Map.of("kind", KIND, "found", summary));
            Set<String> known =
                    store.open().stream().map(FindingStore.Finding::title).collect(Collectors.toSet());
            found.stream()
                    .filter(title -> !known.contains(title))
                    .forEach(title -> store.add(finding(assessment, title, by)));
        });
    }

    /** The feed does not say how bad it is: high, until somebody judges. */
    private FindingStore.Finding finding(UUID assessment, String title, String by) {
        Instant now = clock.instant();
        return new FindingStore.Finding(
                UUID.fromString(Ids.next()),
                assessment,
                title,
                Severity.HIGH,
                "open",
                OWNER,
                LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(Severity.HIGH.days()),
                "",
                by,
                now);
    }
}
