package io.agentaiops.agentgateway.library;

import io.agentaiops.agentgateway.model.OllamaModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proposes what to change about the models, from how they did. Decides nothing: a person, or the promotion gate, does.
 */
final class RotationAdvice {

    /** What could be done. */
    enum Kind {
        /** Try another model in the default's place. */
        ROTATE,
        /** Remove a model that nobody uses. */
        DELETE,
        /** Keep a model in memory. */
        PRELOAD,
        /** Choose a fall-back. */
        ADD_FALLBACK
    }

    /**
     * A proposal.
     *
     * @param kind what could be done
     * @param model with which model
     * @param reason the figures that speak for it
     */
    record Proposal(Kind kind, String model, String reason) {}

    private static final int ENOUGH_CHATS = 20;
    private static final int ENOUGH_RATINGS = 5;
    private static final double TOO_MANY_DOWN = 0.1;
    private static final double TOO_MANY_FAILURES = 0.05;
    private static final double TOO_MANY_INVALID = 0.1;
    private static final long TOO_SLOW_MS = 30_000;

    private RotationAdvice() {}

    /**
     * The proposals.
     *
     * @param figures how models did in the window
     * @param installed what the hosts hold
     * @param defaultModel the default, if there is one
     * @param fallbacks the models that follow it
     */
    static List<Proposal> of(
            List<ModelFigures> figures,
            List<OllamaModel> installed,
            @Nullable String defaultModel,
            List<String> fallbacks) {
        List<Proposal> proposals = new ArrayList<>();
        for (ModelFigures model : figures) {
            if (model.model().equals(defaultModel)) {
                weakness(model).ifPresent(reason -> proposals.add(new Proposal(Kind.ROTATE, model.model(), reason)));
                if (isUnloaded(model.model(), installed) && model.chats() >= ENOUGH_CHATS) {
                    proposals.add(new Proposal(
                            Kind.PRELOAD,
                            model.model(),
                            model.chats() + " chats in the window, and it is not in memory now"));
                }
            }
        }
        installed.stream()
                .filter(OllamaModel::completes)
                .filter(model -> !model.name().equals(defaultModel) && !fallbacks.contains(model.name()))
                .filter(model -> figures.stream().noneMatch(used -> used.model().equals(model.name())))
                .forEach(model -> proposals.add(new Proposal(
                        Kind.DELETE,
                        model.name(),
                        "not asked once in the window, takes "
                                + String.format(Locale.ROOT, "%.1f", model.sizeBytes() / 1e9) + " GB")));
        boolean others = installed.stream()
                .anyMatch(model -> model.completes() && !model.name().equals(defaultModel));
        if (defaultModel != null && fallbacks.isEmpty() && others) {
            proposals.add(new Proposal(
                    Kind.ADD_FALLBACK, defaultModel, "when it fails, answers come from the runbooks at once"));
        }
        return proposals;
    }

    private static Optional<String> weakness(ModelFigures model) {
        if (model.ratedUp() + model.ratedDown() >= ENOUGH_RATINGS && model.downRate() > TOO_MANY_DOWN) {
            return Optional.of(
                    model.ratedDown() + " of " + (model.ratedUp() + model.ratedDown()) + " ratings are down");
        }
        if (model.chats() < ENOUGH_CHATS) {
            return Optional.empty();
        }
        if (model.failureRate() > TOO_MANY_FAILURES) {
            return Optional.of(model.failures() + " of " + model.chats() + " chats failed");
        }
        if (model.invalidCallRate() > TOO_MANY_INVALID) {
            return Optional.of(model.invalidCalls() + " of " + model.calls() + " tool calls made no sense");
        }
        return model.totalP95Ms() > TOO_SLOW_MS
                ? Optional.of("one turn in twenty takes longer than " + model.totalP95Ms() / 1_000 + " s")
                : Optional.empty();
    }

    private static boolean isUnloaded(String name, List<OllamaModel> installed) {
        return installed.stream().anyMatch(model -> model.name().equals(name) && !model.loaded());
    }
}
