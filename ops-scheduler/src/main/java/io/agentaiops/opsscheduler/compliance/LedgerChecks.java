package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.opsscheduler.audit.AuditHead;
import io.agentaiops.opsscheduler.audit.AuditVerifier;
import io.agentaiops.opsscheduler.audit.LedgerStanding;
import io.agentaiops.opsscheduler.retention.RetentionStanding;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code audit.whole}, {@code audit.signed} and {@code retention.met}. */
@ApplicationScoped
class LedgerChecks implements Checks {

    private final LedgerStanding ledger;
    private final RetentionStanding retention;
    private final Clock clock;

    LedgerChecks(LedgerStanding ledger, RetentionStanding retention, Clock clock) {
        this.ledger = ledger;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public List<Check> all() {
        return List.of(
                new Check("audit.whole", Set.of(), control -> whole()),
                new Check("audit.signed", Set.of(), control -> signed()),
                new Check("retention.met", Set.of(), control -> retained()));
    }

    private Verdict whole() {
        AuditVerifier.Verification found = ledger.verify();
        return found.intact()
                ? Verdict.passed(
                        "the chain is whole over " + found.entries() + " entries and " + found.signedHeads()
                                + " signed heads",
                        Map.of("entries", found.entries(), "head", found.head()))
                : Verdict.failed(
                        "the chain is broken at entry " + found.brokenAt() + ": " + found.reason(),
                        Map.of("entries", found.entries()));
    }

    /** The head of a day is signed some minutes after midnight. */
    private Verdict signed() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Optional<AuditHead> newest = ledger.heads().stream().reduce((before, after) -> after);
        return newest.map(head -> Verdict.of(
                        !head.day().isBefore(today.minusDays(1)),
                        "the newest signed head is of " + head.day() + ", entry " + head.seq(),
                        Map.of("day", head.day().toString(), "signature", head.signature())))
                .orElseGet(() -> Verdict.failed("no head of the ledger was ever signed", Map.of()));
    }

    private Verdict retained() throws IOException {
        List<String> overdue = retention.overdue();
        List<String> holds = retention.holds();
        String held = holds.isEmpty() ? "" : "; held: " + String.join(", ", holds);
        return overdue.isEmpty()
                ? Verdict.passed("nothing is kept beyond its term" + held, Map.of("holds", holds))
                : Verdict.failed(
                        "kept beyond its term: " + String.join(", ", overdue) + held,
                        Map.of("overdue", overdue, "holds", holds));
    }
}
