package io.agentaiops.agentgateway.agent;

import java.time.Instant;
import java.util.List;

/** What an agent does next. */
sealed interface NextStep {

    /** Search the documents. */
    record Retrieve() implements NextStep {}

    /** Ask the model for its next turn. */
    record AskModel(String model, boolean withTools) implements NextStep {}

    /**
     * Go on without a model.
     *
     * @param limited whether a limit of the run was reached, so that nothing new is begun either
     */
    record LeaveModel(String reason, boolean limited) implements NextStep {}

    /** Choose a document and ask for at most so many of its steps. */
    record PlanRunbook(int mayCall) implements NextStep {}

    /** Nothing can be done before a result comes, or that time. */
    record Wait(Instant until) implements NextStep {}

    /** Stop waiting for these calls. */
    record GiveUpCalls(List<String> callIds, String reason) implements NextStep {
        public GiveUpCalls {
            callIds = List.copyOf(callIds);
        }
    }

    /** The model's last turn is the answer. */
    record AnswerFromModel(String model, String text) implements NextStep {}

    /** The answer is put together from the documents and the results. */
    record AnswerFromRunbooks() implements NextStep {}

    /** There is no answer. */
    record Fail(String reason) implements NextStep {}

    /** It is far too late for an answer. */
    record Expire() implements NextStep {}
}
