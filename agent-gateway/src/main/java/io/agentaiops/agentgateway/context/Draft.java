package io.agentaiops.agentgateway.context;

import io.agentaiops.agentgateway.model.ChatTurn;
import java.util.List;

/**
 * All that a model could be told for its next turn, before it is known what fits.
 *
 * @param rules the system prompt; never left out
 * @param memory what is remembered of the conversation beyond the exchanges below, one thing per line
 * @param history earlier questions with their answers, oldest first
 * @param passages from the documents, best first, ready to be shown
 * @param question the user's turn; never left out
 * @param turns what the model said so far, with what came of the tools that it asked for
 */
public record Draft(
        String rules, String memory, List<Exchange> history, List<String> passages, String question, List<Step> turns) {

    /** A question and its answer. */
    public record Exchange(String question, String answer) {}

    /** A turn of the model and the results of its calls, in their order. */
    public record Step(ChatTurn.Model said, List<Result> results) {
        public Step {
            results = List.copyOf(results);
        }
    }

    /**
     * What came of a call.
     *
     * @param callId the call
     * @param tool the tool
     * @param head how it ended; never left out
     * @param output what the tool returned; empty when there is nothing
     */
    public record Result(String callId, String tool, String head, String output) {
        Result with(String shorter) {
            return new Result(callId, tool, head, shorter);
        }
    }

    public Draft {
        history = List.copyOf(history);
        passages = List.copyOf(passages);
        turns = List.copyOf(turns);
    }

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "Draft[" + history.size() + " exchanges, " + passages.size() + " passages, " + turns.size() + " turns]";
    }
}
