package io.agentaiops.agentgateway.support;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes cases from stage to stage. What people decide happens here, each decision one commit; what the platform finds
 * out by itself is {@link CaseInvestigation}'s.
 */
@ApplicationScoped
class Cases {

    /** What came of a wish. */
    sealed interface Outcome {
        record Done(SupportCase supportCase) implements Outcome {}

        record Unknown() implements Outcome {}

        /** The case's state does not allow it, and why. */
        record NotNow(String reason) implements Outcome {}
    }

    private final CaseStore store;
    private final Regressions regressions;
    private final Audit audit;
    private final Clock clock;

    Cases(CaseStore store, Regressions regressions, Audit audit, Clock clock) {
        this.store = store;
        this.regressions = regressions;
        this.audit = audit;
        this.clock = clock;
    }

    /** A new case; from the run that went wrong, when there is one. */
    @Transactional
    SupportCase open(String kind, SupportCase.Text text, @Nullable Run run, Caller reporter) {
        SupportCase one = new SupportCase(
                Ids.next(),
                reporter,
                kind,
                SupportCase.State.OPEN,
                text,
                run == null ? null : run.id(),
                null,
                null,
                null,
                clock.instant(),
                clock.instant());
        store.insert(one);
        note(one.id(), CaseStage.Stage.PROBLEM, "reported", reporter.principal(), text.problem(), Map.of());
        audit.record(reporter.principal(), "case.open", one.id(), "succeeded", Map.of("kind", kind));
        return one;
    }

    /** What helps until the solution is there. */
    @Transactional
    Outcome workaround(String id, String text, String actor) {
        return whileOpen(id, one -> {
            note(id, CaseStage.Stage.WORKAROUND, "given", actor, text, Map.of());
            store.update(one, clock.instant());
            return one;
        });
    }

    /** Drafts the document from the stages and the solution, or takes a draft as it was edited. */
    @Transactional
    Outcome draft(String id, @Nullable String solution, @Nullable String markdown, String actor) {
        return whileOpen(id, one -> {
            String draft = markdown != null
                    ? markdown
                    : SolutionDraft.compose(
                            one,
                            store.stages(id),
                            String.valueOf(solution),
                            clock.instant().atZone(ZoneOffset.UTC).toLocalDate());
            SupportCase drafted = one.with(SupportCase.State.DRAFTED, one.text().withDraft(draft));
            store.update(drafted, clock.instant());
            note(id, CaseStage.Stage.SOLUTION, "drafted", actor, "a draft of the document", Map.of());
            audit.record(actor, "case.draft", id, "succeeded", Map.of());
            return drafted;
        });
    }

    /** The draft becomes a document: decided here, handed over by the investigation, which tries until it succeeds. */
    @Transactional
    Outcome approve(String id, String actor) {
        return whileOpen(id, one -> {
            if (one.state() != SupportCase.State.DRAFTED) {
                return null;
            }
            SupportCase approved = one.publishing(SolutionDraft.documentId(one), actor);
            store.update(approved, clock.instant());
            note(id, CaseStage.Stage.SOLUTION, "approved", actor, "approved to become a document", Map.of());
            audit.record(actor, "case.approve", id, "succeeded", Map.of("document", SolutionDraft.documentId(one)));
            return approved;
        });
    }

    @Transactional
    Outcome close(String id, String reason, String actor) {
        return whileOpen(id, one -> {
            SupportCase closed = one.with(SupportCase.State.CLOSED, one.text());
            store.update(closed, clock.instant());
            note(id, CaseStage.Stage.CLOSED, "closed", actor, reason, Map.of());
            audit.record(actor, "case.close", id, "succeeded", Map.of());
            return closed;
        });
    }

    /** The document can be found: the case is solved, and its question is asked again from now on. */
    @Transactional
    Optional<SupportCase> indexed(String documentId) {
        return store.byDocument(documentId)
                .filter(one -> one.state() == SupportCase.State.PUBLISHING)
                .map(one -> {
                    SupportCase solved = one.with(SupportCase.State.SOLVED, one.text());
                    store.update(solved, clock.instant());
                    regressions.add(
                            one.text().asQuestion(),
                            documentId,
                            List.of(),
                            one.id(),
                            one.reporter().principal());
                    audit.record("agent-gateway", "case.solve", one.id(), "succeeded", Map.of("document", documentId));
                    return solved;
                });
    }

    /** Notes what was done. */
    @Transactional
    void note(String id, CaseStage.Stage stage, String outcome, String by, String text, Map<String, Object> facts) {
        store.add(id, new CaseStage(stage, outcome, by, text, facts, clock.instant()));
    }

    private interface Change {
        @Nullable
        SupportCase apply(SupportCase one);
    }

    private Outcome whileOpen(String id, Change change) {
        Optional<SupportCase> found = store.lock(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        SupportCase one = found.get();
        if (!one.state().isOpen()) {
            return new Outcome.NotNow("the case is " + one.state().label());
        }
        SupportCase changed = change.apply(one);
        return changed == null ? new Outcome.NotNow("there is no draft yet") : new Outcome.Done(changed);
    }
}
