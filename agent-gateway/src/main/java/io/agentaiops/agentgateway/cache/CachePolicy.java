package io.agentaiops.agentgateway.cache;

import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Citation;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunState;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import io.agentaiops.eventbus.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which answers may be given again, to whom and for how long. An answer must come from a model, cite documents, belong
 * to a question asked without conditions (no model or mode named), and must not have changed or half-done anything.
 *
 * @param maxAge of answers from documents
 * @param liveMaxAge of answers from the output of tools
 * @param shared whether people get each other's answers
 */
record CachePolicy(Duration maxAge, Duration liveMaxAge, boolean shared) {

    /** Tools that begin something without asking for an approval first: said again, it would not have begun again. */
    private static final Set<String> BEGIN_SOMETHING = Set.of("runbook_start");

    /**
     * Whether a run may be answered by another's answer, as far as it says itself. Services ask to see whether answering
     * works: they never get a cached one.
     */
    static boolean mayBeAnswered(Run asked) {
        return asked.askedMode() == AnswerMode.AUTO
                && asked.askedModel() == null
                && !asked.caller().roles().contains("service");
    }

    /** The entry for that run's answer, unless it must not be given again. */
    Optional<CachedAnswer> entry(Run run, List<Step> steps, String fingerprint, Instant now) {
        String answer = run.answer();
        if (!(run.state() instanceof RunState.Succeeded)
                || run.mode() != AnswerMode.MODEL
                || !mayBeAnswered(run)
                || answer == null
                || run.citations().isEmpty()
                || !steps.stream().allMatch(CachePolicy::onlyLooked)) {
            return Optional.empty();
        }
        Instant end = end(run, steps, now);
        if (!end.isAfter(now)) {
            return Optional.empty();
        }
        boolean personal = isPersonal(run.question()) || isPersonal(answer);
        return Optional.of(new CachedAnswer(
                run.id(),
                fingerprint,
                shared && !personal ? null : run.caller().principal(),
                run.caller().roles(),
                run.citations().stream().map(Citation::documentId).distinct().toList(),
                now,
                end));
    }

    private Instant end(Run run, List<Step> steps, Instant now) {
        Instant ended = run.endedAt();
        Instant made = ended == null ? now : ended;
        return steps.stream()
                .map(step -> {
                    Instant seen = step.endedAt();
                    return seen == null ? step.askedAt() : seen;
                })
                .min(Instant::compareTo)
                .map(oldest -> oldest.plus(liveMaxAge))
                .orElse(made.plus(maxAge));
    }

    private static boolean onlyLooked(Step step) {
        return step.state() == StepState.SUCCEEDED && step.approval() == null && !BEGIN_SOMETHING.contains(step.tool());
    }

    private static boolean isPersonal(String text) {
        return !Redactor.find(text).isEmpty();
    }
}
