package io.agentaiops.agentgateway.promotion;

import io.agentaiops.agentgateway.library.ModelFigures;
import io.agentaiops.agentgateway.library.ModelSettings;
import io.agentaiops.agentgateway.library.ModelSettings.Origin;
import io.agentaiops.agentgateway.library.ModelStatistics;
import io.agentaiops.agentgateway.model.ModelCatalog;
import io.agentaiops.agentgateway.model.Models;
import io.agentaiops.agentgateway.model.OllamaModel;
import io.agentaiops.agentgateway.promotion.Promotion.State;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
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
 * Brings a model from its evaluation over a trial to the default, or back. Every step is one commit of its state, what
 * follows from it, and its audit record; any replica can take the next one.
 */
@ApplicationScoped
class Promotions {

    private static final Logger LOG = Logger.getLogger(Promotions.class);

    private final PromotionStore store;
    private final EvaluationStore evaluationStore;
    private final Evaluations evaluations;
    private final ModelSettings settings;
    private final ModelStatistics statistics;
    private final ModelCatalog catalog;
    private final Models models;
    private final Trial trial;
    private final PromotionConfig config;
    private final Audit audit;
    private final MeterRegistry registry;
    private final Clock clock;

    /** So many collaborators, for this is the one place where evaluation, trial and default meet. */
    Promotions(
            PromotionStore store,
            EvaluationStore evaluationStore,
            Evaluations evaluations,
            ModelSettings settings,
            ModelStatistics statistics,
            ModelCatalog catalog,
            Models models,
            Trial trial,
            PromotionConfig config,
            Audit audit,
            MeterRegistry registry,
            Clock clock) {
        this.store = store;
        this.evaluationStore = evaluationStore;
        this.evaluations = evaluations;
        this.settings = settings;
        this.statistics = statistics;
        this.catalog = catalog;
        this.models = models;
        this.trial = trial;
        this.config = config;
        this.audit = audit;
        this.registry = registry;
        this.clock = clock;
        for (State state : State.values()) {
            registry.counter("aiops.agent-gateway.model.promotions", "state", state.label());
        }
    }

    /** Starts a promotion with a new evaluation; empty when another one is under way. */
    @Transactional
    Optional<Promotion> start(OllamaModel model, @Nullable Double share, String principal) {
        if (store.open().isPresent()) {
            return Optional.empty();
        }
        String previous = models.defaultModel().map(OllamaModel::name).orElse(null);
        Evaluation evaluation = evaluations.start(model, principal);
        Promotion promotion = new Promotion(
                Ids.next(),
                model.name(),
                Evaluations.digest(model),
                previous,
                evaluation.id(),
                State.EVALUATING,
                share == null ? config.canaryShare() : share,
                null,
                principal,
                clock.instant(),
                null,
                null,
                null);
        if (!store.insert(promotion)) {
            return Optional.empty();
        }
        audit.record(
                principal,
                "model.promote",
                model.name(),
                "allowed",
                Map.of("digest", promotion.digest(), "previous", previous == null ? "none" : previous));
        return store.find(promotion.id());
    }

