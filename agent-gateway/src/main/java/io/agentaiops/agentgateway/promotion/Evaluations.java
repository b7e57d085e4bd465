package io.agentaiops.agentgateway.promotion;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.model.CallCheck;
import io.agentaiops.agentgateway.model.ChatHearer;
import io.agentaiops.agentgateway.model.ChatRequest;
import io.agentaiops.agentgateway.model.ChatResult;
import io.agentaiops.agentgateway.model.ModelCatalog;
import io.agentaiops.agentgateway.model.ModelParameters;
import io.agentaiops.agentgateway.model.Models;
import io.agentaiops.agentgateway.model.OllamaChat;
import io.agentaiops.agentgateway.model.OllamaModel;
import io.agentaiops.agentgateway.promotion.GoldenQuestion.Mark;
import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks models the golden questions, in the background and under a lease: a replica that is killed is followed by another
 * one, which begins anew.
 */
@ApplicationScoped
class Evaluations {

    private static final Logger LOG = Logger.getLogger(Evaluations.class);
    private static final Duration LEASE_AFTER_QUESTION = Duration.ofMinutes(1);

    private final EvaluationStore store;
    private final OllamaChat chat;
    private final ModelCatalog catalog;
    private final Models models;
    private final CallCheck check;
    private final PromotionConfig config;
    private final Audit audit;
    private final AfterCommit afterCommit;
    private final ObjectMapper json;
    private final Clock clock;
    private final String rules;
    private final List<GoldenQuestion> questions;

    /** So many collaborators, for an evaluation touches chat, catalogue, storage and audit. */
    Evaluations(
            EvaluationStore store,
            OllamaChat chat,
            ModelCatalog catalog,
            Models models,
            CallCheck check,
            PromotionConfig config,
            Audit audit,
            AfterCommit afterCommit,
            ObjectMapper json,
            Clock clock) {
        this.store = store;
        this.chat = chat;
        this.catalog = catalog;
        this.models = models;
        this.check = check;
        this.config = config;
        this.audit = audit;
        this.afterCommit = afterCommit;
        this.json = json;
        this.clock = clock;
        this.rules = resource("/prompts/system.txt");
        try {
            this.questions = GoldenQuestion.read(json.readTree(resource("/golden/questions.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts an evaluation. */
    @Transactional
    Evaluation start(OllamaModel model, String principal) {
        String id = Ids.next();
        store.insert(id, model.name(), digest(model), principal, clock.instant());
        audit.record(principal, "model.evaluate", model.name(), "allowed", Map.of("digest", digest(model)));
        afterCommit.run(() -> work(id));
        return store.find(id).orElseThrow();
    }

    @Scheduled(every = "10s", identity = "model-evaluations", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        store.abandoned(clock.instant()).forEach(id -> afterCommit.run(() -> work(id)));
    }

    static String digest(OllamaModel model) {
        String digest = model.digest();
        return digest == null ? model.name() : digest.replace("sha256:", "");
    }

    private void work(String id) {
        String owner = Ids.next();
        Instant now = clock.instant();
        store.claim(id, owner, now, leaseEnd()).ifPresent(evaluation -> {
            List<Mark> marks = new ArrayList<>();
            for (GoldenQuestion question : questions) {
                ChatResult result = ask(evaluation, question);
                if (result instanceof ChatResult.Failed failed && isNotTheModelsFault(failed)) {
                    end(evaluation, owner, Evaluation.State.FAILED, null, failed.reason(), marks);
                    return;
                }
                marks.add(question.judge(result, check, json));
                if (!store.renew(id, owner, leaseEnd())) {
                    return;
                }
            }
            PromotionGate.Verdict verdict = new PromotionGate(config).judge(marks, baseline(evaluation));
            end(evaluation, owner, Evaluation.State.DONE, verdict, verdict.problem(), marks);
        });
    }

    private Instant leaseEnd() {
        return clock.instant().plus(config.questionTimeout()).plus(LEASE_AFTER_QUESTION);
    }

    private ChatResult ask(Evaluation evaluation, GoldenQuestion question) {
        Instant until = clock.instant().plus(config.questionTimeout());
        ChatRequest request = new ChatRequest(
                evaluation.model(),
                question.turns(rules),
                question.tools(),
                ModelParameters.REPEATABLE,
                catalog.contextTokens(evaluation.model(), ModelParameters.NONE),
                null,
                ChatRequest.Purpose.EVALUATION,
                null);
        return chat.chat(
                request, ChatHearer.ofAnswer(piece -> {}), () -> clock.instant().isAfter(until));
    }

    private static boolean isNotTheModelsFault(ChatResult.Failed failed) {
        return switch (failed.kind()) {
            case UNREACHABLE, BUSY, MODEL_MISSING -> true;
            case TOO_LONG, REFUSED, BROKE -> false;
        };
    }

    /** How the present default did, unless it is the one that is evaluated. */
    private @Nullable Double baseline(Evaluation evaluation) {
        return models.defaultModel()
                .map(Evaluations::digest)
                .filter(digest -> !digest.equals(evaluation.digest()))
                .flatMap(store::latest)
                .map(Evaluation::score)
                .orElse(null);
    }

    private void end(
            Evaluation evaluation,
            String owner,
            Evaluation.State state,
            PromotionGate.@Nullable Verdict verdict,
            @Nullable String reason,
            List<Mark> marks) {
        boolean passed = verdict != null && verdict.passed();
        QuarkusTransaction.requiringNew().run(() -> {
            if (store.end(evaluation.id(), owner, state, verdict, reason, marks, clock.instant())) {
                audit.record(
                        evaluation.requestedBy(),
                        "model.evaluated",
                        evaluation.model(),
                        passed ? "succeeded" : "failed",
                        Map.of(
                                "digest", evaluation.digest(),
                                "score", verdict == null ? "" : PromotionGate.percent(verdict.score()),
                                "reason", Objects.requireNonNullElse(reason, "")));
            }
        });
        LOG.infof(
                "model evaluated model=%s passed=%s %s",
                evaluation.model(), passed, Optional.ofNullable(reason).orElse(""));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Evaluations.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
