package io.agentaiops.agentgateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.evidence.Evidence;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Citation;
import io.agentaiops.agentgateway.run.Limits;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunState;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.run.StepState;
import io.agentaiops.agentgateway.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CachePolicyTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Citation CITATION = new Citation(1, "a.md", "A", "A", "1-2", 0.9, "text");

    private final CachePolicy policy = new CachePolicy(Duration.ofHours(24), Duration.ofSeconds(30), true);

    @Test
    void anAnswerFromDocumentsIsKeptForADayForAllWhoMayDoAsMuch() {
        CachedAnswer kept =
                entry(run("What?", "So [1].", AnswerMode.MODEL, null, "viewer")).orElseThrow();

        assertThat(kept.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(kept.onlyFor()).isNull();
        assertThat(kept.roles()).containsExactly("viewer");
        assertThat(kept.documents()).containsExactly("a.md");
    }

    @Test
    void anAnswerFromToolOutputLivesAsLongAsTheOldestOutputDoes() {
        Run run = run("What?", "So [1].", AnswerMode.MODEL, null, "viewer");

        Optional<CachedAnswer> fresh =
                policy.entry(run, List.of(step(StepState.SUCCEEDED, 20), step(StepState.SUCCEEDED, 5)), "f", NOW);
        Optional<CachedAnswer> stale =
                policy.entry(run, List.of(step(StepState.SUCCEEDED, 31), step(StepState.SUCCEEDED, 5)), "f", NOW);

        assertThat(fresh.orElseThrow().expiresAt()).isEqualTo(NOW.plusSeconds(10));
        assertThat(stale).isEmpty();
    }

    @Test
    void whatFailedAskedForMoreOrRestsOnNothingIsNotKept() {
        assertThat(entry(run("What?", null, AnswerMode.MODEL, null, "viewer"))).isEmpty();
        assertThat(entry(run("What?", "So.", AnswerMode.RUNBOOK, null, "viewer")))
                .isEmpty();
        assertThat(entry(run("What?", "So.", AnswerMode.CACHE, null, "viewer"))).isEmpty();
        assertThat(entry(run("What?", "So.", AnswerMode.MODEL, "llama3.2", "viewer")))
                .isEmpty();
        assertThat(entry(run("What?", "So.", AnswerMode.MODEL, null, "service")))
                .isEmpty();
        assertThat(policy.entry(
                        run("What?", "So [1].", AnswerMode.MODEL, null, "viewer"),
                        List.of(step(StepState.FAILED, 1)),
                        "f",
                        NOW))
                .isEmpty();
    }

    @Test
    void personalDataKeepsAnAnswerToItsAsker() {
        assertThat(entry(run("Who is ada@example.org?", "She [1].", AnswerMode.MODEL, null, "viewer"))
                        .orElseThrow()
                        .onlyFor())
                .isEqualTo("ada");
        assertThat(entry(run("Who?", "Call +49 170 1234567 [1].", AnswerMode.MODEL, null, "viewer"))
                        .orElseThrow()
                        .onlyFor())
                .isEqualTo("ada");
        assertThat(new CachePolicy(Duration.ofHours(1), Duration.ZERO, false)
                        .entry(run("What?", "So [1].", AnswerMode.MODEL, null, "viewer"), List.of(), "f", NOW)
                        .orElseThrow()
                        .onlyFor())
                .isEqualTo("ada");
    }

    private Optional<CachedAnswer> entry(Run run) {
        return policy.entry(run, List.of(), "f", NOW);
    }

    private static Run run(
            String question, @Nullable String answer, AnswerMode mode, @Nullable String model, String role) {
        return new Run(
                "run",
                "session",
                new Caller("ada", Set.of(role)),
                AnswerMode.AUTO,
                model,
                question,
                new RunState.Running().succeed(),
                null,
                mode,
                "m",
                answer,
                List.of(CITATION),
                Evidence.NONE,
                Usage.NONE,
                new Limits(3, 2, 100, 100),
                null,
                NOW.minusSeconds(40),
                NOW.minusSeconds(40),
                NOW,
                NOW.plusSeconds(60),
                0);
    }

    private static Step step(StepState state, int secondsAgo) {
        Instant at = NOW.minusSeconds(secondsAgo);
        return Step.asked("c", 1, null, "terminal", Map.of("command", "df -h"), at, at.plusSeconds(60))
                .ended(new Step.Result(state, "out", false, 0, null, null, null, 1L, at));
    }
}
