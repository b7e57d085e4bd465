package io.agentaiops.agentgateway.promotion;

import io.agentaiops.agentgateway.promotion.GoldenQuestion.Mark;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a model may be tried on people, from its marks on the golden questions and nothing else. */
final class PromotionGate {

    /**
     * What the marks come to.
     *
     * @param score share of right answers
     * @param callValidity share of tool calls that made sense
     * @param problem why the model must not be promoted; null when it may
     */
    record Verdict(
            double score, double callValidity, @Nullable String problem) {
        boolean passed() {
            return problem == null;
        }
    }

    private final PromotionConfig config;

    PromotionGate(PromotionConfig config) {
        this.config = config;
    }

    /**
     * Judges.
     *
     * @param marks one per question
     * @param baseline the score of the present default, if it was evaluated
     */
    Verdict judge(List<Mark> marks, @Nullable Double baseline) {
        double score = marks.isEmpty()
                ? 0
                : (double) marks.stream().filter(Mark::correct).count() / marks.size();
        int calls = marks.stream().mapToInt(Mark::calls).sum();
        int valid = marks.stream().mapToInt(Mark::validCalls).sum();
        double validity = calls == 0 ? 0 : (double) valid / calls;
        return new Verdict(score, validity, problem(score, validity, baseline).orElse(null));
    }

    private Optional<String> problem(double score, double validity, @Nullable Double baseline) {
        if (validity < config.minCallValidity()) {
            return Optional.of("only " + percent(validity) + " of its tool calls made sense, "
                    + percent(config.minCallValidity()) + " must");
        }
        if (score < config.minScore()) {
            return Optional.of("answered " + percent(score) + " of the golden questions rightly, "
                    + percent(config.minScore()) + " are needed");
        }
        if (baseline != null && score < baseline - config.worseBy()) {
            return Optional.of("answered " + percent(score) + " of the golden questions rightly, the present default "
                    + percent(baseline));
        }
        return Optional.empty();
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
