package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.opsscheduler.procedure.DurationText;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code procedure.ran}, {@code procedure.succeeded}, {@code assessment.held}, {@code exercise.held}, {@code findings.in-time} and {@code
 * documents.reviewed}: what people promised to do, and when they last did it.
 */
@ApplicationScoped
class PeopleChecks implements Checks {

    private final EvidenceStore evidence;
    private final FindingStore findings;
    private final ProcedureCatalog catalog;
    private final Clock clock;

    PeopleChecks(EvidenceStore evidence, FindingStore findings, ProcedureCatalog catalog, Clock clock) {
        this.evidence = evidence;
        this.findings = findings;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public List<Check> all() {
        return List.of(
                new Check(
                        "procedure.ran",
                        Set.of("procedure", "within"),
                        control -> lately(control, "procedure", evidence::lastRun)),
                new Check(
                        "procedure.succeeded",
                        Set.of("procedure", "within"),
                        control -> lately(control, "procedure", evidence::lastGoodRun)),
                new Check(
                        "assessment.held",
                        Set.of("kind", "within"),
                        control -> lately(control, "kind", evidence::lastAssessment)),
                new Check(
                        "exercise.held",
                        Set.of("kind", "within"),
                        control -> lately(control, "kind", evidence::lastExercise)),
                new Check("findings.in-time", Set.of(), control -> inTime()),
                new Check("documents.reviewed", Set.of(), control -> reviewed()));
    }

    /** When something of that name last took place. */
    @FunctionalInterface
    private interface Last {
        Optional<Instant> at(String name);
    }

    private Verdict lately(Control control, String argument, Last last) {
        String name = control.with().getOrDefault(argument, "");
        Duration limit = DurationText.parse(control.with().getOrDefault("within", "30d"));
        Optional<Instant> at = last.at(name);
        if (at.isEmpty()) {
            return Verdict.failed(name + ": never yet", Map.of(argument, name));
        }
        Duration age = Duration.between(at.get(), clock.instant());
        return Verdict.of(
                age.compareTo(limit) <= 0,
                name + ": last on " + at.get() + ", " + age.toDays() + " days ago; the limit is " + limit.toDays()
                        + " days",
                Map.of(argument, name, "at", at.get().toString()));
    }

    private Verdict inTime() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<FindingStore.Finding> open = findings.open();
        List<String> late = open.stream()
                .filter(finding -> finding.due().isBefore(today))
                .map(finding -> finding.title() + " (" + finding.severity() + ", due " + finding.due() + ")")
                .toList();
        return Verdict.of(
                late.isEmpty(),
                open.size() + " open findings, " + late.size() + " beyond their date"
                        + (late.isEmpty() ? "" : ": " + String.join("; ", late)),
                Map.of("open", open.size(), "late", late));
    }

    private Verdict reviewed() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<String> past = catalog.current().all().stream()
                .filter(procedure -> isPast(procedure.reviewBy(), today))
                .map(Procedure::path)
                .sorted()
                .toList();
        return Verdict.of(
                past.isEmpty(),
                past.size() + " procedures beyond their review date"
                        + (past.isEmpty() ? "" : ": " + String.join(", ", past)),
                Map.of("past", past));
    }

    private static boolean isPast(@org.jspecify.annotations.Nullable LocalDate reviewBy, LocalDate today) {
        return reviewBy != null && reviewBy.isBefore(today);
    }
}
