package io.agentaiops.agentgateway.promotion;

import io.agentaiops.agentgateway.library.ModelFigures;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a model on trial against the one that it is to replace, by how both answered people in the same time. The same
 * rules hold for some time after the promotion.
 */
final class CanaryPolicy {

    private static final int ENOUGH_CALLS = 5;
    private static final int ENOUGH_RATINGS = 5;
    private static final long SLOW_ENOUGH_TO_MATTER_MS = 2_000;

    /** What follows. */
    sealed interface Verdict {
        /** Not known yet. */
        record GoOn() implements Verdict {}

        /** Good enough. */
        record Promote(String reason) implements Verdict {}

        /** Worse than before. */
        record RollBack(String reason) implements Verdict {}
    }

    private final PromotionConfig config;

    CanaryPolicy(PromotionConfig config) {
        this.config = config;
    }

    /**
     * Judges a trial.
     *
     * @param candidate how the model on trial did; null when it was not asked yet
     * @param control how the present default did; null when nobody asked it, or there is none
     * @param age how long the trial takes already
     */
    Verdict onTrial(@Nullable ModelFigures candidate, @Nullable ModelFigures control, Duration age) {
        if (candidate != null && candidate.chats() >= config.canaryLeast()) {
            Optional<String> regression = regression(candidate, control);
            if (regression.isPresent()) {
                return new Verdict.RollBack(regression.get());
            }
            if (candidate.chats() >= config.canaryEnough() && age.compareTo(config.canaryFor()) >= 0) {
                return new Verdict.Promote(candidate.chats() + " chats on trial without a regression");
            }
        }
        return age.compareTo(config.canaryMost()) >= 0
                ? new Verdict.RollBack(
                        "too few questions came in " + config.canaryMost().toDays() + " days to judge it")
                : new Verdict.GoOn();
    }

    /** Judges a model that was promoted a while ago. */
    Verdict watched(@Nullable ModelFigures promoted, @Nullable ModelFigures before, Duration age) {
        if (promoted != null && promoted.chats() >= config.canaryLeast()) {
            Optional<String> regression = regression(promoted, before);
            if (regression.isPresent()) {
                return new Verdict.RollBack(regression.get());
            }
        }
        return age.compareTo(config.watchFor()) >= 0
                ? new Verdict.Promote("no regression in " + config.watchFor().toHours() + " hours")
                : new Verdict.GoOn();
    }

    private Optional<String> regression(ModelFigures model, @Nullable ModelFigures before) {
        double failures = before == null ? 0 : before.failureRate();
        if (model.failureRate() > failures + config.moreFailures()) {
            return Optional.of(
                    model.failures() + " of " + model.chats() + " chats failed; before: " + percent(failures));
        }
        double invalid = before == null ? 0 : before.invalidCallRate();
        if (model.calls() >= ENOUGH_CALLS && model.invalidCallRate() > invalid + config.moreInvalidCalls()) {
            return Optional.of(model.invalidCalls() + " of " + model.calls() + " tool calls made no sense; before: "
                    + percent(invalid));
        }
        double down = before == null ? 0 : before.downRate();
        long rated = model.ratedUp() + model.ratedDown();
        if (rated >= ENOUGH_RATINGS && model.downRate() > down + config.moreDown()) {
            return Optional.of(model.ratedDown() + " of " + rated + " ratings are down; before: " + percent(down));
        }
        return slowness(model, before);
    }

    private Optional<String> slowness(ModelFigures model, @Nullable ModelFigures before) {
        if (before == null || before.totalP95Ms() == 0 || model.totalP95Ms() < SLOW_ENOUGH_TO_MATTER_MS) {
            return Optional.empty();
        }
        return model.totalP95Ms() > before.totalP95Ms() * config.slower()
                ? Optional.of("one turn in twenty takes longer than " + model.totalP95Ms() + " ms; before: "
                        + before.totalP95Ms() + " ms")
                : Optional.empty();
    }

    private static String percent(double share) {
        return PromotionGate.percent(share);
    }
}
