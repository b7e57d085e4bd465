package io.agentaiops.agentgateway.support;

import io.agentaiops.agentgateway.knowledge.DocumentClient;
import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.RagIndexerClient;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.query.QueryAcceptor;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunState;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import io.agentaiops.agentgateway.run.StepStore;
import io.agentaiops.eventbus.Redactor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the platform does about a case by itself: looks for recent errors, asks the question again, hands an approved
 * draft over as a document, and sees whether it is found. Each under a claim that ends by itself, so that a killed
 * gateway leaves its work to another; the question is asked under the case's id, so that it is asked once.
 */
@ApplicationScoped
class CaseInvestigation {

    private static final Logger LOG = Logger.getLogger(CaseInvestigation.class);
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final int AT_ONCE = 5;
    private static final int MINUTES_OF_LOGS = 120;
    private static final int FOUND_WITHIN = 10;
    private static final String SELF = "agent-gateway";

    private final CaseStore store;
    private final Cases cases;
    private final LogClient logs;
    private final RunStore runs;
    private final StepStore steps;
    private final QueryAcceptor acceptor;
    private final DocumentClient documents;
    private final RagIndexerClient search;
    private final Clock clock;

    CaseInvestigation(
            CaseStore store,
            Cases cases,
            LogClient logs,
            RunStore runs,
            StepStore steps,
            QueryAcceptor acceptor,
            DocumentClient documents,
            RagIndexerClient search,
            Clock clock) {
        this.store = store;
        this.cases = cases;
        this.logs = logs;
        this.runs = runs;
        this.steps = steps;
        this.acceptor = acceptor;
        this.documents = documents;
        this.search = search;
        this.clock = clock;
    }

    @Scheduled(every = "3s", identity = "support-cases", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void goOn() {
        Instant now = clock.instant();
        for (SupportCase one : store.claim(now, now.plus(CLAIM), AT_ONCE)) {
            try {
                goOn(one);
            } catch (RuntimeException e) {
                LOG.errorf(e, "a case could not be worked on, it is tried again caseId=%s", one.id());
            }
        }
    }

    private void goOn(SupportCase one) {
        if (!store.isInvestigated(one.id())) {
            investigate(one);
        }
        String document = one.documentId();
        if (one.state() == SupportCase.State.PUBLISHING && document != null) {
            documents.publish(
                    document,
                    one.text().title(),
                    Objects.requireNonNull(one.text().draft(), "draft"),
                    List.of("solution"),
                    Objects.requireNonNull(one.approvedBy(), "approvedBy"));
        }
    }

    private void investigate(SupportCase one) {
        LogClient.Found errors = logs.errors(MINUTES_OF_LOGS);
        String failures = failures(one);
        if (store.find(one.id()).isEmpty()) {
            // Erased meanwhile: nothing is to be asked in that person's name any more.
            return;
        }
        String again = one.text().question() == null ? null : askAgain(one);
        QuarkusTransaction.requiringNew().run(() -> {
            cases.note(
                    one.id(),
                    CaseStage.Stage.ERRORS,
                    errors.searched() ? "searched" : "not-searched",
                    SELF,
                    Redactor.redact(failures + errors.text()),
                    Map.of("logsSearched", errors.searched(), "minutes", MINUTES_OF_LOGS));
            if (again == null) {
                cases.note(
                        one.id(),
                        CaseStage.Stage.REPRODUCED,
                        "not-tried",
                        SELF,
                        "the case names no question that could be asked again",
                        Map.of());
            }
            store.investigated(one.id(), again);
        });
        // The answer may have come before the case knew its run.
        if (again != null && runs.find(again).map(Run::hasEnded).orElse(false)) {
            reproduced(again);
        }
    }

    /** What went wrong in the run itself. */
    private String failures(SupportCase one) {
        String runId = one.runId();
        Optional<Run> run = runId == null ? Optional.empty() : runs.find(runId);
        if (run.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("The run ended as ")
                .append(run.get().state().label())
                .append(run.get().reason() == null ? "" : " (" + run.get().reason() + ")")
                .append(".\n");
        steps.of(run.get().id()).stream()
                .filter(step -> step.state() != StepState.SUCCEEDED)
                .map(CaseInvestigation::line)
                .forEach(text::append);
        return text.toString();
    }

    private static String line(Step step) {
        return "Step " + step.ordinal() + " (" + step.tool() + ") ended as "
                + step.state().label() + (step.reason() == null ? "" : ": " + step.reason()) + ".\n";
    }

    /** Asks in the way in which it went wrong; the id of the run, unless it could not be asked. */
    private @Nullable String askAgain(SupportCase one) {
        String runId = one.runId();
        AnswerMode mode = (runId == null ? Optional.<Run>empty() : runs.find(runId))
                .map(Run::mode)
                .filter(was -> was == AnswerMode.MODEL || was == AnswerMode.RUNBOOK)
                .orElse(AnswerMode.AUTO);
        String question = Objects.requireNonNull(one.text().question(), "question");
        QueryAcceptor.Outcome outcome = acceptor.accept(
                new QueryAcceptor.Question(question, null, null, mode, "case-" + one.id()), one.reporter());
        return outcome instanceof QueryAcceptor.Outcome.Accepted accepted
                ? accepted.run().id()
                : null;
    }

    /** A run has ended: if it was the attempt to reproduce a case, tells what came of it. */
    void reproduced(String runId) {
        QuarkusTransaction.joiningExisting()
                .run(() -> store.byReproduction(runId)
                        .filter(one -> store.stages(one.id()).stream()
                                .noneMatch(stage -> stage.stage() == CaseStage.Stage.REPRODUCED))
                        .ifPresent(one -> runs.find(runId).ifPresent(again -> compare(one, again))));
    }

    private void compare(SupportCase one, Run again) {
        String reported = one.runId();
        Optional<Run> before = reported == null ? Optional.empty() : runs.find(reported);
        boolean failed = !(again.state() instanceof RunState.Succeeded);
        boolean same = before.map(
                        run -> run.state().label().equals(again.state().label())
                                && Objects.equals(run.answer(), again.answer()))
                .orElse(false);
        String outcome = failed || same ? "reproduced" : "not-reproduced";
        cases.note(
                one.id(),
                CaseStage.Stage.REPRODUCED,
                outcome,
                SELF,
                failed
                        ? "asked again, it ended as " + again.state().label() + ": " + again.reason()
                        : same ? "asked again, the same answer came" : "asked again, another answer came",
                Map.of(
                        "runId", again.id(),
                        "state", again.state().label(),
                        "mode", again.mode() == null ? "none" : again.mode().label(),
                        "citations", again.citations().size()));
    }

    /** Sees whether the words of the case find its document. */
    void checkFound(SupportCase solved) {
        Retrieval found = search.search(solved.text().asQuestion(), FOUND_WITHIN, solved.reporter());
        List<String> ids =
                found.passages().stream().map(Passage::documentId).distinct().toList();
        int place = ids.indexOf(String.valueOf(solved.documentId())) + 1;
        cases.note(
                solved.id(),
                CaseStage.Stage.SOLUTION,
                place > 0 ? "found" : "not-found",
                SELF,
                place > 0
                        ? "the document is found by the question, at place " + place
                        : "the document is indexed, and the question does not find it: change its words",
                Map.of("document", String.valueOf(solved.documentId()), "place", place));
    }
}
