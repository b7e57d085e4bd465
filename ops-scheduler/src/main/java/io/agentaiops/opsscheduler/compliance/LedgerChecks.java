package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.audit.AuditHead;
import io.agentaiops.opsscheduler.audit.AuditVerifier;
import io.agentaiops.opsscheduler.audit.LedgerStanding;
import io.agentaiops.opsscheduler.retention.RetentionStanding;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code audit.whole}, {@code audit.signed} and {@code retention.met}. */
@ApplicationScoped
class LedgerChecks implements Checks {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String BEYOND_TERM = "beyondTerm";

    private final LedgerStanding ledger;
    private final RetentionStanding retention;
    private final PlatformQuestions questions;
    private final Clock clock;

    LedgerChecks(LedgerStanding ledger, RetentionStanding retention, PlatformQuestions questions, Clock clock) {
        this.ledger = ledger;
        this.retention = retention;
        this.questions = questions;
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
        List<String> overdue = new ArrayList<>(retention.overdue());
        List<String> silent = new ArrayList<>();
        if (!retention.isActivityHeld()) {
            activity(Capability.AGENT_SESSIONS, "sessions", overdue, silent);
            activity(Capability.TOOLS_STATISTICS, "tool calls", overdue, silent);
        }
        List<String> holds = retention.holds();
        String held = holds.isEmpty() ? "" : "; held: " + String.join(", ", holds);
        if (!overdue.isEmpty()) {
            return Verdict.failed(
                    "kept beyond its term: " + String.join(", ", overdue) + held,
                    Map.of("overdue", overdue, "holds", holds));
        }
        return silent.isEmpty()
                ? Verdict.passed("nothing is kept beyond its term" + held, Map.of("holds", holds))
                : Verdict.unknown("did not say what they keep: " + String.join(", ", silent) + held);
    }

    /** Who keeps data of users removes and counts them itself. */
    private void activity(Capability capability, String what, List<String> overdue, List<String> silent) {
        Optional<PlatformQuestions.Answer> answer = questions.ask(capability, Map.of(), PATIENCE);
        if (answer.map(said -> said.evidence().get(BEYOND_TERM)).orElse(null) instanceof Number beyond) {
            if (beyond.longValue() > 0) {
                overdue.add(beyond + " " + what);
            }
        } else {
            silent.add(capability.owner().service());
        }
    }
}
