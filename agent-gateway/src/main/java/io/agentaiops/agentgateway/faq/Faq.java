package io.agentaiops.agentgateway.faq;

import io.agentaiops.agentgateway.knowledge.DocumentClient;
import io.agentaiops.agentgateway.pattern.PatternReport;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Redactor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proposes entries, takes what people decide, and hands approved ones over as documents until that has worked. */
@ApplicationScoped
public class Faq {

    private static final Duration WINDOW = Duration.ofDays(30);
    private static final int AT_ONCE = 100;

    private final PatternReport patterns;
    private final FaqStore store;
    private final RunStore runs;
    private final DocumentClient documents;
    private final Audit audit;
    private final Clock clock;

    Faq(PatternReport patterns, FaqStore store, RunStore runs, DocumentClient documents, Audit audit, Clock clock) {
        this.patterns = patterns;
        this.store = store;
        this.runs = runs;
        this.documents = documents;
        this.audit = audit;
        this.clock = clock;
    }

    /** Proposes what is repeated and was answered well, once for each question. */
    @Scheduled(
            every = "5m",
            delayed = "1m",
            identity = "faq-proposals",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void propose() {
        for (PatternReport.Entry entry : patterns.of(WINDOW, AT_ONCE)) {
            String group = entry.pattern().id();
            boolean repeated =
                    entry.advice().stream().anyMatch(advice -> advice.kind().equals("repeated"));
            if (repeated && !store.isKnown(group)) {
                store.bestRun(group)
                        .flatMap(runs::find)
                        .ifPresent(run -> propose(group, entry.pattern().asked(), run));
            }
        }
    }

    private void propose(String group, long asked, Run run) {
        FaqEntry proposed = new FaqEntry(
                Ids.next(),
                FaqEntry.State.PROPOSED,
                Redactor.redact(run.question()),
                Redactor.redact(String.valueOf(run.answer())),
                asked,
                null,
                null,
                clock.instant());
        QuarkusTransaction.requiringNew()
                .run(() -> store.propose(proposed, group, run.caller().principal()));
    }

    /** Approves a proposed entry, with other words if they are given; empty when it is not proposed. */
    @Transactional
    Optional<FaqEntry> approve(String id, @Nullable String question, @Nullable String answer, String actor) {
        String document = "faq/" + id + ".md";
        return store.find(id)
                .map(old -> new FaqEntry(
                        id,
                        FaqEntry.State.PUBLISHING,
                        question == null ? old.question() : question,
                        answer == null ? old.answer() : answer,
                        old.asked(),
                        document,
                        actor,
                        clock.instant()))
                .filter(decided -> store.decide(decided, document))
                .map(decided -> audited(decided, "faq.approve", actor));
    }

    /** Turns a proposal down; it is not made again. */
    @Transactional
    Optional<FaqEntry> reject(String id, String actor) {
        return store.find(id)
                .map(old -> new FaqEntry(
                        id,
                        FaqEntry.State.REJECTED,
                        old.question(),
                        old.answer(),
                        old.asked(),
                        null,
                        actor,
                        clock.instant()))
                .filter(decided -> store.decide(decided, null))
                .map(decided -> audited(decided, "faq.reject", actor));
    }

    private FaqEntry audited(FaqEntry decided, String action, String actor) {
        audit.record(actor, action, decided.id(), "succeeded", Map.of());
        return decided;
    }

    @Scheduled(every = "3s", identity = "faq-documents", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void publish() {
        for (FaqEntry entry : store.in(FaqEntry.State.PUBLISHING, AT_ONCE)) {
            documents.publish(
                    String.valueOf(entry.documentId()),
                    entry.question(),
                    entry.markdown(),
                    List.of("faq"),
                    String.valueOf(entry.decidedBy()));
        }
    }

    /** A document can be found: an approved entry is now one of them. */
    @Transactional
    public void indexed(String documentId) {
        store.indexed(documentId, clock.instant());
    }
}
