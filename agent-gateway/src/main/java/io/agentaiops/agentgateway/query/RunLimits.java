package io.agentaiops.agentgateway.query;

import io.agentaiops.agentgateway.agent.AgentConfig;
import io.agentaiops.agentgateway.run.Limits;
import io.agentaiops.eventbus.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run may take: as configured, or less when its asker wishes so; never more. */
@ApplicationScoped
public class RunLimits {

    private final AgentConfig config;

    RunLimits(AgentConfig config) {
        this.config = config;
    }

    /** The limits of a run for which nothing was wished. */
    public Limits configured() {
        return new Limits(
                config.maxTurns(),
                config.maxCalls(),
                config.maxTokens(),
                config.maxTime().toSeconds());
    }

    /** The configured limits, lowered; what is null stays. A wish for more is refused, with all that is too much. */
    Limits atMost(@Nullable Integer steps, @Nullable Integer toolCalls, @Nullable Long tokens, @Nullable Long seconds) {
        Limits most = configured();
        List<String> tooMuch = new ArrayList<>();
        Limits wished = new Limits(
                (int) lowered("steps", steps == null ? null : steps.longValue(), most.steps(), tooMuch),
                (int) lowered("toolCalls", toolCalls == null ? null : toolCalls.longValue(), most.toolCalls(), tooMuch),
                lowered("tokens", tokens, most.tokens(), tooMuch),
                lowered("seconds", seconds, most.seconds(), tooMuch));
        if (!tooMuch.isEmpty()) {
            throw Problem.badRequest("limit-too-high", String.join("; ", tooMuch) + ". Ask for less, or leave it out.");
        }
        return wished;
    }

    private static long lowered(String name, @Nullable Long wish, long most, List<String> tooMuch) {
        if (wish == null) {
            return most;
        }
        if (wish > most) {
            tooMuch.add("limits." + name + " is " + wish + "; at most " + most + " is configured");
        }
        return Math.min(wish, most);
    }
}
