package io.agentaiops.agentgateway.run;

import static java.util.Objects.requireNonNull;

import io.agentaiops.agentgateway.evidence.Evidence;
import io.agentaiops.agentgateway.peer.Caller;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One query and what became of it.
 *
 * @param id the run
 * @param sessionId its conversation
 * @param caller who asked, with what they may do
 * @param askedMode how it is to be answered
 * @param askedModel by which model, when one was named
 * @param question the text
 * @param state where it stands
 * @param reason why it stands there, when that needs a word
 * @param mode how it was answered; null until that is known
 * @param model by which model, when one took part
 * @param answer Markdown; null until there is one
 * @param citations what the answer rests on
 * @param evidence which sentence of the answer rests on what
 * @param usage what it took so far
 * @param limits what it may take
 * @param notes the agent's notes between its steps, JSON; null before the first
 * @param acceptedAt when it was stored
 * @param startedAt when an agent first took it up
 * @param endedAt when it ended
 * @param deadline the agent looks for an end from then on
 * @param wakes how often something happened that the agent must look at
 */
public record Run(
        String id,
        String sessionId,
        Caller caller,
        AnswerMode askedMode,
        @Nullable String askedModel,
        String question,
        RunState state,
        @Nullable String reason,
        @Nullable AnswerMode mode,
        @Nullable String model,
        @Nullable String answer,
        List<Citation> citations,
        Evidence evidence,
        Usage usage,
        Limits limits,
        @Nullable String notes,
        Instant acceptedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant deadline,
        long wakes) {

    public Run {
        requireNonNull(state, "state");
        citations = List.copyOf(citations);
    }

    /** Whether there is nothing left to do. */
    public boolean hasEnded() {
        return state instanceof RunState.Ended;
    }

    /** Whether that caller may see and steer it. */
    public boolean belongsTo(Caller other) {
        return other.isAdmin() || caller.principal().equals(other.principal());
    }

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "Run[" + id + ", " + state.label() + "]";
    }
}
