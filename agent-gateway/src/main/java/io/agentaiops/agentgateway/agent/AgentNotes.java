package io.agentaiops.agentgateway.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.model.WantedCall;
import io.agentaiops.agentgateway.procedure.Procedure;
import io.agentaiops.agentgateway.run.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an agent knows between two steps of a run. Stored with the run, so that any replica can take the next step.
 *
 * @param retrieval what the documents say; null before the search
 * @param modelProblem why no model takes part any more; null while one may
 * @param limited whether a limit of the run was reached, so that no more calls are made
 * @param plan what is done from the runbooks; null before it is planned
 * @param turns what the model said so far
 * @param usage what the model took so far
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AgentNotes(
        @Nullable Retrieval retrieval,
        @Nullable String modelProblem,
        boolean limited,
        @Nullable Plan plan,
        List<Turn> turns,
        Usage usage) {

    static final AgentNotes EMPTY = new AgentNotes(null, null, false, null, List.of(), Usage.NONE);

    /** What the model said in one turn, and the calls that it asked for. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Turn(String text, List<WantedCall> calls) {
        Turn {
            calls = List.copyOf(calls);
        }
    }

    /**
     * What is done from the runbooks.
     *
     * @param procedure the document that is executed, if there is one
     * @param kind its kind
     * @param problem why the document that fits best is not executed
     * @param calls which call belongs to which step of it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Plan(
            @Nullable Procedure procedure,
            String kind,
            @Nullable String problem,
            List<StepCall> calls) {
        Plan {
            calls = List.copyOf(calls);
        }
    }

    /** A step of a document and the call that executes it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record StepCall(String stepId, String callId) {}

    AgentNotes {
        turns = List.copyOf(turns);
    }

    AgentNotes retrieved(Retrieval found) {
        return new AgentNotes(found, modelProblem, limited, plan, turns, usage);
    }

    AgentNotes withoutModel(String problem, boolean limit) {
        return new AgentNotes(retrieval, problem, limit, plan, turns, usage);
    }

    AgentNotes planned(Plan made) {
        return new AgentNotes(retrieval, modelProblem, limited, made, turns, usage);
    }

    AgentNotes said(Turn turn, Usage newUsage) {
        List<Turn> all = new ArrayList<>(turns);
        all.add(turn);
        return new AgentNotes(retrieval, modelProblem, limited, plan, all, newUsage);
    }
}
