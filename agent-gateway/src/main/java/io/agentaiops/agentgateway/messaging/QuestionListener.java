package io.agentaiops.agentgateway.messaging;

import io.agentaiops.agentgateway.cache.CacheLearning;
import io.agentaiops.agentgateway.faq.Faq;
import io.agentaiops.agentgateway.pattern.QuestionLog;
import io.agentaiops.agentgateway.support.CaseEvents;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.document.DocumentIndexed;
import io.agentaiops.eventcontracts.document.DocumentRemoved;
import io.agentaiops.eventcontracts.query.AnswerCompleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears what makes answers worth keeping and what makes them stale, and what brings cases and frequent questions on. */
@ApplicationScoped
class QuestionListener {

    private final CacheLearning cache;
    private final QuestionLog questions;

    private final CaseEvents cases;
    private final Faq faq;

    QuestionListener(CacheLearning cache, QuestionLog questions, CaseEvents cases, Faq faq) {
        this.cache = cache;
        this.questions = questions;
        this.cases = cases;
        this.faq = faq;
    }

    void listen(@Observes Subscriptions on) {
        on.each(AnswerCompleted.class, this::answered);
        on.each(DocumentIndexed.class, this::indexed);
        on.each(DocumentRemoved.class, this::removed);
    }

    private void answered(AnswerCompleted event, EventMetadata meta) {
        questions.answered(event.runId());
        cache.answered(event.runId());
        cases.answered(event.runId());
    }

    private void indexed(DocumentIndexed event, EventMetadata meta) {
        cache.indexed(event.documentId(), event.contentHash(), event.indexedAt());
        cases.indexed(event.documentId());
        faq.indexed(event.documentId());
    }

    private void removed(DocumentRemoved event, EventMetadata meta) {
        cache.removed(event.documentId(), event.removedAt());
    }
}