    @Scheduled(
            every = "${aiops.promotion.look-every:5s}",
            identity = "model-promotions",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void advance() {
        store.open().ifPresent(promotion -> {
            switch (promotion.state()) {
                case EVALUATING -> evaluated(promotion);
                case CANARY -> tried(promotion);
                case WATCHED -> watched(promotion);
                case PROMOTED, REJECTED, ROLLED_BACK -> {}
            }
        });
    }

    /** Takes the promotion under way back on behalf of somebody; empty when there is none. */
    Optional<Promotion> rollBack(String reason, String principal) {
        Optional<Promotion> open = store.open();
        open.ifPresent(promotion -> move(promotion, State.ROLLED_BACK, reason, principal));
        return open.flatMap(promotion -> store.find(promotion.id()));
    }

    private void evaluated(Promotion promotion) {
        Evaluation evaluation = evaluationStore.find(promotion.evaluationId()).orElseThrow();
        switch (evaluation.state()) {
            case RUNNING -> {}
            case FAILED ->
                move(promotion, State.REJECTED, "it could not be evaluated: " + evaluation.reason(), "agent-gateway");
            case DONE -> {
                boolean passed = Boolean.TRUE.equals(evaluation.passed());
                if (!passed) {
                    move(promotion, State.REJECTED, evaluation.reason(), "agent-gateway");
                } else if (!sameWeights(promotion)) {
                    move(promotion, State.REJECTED, "the name stands for other weights by now", "agent-gateway");
                } else if (promotion.previous() == null || promotion.previous().equals(promotion.model())) {
                    move(promotion, State.WATCHED, "there is no other model to be tried against", "agent-gateway");
                } else {
                    move(promotion, State.CANARY, null, "agent-gateway");
                }
            }
        }
    }

    private void tried(Promotion promotion) {
        Instant since = Objects.requireNonNull(promotion.canaryAt(), "canaryAt");
        if (!sameWeights(promotion)) {
            move(
                    promotion,
                    State.ROLLED_BACK,
                    "the model is gone, or its name stands for other weights",
                    "agent-gateway");
            return;
        }
        Duration age = Duration.between(since, clock.instant());
        ModelFigures candidate = statistics.answering(promotion.digest(), since).orElse(null);
        decide(promotion, new CanaryPolicy(config).onTrial(candidate, previous(promotion, since), age), State.WATCHED);
    }

    private void watched(Promotion promotion) {
        Instant since = Objects.requireNonNull(promotion.promotedAt(), "promotedAt");
        Duration age = Duration.between(since, clock.instant());
        ModelFigures promoted = statistics.answering(promotion.digest(), since).orElse(null);
        // The model before is hardly asked any more: what it did in the days before is what it is held against.
        ModelFigures before = previous(promotion, promotion.createdAt().minus(config.canaryMost()));
        decide(promotion, new CanaryPolicy(config).watched(promoted, before, age), State.PROMOTED);
    }

    private void decide(Promotion promotion, CanaryPolicy.Verdict verdict, State next) {
        switch (verdict) {
            case CanaryPolicy.Verdict.GoOn goOn -> {}
            case CanaryPolicy.Verdict.Promote promote -> move(promotion, next, promote.reason(), "agent-gateway");
            case CanaryPolicy.Verdict.RollBack back ->
                move(promotion, State.ROLLED_BACK, back.reason(), "agent-gateway");
        }
    }

    private @Nullable ModelFigures previous(Promotion promotion, Instant since) {
        return Optional.ofNullable(promotion.previous())
                .flatMap(catalog::find)
                .flatMap(model -> statistics.answering(Evaluations.digest(model), since))
                .orElse(null);
    }

    private boolean sameWeights(Promotion promotion) {
        return catalog.find(promotion.model())
                .map(Evaluations::digest)
                .filter(promotion.digest()::equals)
                .isPresent();
    }

    private void move(Promotion promotion, State to, @Nullable String reason, String principal) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (!store.move(promotion, to, reason, clock.instant())) {
                return;
            }
            if (to == State.WATCHED) {
                becomeDefault(promotion);
            } else if (to == State.ROLLED_BACK && promotion.state() == State.WATCHED) {
                bringBack(promotion, principal);
            }
            audit.record(
                    principal,
                    "model." + to.label(),
                    promotion.model(),
                    to == State.REJECTED || to == State.ROLLED_BACK ? "failed" : "succeeded",
                    Map.of("digest", promotion.digest(), "reason", Objects.requireNonNullElse(reason, "")));
            registry.counter("aiops.agent-gateway.model.promotions", "state", to.label())
                    .increment();
            LOG.infof(
                    "model promotion model=%s state=%s %s",
                    promotion.model(), to.label(), reason == null ? "" : reason);
        });
        trial.changed();
        settings.changed();
    }

    /** The default before becomes the first fall-back. */
    private void becomeDefault(Promotion promotion) {
        List<String> fallbacks = new ArrayList<>(settings.current().fallbacks());
        fallbacks.remove(promotion.model());
        String previous = promotion.previous();
        if (previous != null && !previous.equals(promotion.model()) && !fallbacks.contains(previous)) {
            fallbacks.addFirst(previous);
        }
        settings.set(promotion.model(), Origin.PROMOTION, fallbacks, promotion.requestedBy());
    }

    /** A model that nobody chose by hand meanwhile gives way to the one before. */
    private void bringBack(Promotion promotion, String principal) {
        String previous = promotion.previous();
        if (previous == null || !promotion.model().equals(settings.current().defaultModel())) {
            return;
        }
        List<String> fallbacks = new ArrayList<>(settings.current().fallbacks());
        fallbacks.remove(previous);
        settings.set(previous, Origin.PROMOTION, fallbacks, principal);
    }
}
