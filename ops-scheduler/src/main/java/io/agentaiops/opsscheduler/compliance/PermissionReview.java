package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.compliance.PlatformQuestions.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Who can do what, and which rights nobody used: asked of those who grant them, agent-gateway and tool-runner. */
@ApplicationScoped
class PermissionReview {

    /**
     * The review.
     *
     * @param keys as {@code keys.review} says; what is wrong with it when there was no answer
     * @param tools as {@code tools.permissions} says
     */
    record Review(Instant at, String window, Part keys, Part tools) {}

    /** What one service said. */
    record Part(boolean answered, String summary, Map<String, Object> found) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PlatformQuestions questions;
    private final Clock clock;

    PermissionReview(PlatformQuestions questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    /** Asks both; must not be called in a transaction. */
    Review over(String window) {
        return new Review(
                clock.instant(),
                window,
                ask(Capability.KEYS_REVIEW, window),
                ask(Capability.TOOLS_PERMISSIONS, window));
    }

    private Part ask(Capability capability, String window) {
        Optional<Answer> answer = questions.ask(capability, Map.of("window", window), PATIENCE);
        return answer.map(said -> new Part(true, said.summary(), said.evidence()))
                .orElseGet(() -> new Part(false, capability.owner().service() + " did not answer", Map.of()));
    }
}
